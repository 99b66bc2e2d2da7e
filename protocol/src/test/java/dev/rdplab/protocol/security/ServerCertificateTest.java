package dev.rdplab.protocol.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.NonceSource;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCertificateTest {

    @ParameterizedTest
    @ValueSource(strings = {"rd_xrdp_rdp", "xf_xrdp_rdp", "xf3_xrdp_rdp"})
    void readsAndWritesTheCertificateOfXrdp(String name) {
        var captured = CapturedSecurity.load(name);
        Bytes wire = captured.serverCertificate();
        ServerCertificate certificate = PduChecks.roundTrips(ServerCertificate::decode, wire);
        assertThat(certificate.publicKey()).isEqualTo(captured.serverKey().publicKey());
        assertThat(certificate.temporary()).isFalse();
        // The key is the real one: its signature verifies, and signing anew gives xrdp's bytes.
        assertThat(((ProprietaryCertificate) certificate).isSigned()).isTrue();
        assertThat(ProprietaryCertificate.of(certificate.publicKey())).isEqualTo(certificate);
    }

    @Test
    void noticesAKeyThatWasExchanged() {
        var captured = CapturedSecurity.load("rd_xrdp_rdp");
        byte[] bent = captured.serverCertificate().toArray();
        bent[60] ^= 1; // inside the modulus
        assertThat(((ProprietaryCertificate) decode(Bytes.wrap(bent))).isSigned())
                .isFalse();
    }

    @Test
    void readsTheKeyOfTheLastX509Certificate() throws Exception {
        Bytes leaf = certificate("leaf");
        var chain = X509CertificateChain.of(List.of(certificate("root"), leaf));
        Bytes wire = chain.toBytes();
        ServerCertificate decoded = PduChecks.roundTrips(ServerCertificate::decode, wire);
        assertThat(decoded).isEqualTo(chain);
        assertThat(decoded.publicKey()).isEqualTo(KEY.publicKey());
        PduChecks.rejectsATrailingByte(ServerCertificate::decode, wire);
        PduChecks.survivesMutations(ServerCertificate::decode, List.of(wire), 20_261_122, 5_000);
    }

    @Test
    void refusesEveryPrefixAndNothingElseEscapes() {
        Bytes wire = CapturedSecurity.load("rd_xrdp_rdp").serverCertificate();
        PduChecks.rejectsEveryPrefix(ServerCertificate::decode, wire);
        PduChecks.rejectsATrailingByte(ServerCertificate::decode, wire);
        PduChecks.survivesMutations(ServerCertificate::decode, List.of(wire), 20_261_122, 20_000);
    }

    @Test
    void readsAndWritesCapturedSecurityExchanges() {
        for (String name : List.of("rd_xrdp_rdp", "xf_xrdp_rdp", "xf3_xrdp_rdp")) {
            Bytes userData =
                    CapturedSecurity.userData(CapturedSecurity.load(name).row("SecurityExchange", 1));
            PduChecks.roundTrips(SecurityHeader::decode, userData.slice(0, 4));
            PduChecks.rejectsEveryPrefix(SecurityHeader::decode, userData.slice(0, 4));
            Bytes body = userData.slice(4);
            PduChecks.roundTrips(SecurityExchange::decode, body);
            PduChecks.rejectsEveryPrefix(SecurityExchange::decode, body);
            PduChecks.rejectsATrailingByte(SecurityExchange::decode, body);
            PduChecks.survivesMutations(SecurityExchange::decode, List.of(body), 20_261_122, 2_000);
        }
    }

    @Test
    void refusesACertificateThatIsNoDer() {
        var bytes =
                Bytes.concat(Bytes.fromHex("02000000 01000000 04000000"), Bytes.fromHex("3002 0500"), Bytes.zeros(12));
        assertThatExceptionOfType(ProtocolViolationException.class)
                .isThrownBy(() -> decode(bytes))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.MALFORMED));
    }

    @Test
    void refusesACertificateNestedTooDeepForAnyStack() {
        var nested = new WireWriter();
        int levels = 16_000;
        for (int i = levels; i > 0; i--) {
            nested.u8("tag", 0x30).u8("form", 0x82).u16be("length", (i - 1) * 4);
        }
        var bytes = Bytes.concat(Bytes.fromHex("02000000 01000000 00fa0000"), nested.toBytes());
        assertThatExceptionOfType(ProtocolViolationException.class)
                .isThrownBy(() -> decode(bytes))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 2048})
    void makesKeysThatDecryptWhatTheyEncrypt(int bits) {
        RsaKeyPair pair = RsaKeyPair.generate(bits, seeded(bits));
        assertThat(pair.publicKey().modulus().bitLength()).isEqualTo(bits);
        assertThat(pair).isEqualTo(RsaKeyPair.generate(bits, seeded(bits)));
        assertThat(pair.toString()).contains("***");
        Bytes random = Bytes.fromHex("a5".repeat(31) + "00");
        var exchange = SecurityExchange.of(random, pair.publicKey());
        assertThat(exchange.encryptedClientRandom().length()).isEqualTo(bits / 8 + 8);
        WireReader in = WireReader.of(exchange.toBytes(), Stage.SECURITY_EXCHANGE, "");
        assertThat(SecurityExchange.decode(in).clientRandom(pair, in)).isEqualTo(random);
        assertThat(ProprietaryCertificate.of(pair.publicKey()).isSigned()).isTrue();
    }

    @Test
    void aRandomEncryptedForAnotherKeyIsAViolation() {
        var exchange = SecurityExchange.of(
                Bytes.fromHex("01".repeat(32)),
                RsaKeyPair.generate(512, seeded(1)).publicKey());
        WireReader in = WireReader.of(exchange.toBytes(), Stage.SECURITY_EXCHANGE, "");
        var decoded = SecurityExchange.decode(in);
        assertThatExceptionOfType(ProtocolViolationException.class)
                .isThrownBy(() -> decoded.clientRandom(RsaKeyPair.generate(512, seeded(2)), in));
    }

    private static final RsaKeyPair KEY = RsaKeyPair.generate(1024, seeded(7));

    /** Only what the decoder looks at: a certificate with this key and no valid signature. */
    private static Bytes certificate(String name) throws Exception {
        var key = new RSAPublicKey(KEY.publicKey().modulus(), KEY.publicKey().publicExponent());
        // Licence servers name a signature algorithm where rsaEncryption belongs.
        var algorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.md5WithRSAEncryption);
        var generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(1));
        generator.setSignature(algorithm);
        generator.setIssuer(new X500Name("CN=" + name));
        generator.setSubject(new X500Name("CN=" + name));
        generator.setStartDate(new Time(new Date(0)));
        generator.setEndDate(new Time(new Date(86_400_000)));
        generator.setSubjectPublicKeyInfo(new SubjectPublicKeyInfo(algorithm, key));
        var whole = new ASN1EncodableVector();
        whole.add(generator.generateTBSCertificate());
        whole.add(algorithm);
        whole.add(new DERBitString(new byte[64]));
        return Bytes.wrap(new DERSequence(whole).getEncoded());
    }

    private static NonceSource seeded(long seed) {
        var random = new Random(seed);
        return (purpose, length) -> {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return Bytes.wrap(bytes);
        };
    }

    private static ServerCertificate decode(Bytes wire) {
        return ServerCertificate.decode(WireReader.of(wire, Stage.MCS_CONNECT, ""));
    }
}
