package dev.rdplab.diagnosis.probe;

import dev.rdplab.protocol.wire.Bytes;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * A server's certificate for people.
 *
 * @param key such as {@code RSA 2048}
 * @param sha256 fingerprint of the DER, bytes joined by colons
 */
public record CertificateView(
        String subject,
        String issuer,
        Instant notBefore,
        Instant notAfter,
        String key,
        String signature,
        boolean selfSigned,
        String sha256) {

    /** Empty when the bytes are no X.509 certificate. */
    public static Optional<CertificateView> of(Bytes der) {
        try {
            var certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der.toArray()));
            return Optional.of(new CertificateView(
                    certificate.getSubjectX500Principal().getName(),
                    certificate.getIssuerX500Principal().getName(),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant(),
                    key(certificate),
                    certificate.getSigAlgName(),
                    certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()),
                    fingerprint(der)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** Whether it is valid at a time. */
    public boolean validAt(Instant time) {
        return !time.isBefore(notBefore) && !time.isAfter(notAfter);
    }

    private static String key(X509Certificate certificate) {
        var key = certificate.getPublicKey();
        if (key instanceof RSAPublicKey rsa) {
            return "RSA " + rsa.getModulus().bitLength();
        }
        return key instanceof ECPublicKey ec
                ? "EC " + ec.getParams().getCurve().getField().getFieldSize()
                : key.getAlgorithm();
    }

    private static String fingerprint(Bytes der) throws GeneralSecurityException {
        return HexFormat.ofDelimiter(":")
                .formatHex(MessageDigest.getInstance("SHA-256").digest(der.toArray()))
                .toUpperCase(Locale.ROOT);
    }
}
