package dev.rdplab.protocol.credssp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.der.DerLengths;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireWriter;
import dev.rdplab.testkit.Capture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TsRequestTest {

    static List<Bytes> captured() {
        return Capture.NAMES.stream()
                .map(Capture::load)
                .flatMap(c -> c.rows().stream())
                .filter(r -> r.name().startsWith("TSRequest"))
                .map(r -> Bytes.copyOf(r.bytes()))
                .toList();
    }

    @Test
    void thereAreManyCapturedOnes() {
        assertThat(captured()).hasSizeGreaterThan(80);
    }

    @ParameterizedTest
    @MethodSource("captured")
    void readsAndWritesWhatWasCaptured(Bytes message) {
        PduChecks.roundTrips(TsRequest::decode, message);
        PduChecks.rejectsEveryPrefix(TsRequest::decode, message);
        PduChecks.rejectsATrailingByte(TsRequest::decode, message);
    }

    @Test
    void survivesMutations() {
        PduChecks.survivesMutations(TsRequest::decode, captured(), 20261122, 30_000);
    }

    @Test
    void keepsTheLengthFormOfRdesktop() {
        var authInfo = Capture.load("rd_krb5").row(1, 7);
        assertThat(TsRequest.decode(Bytes.copyOf(authInfo.bytes())).lengths()).isEqualTo(DerLengths.TWO_OCTETS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 6, 7, 96, 127, 128, 255, 256, 40_000, 0x7fff_ffff, -1})
    void takesEveryVersion(int version) {
        Bytes message = TsRequest.of(version).toBytes();
        assertThat(TsRequest.decode(message).version()).isEqualTo(version);
    }

    @Test
    void writesAnNtStatusInFourOctets() {
        Bytes message = TsRequest.of(6).withErrorCode(0xC000006DL).toBytes();
        assertThat(message).isEqualTo(Bytes.fromHex("300da003020106a4060204c000006d"));
        assertThat(TsRequest.decode(message).errorCode()).hasValue(0xC000006DL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3005a003020106ff", // a length that ends too early
                "3006a00402020006", // a version not in the fewest octets
                "308105a003020106", // a length not in the fewest octets
                "3080a0030201060000", // the indefinite form
                "3009a003020106a1023000", // no token in the list
                "3009a003020106a6020500", // a field that does not exist
                "300ba003020106a50404020102", // a nonce of two bytes
                "3000"
            })
    void refuses(String hex) {
        assertThatThrownBy(() -> TsRequest.decode(Bytes.fromHex(hex))).isInstanceOf(ProtocolViolationException.class);
    }

    @Test
    void namesItsFieldsForFaults() {
        var out = WireWriter.recording();
        TsRequest.of(6).withNegoToken(Bytes.of(1)).withPubKeyAuth(Bytes.of(2)).encode(out);
        assertThat(out.fields())
                .filteredOn(f -> f.path().equals("TSRequest.pubKeyAuth"))
                .singleElement()
                .satisfies(f -> assertThat(out.toBytes().get(f.offset())).isEqualTo(2));
    }
}
