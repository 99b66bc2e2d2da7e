package dev.rdplab.protocol.x224;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.PduChecks.Captured;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Field;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class X224Test {

    /** [MS-RDPBCGR] 4.1.1. */
    private static final Bytes REQUEST_OF_THE_SPECIFICATION = Bytes.fromHex(
            "0300002c 27e00000000000" + "436f6f6b69653a206d737473686173683d656c746f6e73 0d0a 0100080000000000");

    /** [MS-RDPBCGR] 4.1.2. */
    private static final Bytes CONFIRM_OF_THE_SPECIFICATION = Bytes.fromHex("03000013 0ed00000123400 0200080000000000");

    private static final Bytes ID = Bytes.fromHex("0102030405060708090a0b0c0e0f1011");

    static List<Captured> requests() {
        return PduChecks.captured("ConnectionRequest");
    }

    static List<Captured> confirms() {
        return PduChecks.captured("ConnectionConfirm");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void readsAndWritesEveryCapturedRequest(Captured captured) {
        PduChecks.checksFrame(ConnectionRequest::decode, captured.bytes());
        assertThat(PduChecks.decode(X224Pdu::decode, captured.bytes())).isInstanceOf(ConnectionRequest.class);
    }

    @ParameterizedTest
    @MethodSource("confirms")
    void readsAndWritesEveryCapturedConfirm(Captured captured) {
        PduChecks.checksFrame(ConnectionConfirm::decode, captured.bytes());
        assertThat(PduChecks.decode(X224Pdu::decode, captured.bytes())).isInstanceOf(ConnectionConfirm.class);
    }

    @Test
    void agreesWithTheRequestOfTheSpecification() {
        var request = PduChecks.checksFrame(ConnectionRequest::decode, REQUEST_OF_THE_SPECIFICATION);

        assertThat(request)
                .isEqualTo(ConnectionRequest.of(
                        Optional.of(new Routing.Cookie("eltons")),
                        Optional.of(NegotiationRequest.of(SecurityProtocols.RDP))));
    }

    @Test
    void agreesWithTheConfirmOfTheSpecification() {
        var confirm = PduChecks.checksFrame(ConnectionConfirm::decode, CONFIRM_OF_THE_SPECIFICATION);

        assertThat(confirm).isEqualTo(ConnectionConfirm.of(NegotiationReply.Response.of(SecurityProtocols.RDP)));
    }

    @Test
    void readsARoutingTokenAndCorrelationInfo() {
        var flags = RequestFlags.RESTRICTED_ADMIN_MODE_REQUIRED.with(RequestFlags.CORRELATION_INFO_PRESENT);
        var request = new ConnectionRequest(
                0,
                7,
                0,
                Optional.of(new Routing.RoutingToken("Cookie: msts=3640205228.15629.0000")),
                Optional.of(new NegotiationRequest(flags, SecurityProtocols.SSL.with(SecurityProtocols.HYBRID_EX))),
                Optional.of(new CorrelationInfo(ID)));

        assertThat(PduChecks.checksFrame(ConnectionRequest::decode, request.toBytes()))
                .isEqualTo(request);
        assertThat(request.requestedProtocols()).hasToString("SSL|HYBRID_EX");
    }

    @Test
    void readsARequestWithNothingButTheHeader() {
        var request = PduChecks.checksFrame(ConnectionRequest::decode, Bytes.fromHex("0300000b06e00000000000"));

        assertThat(request).isEqualTo(ConnectionRequest.of(Optional.empty(), Optional.empty()));
        assertThat(request.requestedProtocols()).isEqualTo(SecurityProtocols.RDP);
    }

    @Test
    void keepsUnknownProtocolsFlagsAndFailureCodes() {
        var reply = new NegotiationReply.Response(new ResponseFlags(0xff), new SecurityProtocols(0x8000_0003L));

        assertThat(PduChecks.roundTrips(
                        ConnectionConfirm::decode, ConnectionConfirm.of(reply).toBytes()))
                .isEqualTo(ConnectionConfirm.of(reply));
        assertThat(reply.selectedProtocol()).hasToString("SSL|HYBRID|0x80000000");
        assertThat(new FailureCode(0xffff_ffffL)).hasToString("failure code 0xffffffff");
        assertThat(FailureCode.HYBRID_REQUIRED_BY_SERVER).hasToString("HYBRID_REQUIRED_BY_SERVER");
    }

    @Test
    void rejectsARoutingTokenWithoutLineEnd() {
        rejects(ConnectionRequest::decode, "0300000e 09e00000000000 43 0d 43", "routingToken", Problem.MALFORMED, 11);
    }

    @Test
    void rejectsALengthIndicatorThatDisagreesWithTpkt() {
        rejects(ConnectionConfirm::decode, "0300000b 07d00000123400", "lengthIndicator", Problem.INCONSISTENT, 5);
        rejects(ConnectionConfirm::decode, "0300000a 05d000001234", "lengthIndicator", Problem.LENGTH_OUT_OF_BOUNDS, 5);
    }

    @Test
    void rejectsAnotherPdu() {
        rejects(ConnectionConfirm::decode, "0300000b 06e00000000000", "type", Problem.UNEXPECTED_PDU, 5);
        rejects(ConnectionRequest::decode, "0300000b 06d00000123400", "type", Problem.UNEXPECTED_PDU, 5);
        rejects(X224Pdu::decode, "0300000b 06f00000123400", "type", Problem.UNEXPECTED_PDU, 5);
    }

    @Test
    void rejectsWrongNegotiationFields() {
        rejects(
                ConnectionConfirm::decode,
                "03000013 0ed00000123400 0400080000000000",
                "type",
                Problem.UNKNOWN_VALUE,
                11);
        rejects(
                ConnectionConfirm::decode,
                "03000013 0ed00000123400 0300090000000000",
                "length",
                Problem.UNEXPECTED_VALUE,
                13);
        rejects(
                ConnectionConfirm::decode,
                "03000013 0ed00000123400 0301080000000000",
                "flags",
                Problem.UNEXPECTED_VALUE,
                12);
    }

    @Test
    void readsADisconnectRequestInPlaceOfAConfirm() {
        var bytes = Bytes.fromHex("0300000b 06 80 0000 1234 88");

        assertThat(PduChecks.roundTrips(X224Pdu::decode, bytes))
                .isEqualTo(new DisconnectRequest(0, 0x1234, 136, Bytes.EMPTY));
        PduChecks.rejectsEveryPrefix(DisconnectRequest::decode, bytes);
        PduChecks.rejectsATrailingByte(DisconnectRequest::decode, bytes);
        PduChecks.roundTrips(DisconnectRequest::decode, Bytes.fromHex("0300000e 09 80 0000 1234 88 e00100"));
    }

    @Test
    void saysWhereTheFieldsWent() {
        var out = WireWriter.recording();
        ConnectionConfirm.of(new NegotiationReply.Failure(FailureCode.SSL_CERT_NOT_ON_SERVER))
                .encode(out);

        assertThat(out.fields())
                .contains(
                        new Field("TPKT.length", 2, 2),
                        new Field("X224.type", 5, 1),
                        new Field("RDP_NEG_FAILURE.failureCode", 15, 4));
    }

    @Test
    void refusesToBuildWhatItCouldNotRead() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Routing.Cookie("a\r\nb"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Routing.RoutingToken("Cookie: mstshash=a"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Routing.RoutingToken("\u0001"));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ConnectionRequest.of(Optional.of(new Routing.Cookie("a".repeat(230))), Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectionRequest.of(
                        Optional.empty(),
                        Optional.of(
                                new NegotiationRequest(RequestFlags.CORRELATION_INFO_PRESENT, SecurityProtocols.SSL))));
    }

    @Test
    void throwsNothingElseWhateverComes() {
        var samples = List.of(
                REQUEST_OF_THE_SPECIFICATION,
                CONFIRM_OF_THE_SPECIFICATION,
                requests().get(0).bytes(),
                DisconnectRequest.of(1).toBytes());
        PduChecks.survivesMutations(X224Pdu::decode, samples, 20_261, 20_000);
    }

    private static void rejects(
            Function<WireReader, ? extends Pdu> decoder, String hex, String field, Problem problem, int offset) {
        assertThatThrownBy(() -> PduChecks.decode(decoder, Bytes.fromHex(hex)))
                .isInstanceOfSatisfying(ProtocolViolationException.class, e -> {
                    assertThat(e.field()).isEqualTo(field);
                    assertThat(e.problem()).isEqualTo(problem);
                    assertThat(e.offset()).isEqualTo(offset);
                });
    }
}
