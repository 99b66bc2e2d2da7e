package dev.rdplab.protocol.rdsaad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Framing;
import dev.rdplab.protocol.handshake.SeededNonces;
import dev.rdplab.protocol.security.RsaKeyPair;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RdsAadTest {

    private static final long NOW = 1_764_000_000L;

    static Stream<RdsAadPdu> pdus() {
        return Stream.of(
                RdsAadPdu.ServerNonce.of("kF4xyz"),
                RdsAadPdu.Request.of("a.b.c"),
                RdsAadPdu.Result.of(0),
                RdsAadPdu.Result.of(LabTenant.SEC_E_INVALID_TOKEN));
    }

    @ParameterizedTest
    @MethodSource("pdus")
    void readsWhatItWrites(RdsAadPdu pdu) {
        var bytes = pdu.toBytes();

        assertThat(PduChecks.roundTrips(RdsAadPdu::decode, bytes)).isEqualTo(pdu);
        PduChecks.rejectsEveryPrefix(RdsAadPdu::decode, bytes);
        PduChecks.rejectsATrailingByte(RdsAadPdu::decode, bytes);
        assertThat(Framing.frameLength(
                        Expectation.ZERO_TERMINATED, Stage.RDS_AAD, Bytes.concat(bytes, Bytes.ascii("more"))))
                .isEqualTo(bytes.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"ts_nonce\":1}", "[1]", "{\"a\":", "{\"a\":\"\\q\"}", "{\"x\":1} ,", "nonsense"})
    void refusesOtherTexts(String json) {
        var bytes = Bytes.concat(Bytes.wrap(json.getBytes(StandardCharsets.UTF_8)), Bytes.of(0));

        assertThatThrownBy(() -> PduChecks.decode(RdsAadPdu::decode, bytes))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("RDS_AAD.json");
    }

    @Test
    void bearsWhiteSpaceAndFurtherMembers() {
        var bytes = Bytes.ascii("{ \"more\" : { \"a\": true, \"b\": null } ,\r\n \"ts_nonce\" : \"x\\u0041\\/\" }\0");

        var read = PduChecks.roundTrips(RdsAadPdu::decode, bytes);

        assertThat(read).isInstanceOfSatisfying(RdsAadPdu.ServerNonce.class, nonce -> assertThat(nonce.tsNonce())
                .isEqualTo("xA/"));
    }

    @Test
    void aGoodAssertionIsTaken() {
        var assertion = LabTenant.assertion("alice", "host.example", "nonce", NOW);

        var judged = LabTenant.judge(assertion, Optional.of("host.example"), "nonce", NOW + 10);

        assertThat(judged.why()).isEmpty();
        assertThat(judged.refusal()).isZero();
        assertThat(judged.user()).isEqualTo("alice");
    }

    @ParameterizedTest
    @CsvSource({
        "other.example, nonce, 0, for another host",
        "host.example, stale, 0, the nonce is another one",
        "host.example, nonce, 301, not of now",
        "host.example, nonce, -301, not of now"
    })
    void anAssertionIsBoundToHostNonceAndTime(String host, String nonce, long later, String why) {
        var assertion = LabTenant.assertion("alice", "host.example", "nonce", NOW);

        var judged = LabTenant.judge(assertion, Optional.of(host), nonce, NOW + later);

        assertThat(judged.refusal()).isEqualTo(LabTenant.SEC_E_INVALID_TOKEN);
        assertThat(judged.why()).contains(why);
    }

    @Test
    void aChangedAssertionIsRefused() {
        var parts = LabTenant.assertion("alice", "host.example", "nonce", NOW).split("\\.");
        var payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace("nonce\":\"nonce", "nonce\":\"other");
        var changed = parts[0] + '.' + Jws.base64(payload.getBytes(StandardCharsets.UTF_8)) + '.' + parts[2];

        assertThat(LabTenant.judge(changed, Optional.empty(), "other", NOW).why())
                .contains("not signed");
        assertThat(LabTenant.judge("x", Optional.empty(), "other", NOW).why()).contains("not a JWS");
    }

    @Test
    void keepsTheAssertionOutOfText() {
        assertThat(RdsAadPdu.Request.of("secret.secret.secret").toString()).doesNotContain("secret.");
    }

    @Test
    void theKeysAreThoseOfTheirSeeds() {
        assertThat(LabKeys.TENANT).isEqualTo(RsaKeyPair.generate(2048, new SeededNonces(2048, "Entra tenant")));
        assertThat(LabKeys.CLIENT).isEqualTo(RsaKeyPair.generate(2048, new SeededNonces(2048, "Entra client")));
    }

    @Test
    void survivesMutations() {
        var samples = pdus().map(RdsAadPdu::toBytes).toList();

        PduChecks.survivesMutations(RdsAadPdu::decode, List.copyOf(samples), 20261130L, 20_000);
    }
}
