package dev.rdplab.transport.tls;

import dev.rdplab.transport.tls.SelfSigned.Issued;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;
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
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes the certificates of one {@link SelfSigned}: the certificate alone, or below a root and its intermediates.
 *
 * @param wanted what to make
 * @param random of serial numbers and signatures
 * @param keys asked once for each certificate
 */
record Issuer(SelfSigned wanted, SecureRandom random, Supplier<KeyPair> keys) {

    /** How names of signatures after PKCS #1 1.5 end: every provider makes the same bytes, and Java's own starts faster. */
    private static final String PKCS_1 = "withRSA";

    Issued issue() throws GeneralSecurityException, IOException, OperatorCreationException {
        return wanted.authority() ? below() : alone();
    }

    private Issued alone() throws GeneralSecurityException, IOException, OperatorCreationException {
        X500Name name = name("");
        KeyPair own = keys.get();
        X509Certificate certificate = certificate(name, own, name, own, false);
        return new Issued(new ServerCertificate(List.of(certificate), own.getPrivate()), certificate);
    }

    private Issued below() throws GeneralSecurityException, IOException, OperatorCreationException {
        X500Name issuer = name(" root");
        KeyPair issuerKeys = keys.get();
        X509Certificate root = certificate(issuer, issuerKeys, issuer, issuerKeys, true);
        var chain = new ArrayList<X509Certificate>();
        for (int i = 1; i <= wanted.intermediates(); i++) {
            X500Name subject = name(" intermediate " + i);
            KeyPair own = keys.get();
            chain.add(0, certificate(subject, own, issuer, issuerKeys, true));
            issuer = subject;
            issuerKeys = own;
        }
        KeyPair own = keys.get();
        chain.add(0, certificate(name(""), own, issuer, issuerKeys, false));
        return new Issued(new ServerCertificate(chain, own.getPrivate()), root);
    }

    private X500Name name(String suffix) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, wanted.commonName() + suffix)
                .build();
    }

    private X509Certificate certificate(
            X500Name subject, KeyPair own, X500Name issuer, KeyPair issuerKeys, boolean forAuthority)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        var builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(120, random).setBit(120),
                Date.from(wanted.notBefore()),
                Date.from(wanted.notAfter()),
                subject,
                own.getPublic());
        if (forAuthority) {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
        } else {
            extend(builder);
        }
        var signer = new JcaContentSignerBuilder(wanted.signature()).setSecureRandom(random);
        if (!wanted.signature().endsWith(PKCS_1)) {
            signer.setProvider(new BouncyCastleProvider());
        }
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(
                        builder.build(signer.build(issuerKeys.getPrivate())).getEncoded()));
    }

    private void extend(JcaX509v3CertificateBuilder builder) throws IOException {
        if (!wanted.purposes().isEmpty()) {
            var ids = wanted.purposes().stream()
                    .map(oid -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid)))
                    .toArray(KeyPurposeId[]::new);
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(ids));
        }
        if (!wanted.keyUsage().isEmpty()) {
            int bits = wanted.keyUsage().stream().mapToInt(u -> u.bit).reduce(0, (a, b) -> a | b);
            builder.addExtension(Extension.keyUsage, false, new KeyUsage(bits));
        }
        if (!wanted.alternativeNames().isEmpty()) {
            var names = wanted.alternativeNames().stream()
                    .map(n -> new GeneralName(isAddress(n) ? GeneralName.iPAddress : GeneralName.dNSName, n))
                    .toArray(GeneralName[]::new);
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
    }

    private static boolean isAddress(String name) {
        return name.contains(":") || name.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }
}
