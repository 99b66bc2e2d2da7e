package dev.rdplab.transport.tls;

import dev.rdplab.protocol.Settings;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A certificate to be made on the spot: RSA of 2048 bits, SHA-256, six months, server authentication, as Windows makes one
 * for its listener; every part of it can be made wrong. Windows leaves {@link Usage#DIGITAL_SIGNATURE} out, which its own
 * client and OpenSSL do not mind, but BoringSSL as a client and BouncyCastle's JSSE on either side refuse.
 */
public final class SelfSigned extends Settings<SelfSigned> {

    /** The algorithm of a key. */
    public enum KeyKind {
        RSA,
        EC
    }

    /** A bit of KeyUsage, RFC 5280 section 4.2.1.3. */
    public enum Usage {
        DIGITAL_SIGNATURE(0),
        KEY_ENCIPHERMENT(2),
        DATA_ENCIPHERMENT(3),
        KEY_AGREEMENT(4),
        KEY_CERT_SIGN(5);

        /** Of the bit in the BIT STRING, from 0 for the first. */
        final int number;

        Usage(int number) {
            this.number = number;
        }
    }

    public static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    public static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";

    private static final int MOST_INTERMEDIATES = 10;

    private KeyKind key = KeyKind.RSA;
    private int keySize = 2048;
    private String signature = "SHA256withRSA";
    private String commonName;
    private List<String> alternativeNames;
    private Instant notBefore;
    private Instant notAfter;
    private Set<Usage> keyUsage = Set.of(Usage.DIGITAL_SIGNATURE, Usage.KEY_ENCIPHERMENT, Usage.DATA_ENCIPHERMENT);
    private List<String> purposes = List.of(SERVER_AUTHENTICATION);
    private boolean authority;
    private int intermediates;

    private SelfSigned(String commonName, Instant now) {
        this.commonName = commonName;
        this.alternativeNames = List.of(commonName);
        this.notBefore = now.minus(Duration.ofDays(1));
        this.notAfter = now.plus(Duration.ofDays(182));
    }

    /** RSA as Windows has it. @param now begin of its life, less a day */
    public static SelfSigned rsa(String commonName, Instant now) {
        return new SelfSigned(commonName, now);
    }

    /** The same with a key on P-256 for signatures. */
    public static SelfSigned ec(String commonName, Instant now) {
        return rsa(commonName, now)
                .key(KeyKind.EC, 256)
                .signature("SHA256withECDSA")
                .keyUsage(Set.of(Usage.DIGITAL_SIGNATURE));
    }

    /** @param bits 256, 384 or 521 for EC */
    public SelfSigned key(KeyKind kind, int bits) {
        return with(wanted -> {
            wanted.key = kind;
            wanted.keySize = bits;
        });
    }

    /**
     * @param algorithm JCA name such as {@code SHA256withRSA}, {@code SHA1withRSA}, {@code SHA256withRSAandMGF1} (RSA-PSS) or
     *     {@code SHA256withECDSA}
     */
    public SelfSigned signature(String algorithm) {
        return with(wanted -> wanted.signature = algorithm);
    }

    public SelfSigned alternativeNames(List<String> names) {
        return with(wanted -> wanted.alternativeNames = List.copyOf(names));
    }

    public SelfSigned validity(Instant from, Instant until) {
        return with(wanted -> {
            wanted.notBefore = from;
            wanted.notAfter = until;
        });
    }

    public SelfSigned keyUsage(Set<Usage> usages) {
        return with(wanted -> wanted.keyUsage = Set.copyOf(usages));
    }

    public SelfSigned purposes(List<String> oids) {
        return with(wanted -> wanted.purposes = List.copyOf(oids));
    }

    /** Issued by a root of its own through this many intermediates. The root is not part of the chain that is served. */
    public SelfSigned issued(int throughIntermediates) {
        if (throughIntermediates < 0 || throughIntermediates > MOST_INTERMEDIATES) {
            throw new IllegalArgumentException(throughIntermediates + " intermediates: 0 to " + MOST_INTERMEDIATES);
        }
        return with(wanted -> {
            wanted.authority = true;
            wanted.intermediates = throughIntermediates;
        });
    }

    /** The certificate to serve, and the one to trust. @param root the certificate itself where it signs itself */
    public record Issued(ServerCertificate certificate, X509Certificate root) {}

    /**
     * Makes keys and certificates.
     *
     * @param random of all keys, serial numbers and signatures: one that repeats makes the same RSA certificate again
     * @throws IllegalArgumentException when key and signature do not go together
     */
    public Issued issue(SecureRandom random) {
        return issue(random, () -> newKey(random));
    }

    /**
     * Makes certificates for keys that are there already, which saves most of the time.
     *
     * @param keySource asked once for each certificate, the root's first; the same key may be given again
     * @throws IllegalArgumentException when key and signature do not go together
     */
    public Issued issue(SecureRandom random, Supplier<KeyPair> keySource) {
        try {
            return new Issuer(this, random, keySource).issue();
        } catch (GeneralSecurityException wrong) {
            throw new IllegalArgumentException("no certificate like " + this + ": " + wrong.getMessage(), wrong);
        }
    }

    /** A key of the kind and size asked for. @throws IllegalArgumentException when there is no such kind */
    public KeyPair newKey(SecureRandom random) {
        try {
            var generator = KeyPairGenerator.getInstance(key.name());
            if (key == KeyKind.EC) {
                generator.initialize(new ECGenParameterSpec("secp" + keySize + "r1"), random);
            } else {
                generator.initialize(keySize, random);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException wrong) {
            throw new IllegalArgumentException("no key like " + this + ": " + wrong.getMessage(), wrong);
        }
    }

    public KeyKind key() {
        return key;
    }

    /** Bits; 256, 384 or 521 for EC. */
    public int keySize() {
        return keySize;
    }

    String signature() {
        return signature;
    }

    String commonName() {
        return commonName;
    }

    /** DNS names and addresses; may be empty. */
    List<String> alternativeNames() {
        return alternativeNames;
    }

    Instant notBefore() {
        return notBefore;
    }

    Instant notAfter() {
        return notAfter;
    }

    /** Empty for no such extension. */
    Set<Usage> keyUsage() {
        return keyUsage;
    }

    /** OIDs of the extended key usage; empty for no such extension. */
    List<String> purposes() {
        return purposes;
    }

    /** Whether a root issues it; false for one that signs itself. */
    boolean authority() {
        return authority;
    }

    /** Authorities between the root and the certificate. */
    int intermediates() {
        return intermediates;
    }

    @Override
    protected List<Object> parts() {
        return List.of(
                key,
                keySize,
                signature,
                commonName,
                alternativeNames,
                notBefore,
                notAfter,
                keyUsage,
                purposes,
                authority,
                intermediates);
    }

    @Override
    public String toString() {
        return key + " of " + keySize + " bits, signed by " + signature;
    }
}
