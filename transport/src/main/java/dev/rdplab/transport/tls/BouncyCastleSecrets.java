package dev.rdplab.transport.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.TlsSecret;

/** The secrets of which BouncyCastle makes ciphers, told to a log once there is one. */
final class BouncyCastleSecrets {

    /** Connections whose TLS 1.3 handshake has begun and not ended. */
    private static final int PENDING = 1_024;

    private static final HexFormat HEX = HexFormat.of();

    private final Set<String> pending = ConcurrentHashMap.newKeySet();
    private volatile KeyLog log;

    void logTo(KeyLog told) {
        log = told;
    }

    /** One cipher a connection up to TLS 1.2; with TLS 1.3 one for the handshake and one for the data. */
    void tell(TlsCryptoParameters parameters) {
        var told = log;
        if (told == null) {
            return;
        }
        var security = parameters.getSecurityParametersHandshake();
        var random = HEX.formatHex(security.getClientRandom());
        if (!TlsUtils.isTLSv13(security.getNegotiatedVersion())) {
            told.add("CLIENT_RANDOM " + random + ' ' + digits(security.getMasterSecret()));
            return;
        }
        boolean handshake = !pending.remove(random);
        if (handshake && pending.size() < PENDING) {
            pending.add(random);
        }
        var kind = handshake ? "_HANDSHAKE_TRAFFIC_SECRET " : "_TRAFFIC_SECRET_0 ";
        told.add("CLIENT" + kind + random + ' ' + digits(security.getTrafficSecretClient()));
        told.add("SERVER" + kind + random + ' ' + digits(security.getTrafficSecretServer()));
    }

    /** A secret shows itself only as what an encryptor makes of it. */
    private static String digits(TlsSecret secret) {
        try {
            return HEX.formatHex(
                    secret.encrypt((bytes, from, length) -> Arrays.copyOfRange(bytes, from, from + length)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
