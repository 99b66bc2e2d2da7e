package dev.rdplab.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The certificates are those that BouncyCastle's builder makes of the same keys and the same random numbers, byte by byte. */
class CertificateDerTest {

    private static final KeyPair RSA = SelfSigned.rsa("key.test", Instant.EPOCH).newKey(new SecureRandom());
    private static final KeyPair EC = SelfSigned.ec("key.test", Instant.EPOCH).newKey(new SecureRandom());

    @ParameterizedTest
    @CsvSource({
        "SHA256withRSA, 2026-11-22T12:00:01Z, 2027-05-23T00:00:00Z",
        "SHA1withRSA, 1999-01-02T03:04:05Z, 2049-12-31T23:59:59Z",
        "SHA512withRSA, 2049-12-31T23:59:59Z, 2050-01-01T00:00:00Z",
        "SHA384withECDSA, 2026-11-22T12:00:00Z, 2051-09-08T07:06:05Z",
        "SHA256withECDSA, 2026-11-22T12:00:00Z, 2027-05-23T00:00:00Z",
        "SHA256withRSAandMGF1, 2026-11-22T12:00:00Z, 2027-05-23T00:00:00Z",
        "SHA512withRSAandMGF1, 2026-11-22T12:00:00Z, 2027-05-23T00:00:00Z",
    })
    void isWhatBouncyCastleMakes(String signature, Instant from, Instant until) throws Exception {
        KeyPair key = signature.contains("RSA") ? RSA : EC;
        var names = List.of("host.test", "192.0.2.7", "2001:db8::7");
        var made = SelfSigned.rsa("höst.test", from)
                .signature(signature)
                .validity(from, until)
                .alternativeNames(names)
                .keyUsage(Set.of(SelfSigned.Usage.DIGITAL_SIGNATURE, SelfSigned.Usage.KEY_AGREEMENT))
                .purposes(List.of(SelfSigned.SERVER_AUTHENTICATION, "1.3.6.1.4.1.311.54.1.2"))
                .issue(new Repeated(904), () -> key)
                .root();

        var random = new Repeated(904);
        var name = new X500Name("CN=höst.test");
        var expected = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(120, random).setBit(120),
                Date.from(from),
                Date.from(until),
                name,
                key.getPublic());
        expected.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.3.6.1.4.1.311.54.1.2"))
        }));
        expected.addExtension(
                Extension.keyUsage, false, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyAgreement));
        expected.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, names.get(0)),
            new GeneralName(GeneralName.iPAddress, names.get(1)),
            new GeneralName(GeneralName.iPAddress, names.get(2))
        }));
        var signer = new JcaContentSignerBuilder(signature)
                .setProvider(new BouncyCastleProvider())
                .setSecureRandom(random)
                .build(key.getPrivate());

        assertThat(hex(made.getEncoded())).isEqualTo(hex(expected.build(signer).getEncoded()));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** The same numbers again for the same seed. */
    @SuppressWarnings("serial") // never written
    private static final class Repeated extends SecureRandom {

        private final Random numbers;

        Repeated(long seed) {
            numbers = new Random(seed);
        }

        @Override
        public void nextBytes(byte[] bytes) {
            numbers.nextBytes(bytes);
        }
    }
}
