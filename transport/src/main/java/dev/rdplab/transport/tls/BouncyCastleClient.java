package dev.rdplab.transport.tls;

import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.wire.Bytes;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Vector;
import java.util.stream.IntStream;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatusRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;

/**
 * A client of BouncyCastle's lightweight API. It asks no provider of Java's for anything, and to set those up is most of what
 * one handshake costs a program that has just begun. It looks at no chain: any certificate will do, or one that is pinned.
 */
final class BouncyCastleClient implements TlsContext {

    /** The usual suites in numbers, which have no names here but by reflection. */
    private static final int[] NUMBERS = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
        CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA,
        CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA,
        CipherSuite.TLS_AES_128_GCM_SHA256,
        CipherSuite.TLS_AES_256_GCM_SHA384
    };

    /** As long as a handshake message may be, in all likelihood; BouncyCastle allows ten. */
    private static final int LONGEST_CHAIN = 100;

    private final BouncyCastleCrypto crypto = new BouncyCastleCrypto();
    private final TlsClientSettings settings;
    private final ProtocolVersion[] versions;
    private final List<String> names;
    private final int[] suites;
    private final Vector<Integer> groups = new Vector<>();

    /** @throws IllegalArgumentException when BouncyCastle does not know a suite or group of the settings */
    BouncyCastleClient(TlsClientSettings settings) {
        this.settings = settings;
        versions = settings.versions().stream()
                .sorted((one, other) -> other.compareTo(one))
                .map(BouncyCastleClient::version)
                .toArray(ProtocolVersion[]::new);
        boolean usual = settings.cipherSuites().isEmpty();
        names = usual ? TlsClientSettings.SUITES : settings.cipherSuites();
        suites = usual ? NUMBERS : names.stream().mapToInt(this::number).toArray();
        settings.groups().forEach(name -> groups.add(group(name)));
    }

    private int group(String name) {
        for (int group = 1; group <= NamedGroup.ffdhe8192; group++) {
            if (name.equals(NamedGroup.getName(group)) && crypto.hasNamedGroup(group)) {
                return group;
            }
        }
        throw new IllegalArgumentException("Unsupported group: " + name);
    }

    private int number(String name) {
        try {
            int number = CipherSuite.class.getField(name).getInt(null);
            if (TlsUtils.isSupportedCipherSuite(crypto, number)) {
                return number;
            }
        } catch (ReflectiveOperationException unknown) {
            // said below
        }
        throw new IllegalArgumentException("Unsupported CipherSuite: " + name);
    }

    private static ProtocolVersion version(TlsVersion version) {
        return switch (version) {
            case TLS_1_0 -> ProtocolVersion.TLSv10;
            case TLS_1_1 -> ProtocolVersion.TLSv11;
            case TLS_1_2 -> ProtocolVersion.TLSv12;
            case TLS_1_3 -> ProtocolVersion.TLSv13;
        };
    }

    @Override
    public TlsEngine engine() {
        return TlsEngine.BOUNCYCASTLE;
    }

    @Override
    public boolean client() {
        return true;
    }

    @Override
    public boolean logKeysTo(KeyLog log) {
        crypto.secrets().logTo(log);
        return true;
    }

    @Override
    public TlsLayer newLayer(ByteBufAllocator allocator, Bytes first) {
        return new BouncyCastleLayer(new Peer());
    }

    /** What one connection offers and has learnt. */
    final class Peer extends DefaultTlsClient {

        private boolean complete;
        private boolean closeNotify;
        private TlsServerCertificate received;

        private Peer() {
            super(crypto);
        }

        /** Whether the handshake is done. */
        boolean complete() {
            return complete;
        }

        /** Whether the peer has sent a close_notify. */
        boolean closeNotify() {
            return closeNotify;
        }

        /** What the handshake agreed on. */
        TlsSession agreed() throws IOException {
            var parameters = context.getSecurityParametersConnection();
            var version = settings.versions().stream()
                    .filter(v -> version(v).equals(parameters.getNegotiatedVersion()))
                    .findAny()
                    .orElseThrow();
            int suite = IntStream.range(0, suites.length)
                    .filter(i -> suites[i] == parameters.getCipherSuite())
                    .findAny()
                    .orElseThrow();
            var leaf = (BouncyCastleCrypto.Leaf) received.getCertificate().getCertificateAt(0);
            return new TlsSession(
                    version.standardName(),
                    names.get(suite),
                    Bytes.wrap(leaf.getEncoded()),
                    Bytes.wrap(leaf.getSubjectPublicKeyInfo().getPublicKeyData().getOctets()));
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return versions.clone();
        }

        @Override
        protected int[] getSupportedCipherSuites() {
            return Arrays.stream(suites)
                    .filter(suite -> Arrays.stream(versions)
                            .anyMatch(version -> TlsUtils.isValidVersionForCipherSuite(suite, version)))
                    .toArray();
        }

        @Override
        @SuppressWarnings("rawtypes") // as BouncyCastle has it
        protected Vector getSupportedGroups(Vector roles) {
            return groups;
        }

        @Override
        @SuppressWarnings("rawtypes")
        protected Vector getSNIServerNames() {
            return settings.serverName()
                    .map(name -> new ServerName(NameType.host_name, name.getBytes(StandardCharsets.US_ASCII)))
                    .map(name -> new Vector<>(List.of(name)))
                    .orElse(null);
        }

        @Override
        protected CertificateStatusRequest getCertificateStatusRequest() {
            return null;
        }

        @Override
        public boolean shouldCheckSigAlgOfPeerCerts() {
            return false;
        }

        @Override
        public int getMaxCertificateChainLength() {
            return LONGEST_CHAIN;
        }

        @Override
        public void notifyHandshakeComplete() throws IOException {
            super.notifyHandshakeComplete();
            complete = true;
        }

        @Override
        public void notifyAlertReceived(short level, short description) {
            closeNotify |= description == AlertDescription.close_notify;
        }

        @Override
        public TlsAuthentication getAuthentication() {
            return new TlsAuthentication() {
                @Override
                public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
                    check(certificate);
                    received = certificate;
                }

                @Override
                public TlsCredentials getClientCredentials(CertificateRequest request) {
                    return null; // an empty Certificate
                }
            };
        }

        private void check(TlsServerCertificate certificate) throws IOException {
            if (settings.trust() instanceof TrustPolicy.Pin pin) {
                var encoded = certificate.getCertificate().getCertificateAt(0).getEncoded();
                if (!Bytes.wrap(sha256(encoded)).equals(pin.sha256())) {
                    throw new TlsFatalAlert(
                            AlertDescription.certificate_unknown, "the certificate is not the pinned one");
                }
            }
        }
    }

    private static byte[] sha256(byte[] encoded) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(encoded);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
