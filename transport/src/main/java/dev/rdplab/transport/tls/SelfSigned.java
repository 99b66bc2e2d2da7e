package dev.rdplab.transport.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate to be made on the spot: RSA of 2048 bits, SHA-256, six months, server authentication, as Windows makes one
 * for its listener; every part of it can be made wrong. Windows leaves {@link Usage#DIGITAL_SIGNATURE} out, which its own
 * client and OpenSSL do not mind, but BoringSSL as a client and BouncyCastle on either side refuse.
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

    /** Of a key. */
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

        private final int bit;

        Usage(int bit) {
            this.bit = bit;
        }
    }

    public static final String SERVER_AUTHENTICATION = KeyPurposeId.id_kp_serverAuth.getId();
    public static final String CLIENT_AUTHENTICATION = KeyPurposeId.id_kp_clientAuth.getId();

    private static final int MOST_INTERMEDIATES = 8;

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
        try {
            if (!authority) {
                KeyPair own = keyPair(random);
                X509Certificate certificate = certificate(name(commonName), own, name(commonName), own, false, random);
                return new Issued(new ServerCertificate(List.of(certificate), own.getPrivate()), certificate);
            }
            X500Name issuer = name(commonName + " root");
            KeyPair issuerKeys = keyPair(random);
            X509Certificate root = certificate(issuer, issuerKeys, issuer, issuerKeys, true, random);
            var chain = new ArrayList<X509Certificate>();
            for (int i = 1; i <= intermediates; i++) {
                X500Name subject = name(commonName + " intermediate " + i);
                KeyPair keys = keyPair(random);
                chain.add(0, certificate(subject, keys, issuer, issuerKeys, true, random));
                issuer = subject;
                issuerKeys = keys;
            }
            KeyPair own = keyPair(random);
            chain.add(0, certificate(name(commonName), own, issuer, issuerKeys, false, random));
            return new Issued(new ServerCertificate(chain, own.getPrivate()), root);
        } catch (GeneralSecurityException | IOException | OperatorCreationException wrong) {
            throw new IllegalArgumentException("no certificate like " + this + ": " + wrong.getMessage(), wrong);
        }
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private KeyPair keyPair(SecureRandom random) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(key.name());
        if (key == KeyKind.EC) {
            generator.initialize(new ECGenParameterSpec("secp" + keySize + "r1"), random);
        } else {
            generator.initialize(keySize, random);
        }
        return generator.generateKeyPair();
    }

    private X509Certificate certificate(
            X500Name subject,
            KeyPair keys,
            X500Name issuer,
            KeyPair issuerKeys,
            boolean forAuthority,
            SecureRandom random)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        var builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(120, random).setBit(120),
                Date.from(notBefore),
                Date.from(notAfter),
                subject,
                keys.getPublic());
        if (forAuthority) {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
        } else {
            extend(builder);
        }
        var signer = new JcaContentSignerBuilder(signature)
                .setProvider(BouncyCastle.CRYPTO)
                .setSecureRandom(random)
                .build(issuerKeys.getPrivate());
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(builder.build(signer).getEncoded()));
    }

    private void extend(JcaX509v3CertificateBuilder builder) throws IOException {
        if (!purposes.isEmpty()) {
            var ids = purposes.stream()
                    .map(oid -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid)))
                    .toArray(KeyPurposeId[]::new);
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(ids));
        }
        if (!keyUsage.isEmpty()) {
            int bits = keyUsage.stream().mapToInt(u -> u.bit).reduce(0, (a, b) -> a | b);
            builder.addExtension(Extension.keyUsage, false, new KeyUsage(bits));
        }
        if (!alternativeNames.isEmpty()) {
            var names = alternativeNames.stream()
                    .map(n -> new GeneralName(isAddress(n) ? GeneralName.iPAddress : GeneralName.dNSName, n))
                    .toArray(GeneralName[]::new);
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
    }

    private static boolean isAddress(String name) {
        return name.contains(":") || name.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }
}
