package dev.rdplab.protocol.rdstls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Framing;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RdstlsPduTest {

    static Stream<RdstlsPdu> pdus() {
        return Stream.of(
                new RdstlsCapabilities(1),
                RdstlsRequest.Password.of(Bytes.fromHex("00112233"), "alice", "LAB", Bytes.fromHex("c0ffee")),
                RdstlsRequest.Password.of(Bytes.EMPTY, "", "", Bytes.EMPTY),
                new RdstlsRequest.Cookie(7, Bytes.zeros(28)),
                new RdstlsResponse(RdstlsResponse.SUCCESS),
                new RdstlsResponse(RdstlsResponse.ACCOUNT_LOCKED_OUT));
    }

    @ParameterizedTest
    @MethodSource("pdus")
    void readsWhatItWrites(RdstlsPdu pdu) {
        var bytes = pdu.toBytes();

        assertThat(PduChecks.roundTrips(RdstlsPdu::decode, bytes)).isEqualTo(pdu);
        PduChecks.rejectsEveryPrefix(RdstlsPdu::decode, bytes);
        PduChecks.rejectsATrailingByte(RdstlsPdu::decode, bytes);
    }

    @ParameterizedTest
    @MethodSource("pdus")
    void isFramedByItsOwnLengths(RdstlsPdu pdu) {
        var bytes = pdu.toBytes();
        for (int length = 1; length < bytes.length(); length++) {
            assertThat(frame(bytes.slice(0, length)))
                    .satisfiesAnyOf(found -> assertThat(found).isEqualTo(Framing.UNKNOWN), found -> assertThat(found)
                            .isEqualTo(bytes.length()));
        }
        assertThat(frame(Bytes.concat(bytes, Bytes.of(1, 2)))).isEqualTo(bytes.length());
    }

    @Test
    void writesCapabilitiesAsTheSpecificationHasThem() {
        assertThat(new RdstlsCapabilities(1).toBytes()).isEqualTo(Bytes.fromHex("0100 0100 0100 0100"));
        assertThat(new RdstlsResponse(0x52e).toBytes()).isEqualTo(Bytes.fromHex("0100 0400 0100 2e050000"));
        assertThat(new RdstlsResponse(0x52e).carries()).isEqualTo("RDSTLS_RESULT_LOGON_FAILURE");
    }

    /** Sent by xfreerdp 3.10.3 (Debian 12 backports) after a redirection of this lab with a one-time password; its TLS secrets were written. */
    @Test
    void readsTheRequestOfARecordedProgram() {
        var sent = Bytes.fromHex("0100 0200 0100 1000 7264706c616200112233445566778899 0800 6c00610062000000 0200 0000"
                + "1200 6f006e0065002d00740069006d0065000000");

        var request = (RdstlsRequest.Password) PduChecks.roundTrips(RdstlsPdu::decode, sent);

        assertThat(request.user()).isEqualTo("lab");
        assertThat(request.redirectionGuid()).isEqualTo(Bytes.fromHex("7264706c616200112233445566778899"));
        assertThat(request.domain()).isEqualTo(Bytes.utf16le("\0"));
        assertThat(request.password()).isEqualTo(Bytes.utf16le("one-time\0"));
        PduChecks.rejectsEveryPrefix(RdstlsPdu::decode, sent);
    }

    @Test
    void refusesAnotherProtocolAtOnce() {
        assertThatThrownBy(() -> frame(Bytes.fromHex("0300")))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("RDSTLS.Version");
    }

    @Test
    void keepsCredentialsOutOfText() {
        assertThat(new RdstlsRequest.Cookie(7, Bytes.ascii("biscuit")).toString())
                .doesNotContain("6269736375");
        assertThat(RdstlsRequest.Password.of(Bytes.EMPTY, "alice", "", Bytes.ascii("hunter2"))
                        .toString())
                .contains("alice")
                .doesNotContain("68756e74");
    }

    @Test
    void survivesMutations() {
        var samples = pdus().map(RdstlsPdu::toBytes).toList();

        PduChecks.survivesMutations(RdstlsPdu::decode, samples, 20261130L, 20_000);
        PduChecks.survivesMutations(
                in -> Framing.frameLength(Expectation.RDSTLS_FRAME, Stage.RDSTLS, in.peek(Math.max(1, in.remaining()))),
                List.copyOf(samples),
                20261130L,
                5_000);
    }

    private static int frame(Bytes bytes) {
        return Framing.frameLength(Expectation.RDSTLS_FRAME, Stage.RDSTLS, bytes);
    }
}
