package dev.rdplab.lab.run;

import dev.rdplab.lab.scenario.CertificateVariant;
import dev.rdplab.protocol.handshake.SeededNonces;
import dev.rdplab.transport.tls.SelfSigned;
import dev.rdplab.transport.tls.ServerCertificate;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The certificates of the lab's servers. Each variant is made once for the process and is the same on the same day: their
 * keys come from a fixed seed, so they protect nothing.
 */
public final class Certificates {

    /** The name that the lab's certificates bear. */
    public static final String HOST = "rdplab.test";

    private static final List<String> NAMES = List.of(HOST, "localhost", "127.0.0.1");
    private static final long SEED = 0x904_7;
    private static final Map<CertificateVariant, ServerCertificate> MADE = new ConcurrentHashMap<>();
    private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();

    private Certificates() {}

    public static ServerCertificate of(CertificateVariant variant) {
        return MADE.computeIfAbsent(variant, Certificates::make);
    }

    private static ServerCertificate make(CertificateVariant variant) {
        Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        var good = SelfSigned.rsa(HOST, today).alternativeNames(NAMES);
        SelfSigned wanted =
                switch (variant) {
                    case GOOD, KEY_MISMATCH -> good;
                    case EXPIRED -> good.validity(today.minus(Period.ofDays(400)), today.minus(Period.ofDays(30)));
                    case NOT_YET_VALID -> good.validity(today.plus(Period.ofDays(30)), today.plus(Period.ofDays(400)));
                    case WRONG_NAME -> SelfSigned.rsa("other.test", today).alternativeNames(List.of("other.test"));
                    case SHA1 -> good.signature("SHA1withRSA");
                    case RSA_1024 -> good.key(SelfSigned.KeyKind.RSA, 1024);
                    case NO_KEY_USAGE -> good.keyUsage(Set.of());
                    case NO_EKU -> good.purposes(List.of());
                    case EC -> SelfSigned.ec(HOST, today).alternativeNames(NAMES);
                    case RSA_PSS -> good.signature("SHA256withRSAandMGF1");
                    case CHAIN_3 -> good.issued(1);
                    case CHAIN_12 -> good.issued(10);
                };
        var certificate =
                wanted.issue(repeatable(variant.word()), () -> key(wanted)).certificate();
        return variant == CertificateVariant.KEY_MISMATCH
                ? new ServerCertificate(
                        certificate.chain(),
                        good.newKey(repeatable("another key")).getPrivate())
                : certificate;
    }

    /** One for each kind and size: to make an RSA key takes longer than to run a scenario. */
    private static KeyPair key(SelfSigned wanted) {
        return KEYS.computeIfAbsent(
                wanted.key() + " " + wanted.keySize(),
                kind -> kind.equals(BundledKey.KIND) ? BundledKey.read() : wanted.newKey(repeatable(kind)));
    }

    @SuppressWarnings("serial") // never written
    private static SecureRandom repeatable(String stream) {
        var nonces = new SeededNonces(SEED, stream);
        return new SecureRandom() {
            @Override
            public void nextBytes(byte[] bytes) {
                nonces.next("key", bytes.length).copyTo(bytes, 0);
            }
        };
    }
}
