package dev.rdplab.transport.tls;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.transport.tls.SelfSigned.Issued;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes the certificates of one {@link SelfSigned}: the certificate alone, or below a root and its intermediates.
 *
 * @param wanted what to make
 * @param random of serial numbers and signatures
 * @param keys asked once for each certificate
 */
record Issuer(SelfSigned wanted, SecureRandom random, Supplier<KeyPair> keys) {

    Issued issue() throws GeneralSecurityException {
        return wanted.authority() ? below() : alone();
    }

    private Issued alone() throws GeneralSecurityException {
        Bytes name = name("");
        KeyPair own = keys.get();
        X509Certificate certificate = certificate(name, own, name, own, false);
        return new Issued(new ServerCertificate(List.of(certificate), own.getPrivate()), certificate);
    }

    private Issued below() throws GeneralSecurityException {
        Bytes issuer = name(" root");
        KeyPair issuerKeys = keys.get();
        X509Certificate root = certificate(issuer, issuerKeys, issuer, issuerKeys, true);
        var chain = new ArrayList<X509Certificate>();
        for (int i = 1; i <= wanted.intermediates(); i++) {
            Bytes subject = name(" intermediate " + i);
            KeyPair own = keys.get();
            chain.add(0, certificate(subject, own, issuer, issuerKeys, true));
            issuer = subject;
            issuerKeys = own;
        }
        KeyPair own = keys.get();
        chain.add(0, certificate(name(""), own, issuer, issuerKeys, false));
        return new Issued(new ServerCertificate(chain, own.getPrivate()), root);
    }

    private Bytes name(String suffix) {
        return CertificateDer.name(wanted.commonName() + suffix);
    }

    private X509Certificate certificate(
            Bytes subject, KeyPair own, Bytes issuer, KeyPair issuerKeys, boolean forAuthority)
            throws GeneralSecurityException {
        var extensions = forAuthority
                ? CertificateDer.forAuthority()
                : CertificateDer.forServer(wanted.purposes(), wanted.keyUsage(), wanted.alternativeNames());
        var kind = SignatureKind.of(wanted.signature());
        Bytes unsigned = CertificateDer.unsigned(
                new BigInteger(120, random).setBit(120),
                kind.identifier(),
                issuer,
                wanted.notBefore(),
                wanted.notAfter(),
                subject,
                own.getPublic(),
                extensions);
        byte[] signature = kind.sign(unsigned, issuerKeys.getPrivate(), random);
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(CertificateDer.signed(unsigned, kind.identifier(), signature)));
    }
}
