package dev.rdplab.transport.tls;

import java.io.IOException;
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
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * A certificate to be made on the spot: RSA of 2048 bits, SHA-256, six months, server authentication, as Windows makes one
 * for its listener; every part of it can be made wrong. Windows leaves {@link Usage#DIGITAL_SIGNATURE} out, which its own
 * client and OpenSSL do not mind, but BoringSSL as a client and BouncyCastle's JSSE on either side refuse.
 *
 * @param key kind of key
 * @param keySize bits; 256, 384 or 521 for EC
 * @param signature JCA name such as {@code SHA256withRSA}, {@code SHA1withRSA}, {@code SHA256withRSAandMGF1} (RSA-PSS) or
 *     {@code SHA256withECDSA}
 * @param alternativeNames DNS names and addresses; may be empty
 * @param keyUsage empty for no such extension
 * @param purposes OIDs of the extended key usage; empty for no such extension
 * @param intermediates authorities between the root and the certificate
 * @param authority whether a root issues it; false for one that signs itself
 */
public record SelfSigned(
        KeyKind key,
        int keySize,
        String signature,
        String commonName,
        List<String> alternativeNames,
        Instant notBefore,
        Instant notAfter,
        Set<Usage> keyUsage,
        List<String> purposes,
        boolean authority,
        int intermediates) {

    /** The algorithm of a key. */
    public enum KeyKind {
        RSA,
        EC
    }

    /** A bit of KeyUsage, RFC 5280 section 4.2.1.3. */
    public enum Usage {
        DIGITAL_SIGNATURE(KeyUsage.digitalSignature),
        KEY_ENCIPHERMENT(KeyUsage.keyEncipherment),
        DATA_ENCIPHERMENT(KeyUsage.dataEncipherment),
        KEY_AGREEMENT(KeyUsage.keyAgreement),
        KEY_CERT_SIGN(KeyUsage.keyCertSign);

        /** As BouncyCastle's KeyUsage counts. */
        final int bit;

        Usage(int bit) {
            this.bit = bit;
        }
    }

    public static final String SERVER_AUTHENTICATION = KeyPurposeId.id_kp_serverAuth.getId();
    public static final String CLIENT_AUTHENTICATION = KeyPurposeId.id_kp_clientAuth.getId();

    private static final int MOST_INTERMEDIATES = 10;

    public SelfSigned {
        alternativeNames = List.copyOf(alternativeNames);
        keyUsage = Set.copyOf(keyUsage);
        purposes = List.copyOf(purposes);
        if (intermediates < 0 || intermediates > MOST_INTERMEDIATES || intermediates > 0 && !authority) {
            throw new IllegalArgumentException(
                    intermediates + " intermediates: 0 to " + MOST_INTERMEDIATES + ", and only below an authority");
        }
    }

    /** RSA as Windows has it. @param now begin of its life, less a day */
    public static SelfSigned rsa(String commonName, Instant now) {
        return new SelfSigned(
                KeyKind.RSA,
                2048,
                "SHA256withRSA",
                commonName,
                List.of(commonName),
                now.minus(Duration.ofDays(1)),
                now.plus(Duration.ofDays(182)),
                Set.of(Usage.DIGITAL_SIGNATURE, Usage.KEY_ENCIPHERMENT, Usage.DATA_ENCIPHERMENT),
                List.of(SERVER_AUTHENTICATION),
                false,
                0);
    }

    /** The same with a key on P-256 for signatures. */
    public static SelfSigned ec(String commonName, Instant now) {
        return rsa(commonName, now)
                .key(KeyKind.EC, 256)
                .signature("SHA256withECDSA")
                .keyUsage(Set.of(Usage.DIGITAL_SIGNATURE));
    }

    public SelfSigned key(KeyKind kind, int bits) {
        return new SelfSigned(
                kind,
                bits,
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

    public SelfSigned signature(String algorithm) {
        return new SelfSigned(
                key,
                keySize,
                algorithm,
                commonName,
                alternativeNames,
                notBefore,
                notAfter,
                keyUsage,
                purposes,
                authority,
                intermediates);
    }

    public SelfSigned alternativeNames(List<String> names) {
        return new SelfSigned(
                key,
                keySize,
                signature,
                commonName,
                names,
                notBefore,
                notAfter,
                keyUsage,
                purposes,
                authority,
                intermediates);
    }

    public SelfSigned validity(Instant from, Instant until) {
        return new SelfSigned(
                key,
                keySize,
                signature,
                commonName,
                alternativeNames,
                from,
                until,
                keyUsage,
                purposes,
                authority,
                intermediates);
    }

    public SelfSigned keyUsage(Set<Usage> usages) {
        return new SelfSigned(
                key,
                keySize,
                signature,
                commonName,
                alternativeNames,
                notBefore,
                notAfter,
                usages,
                purposes,
                authority,
                intermediates);
    }

    public SelfSigned purposes(List<String> oids) {
        return new SelfSigned(
                key,
                keySize,
                signature,
                commonName,
                alternativeNames,
                notBefore,
                notAfter,
                keyUsage,
                oids,
                authority,
                intermediates);
    }

    /** Issued by a root of its own through this many intermediates. The root is not part of the chain that is served. */
    public SelfSigned issued(int throughIntermediates) {
        return new SelfSigned(
                key,
                keySize,
                signature,
                commonName,
                alternativeNames,
                notBefore,
                notAfter,
                keyUsage,
                purposes,
                true,
                throughIntermediates);
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
        } catch (GeneralSecurityException | IOException | OperatorCreationException wrong) {
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
}
