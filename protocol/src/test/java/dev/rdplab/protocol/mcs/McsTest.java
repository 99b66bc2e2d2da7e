package dev.rdplab.protocol.mcs;

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
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class McsTest {

    private static final Map<String, Function<WireReader, ? extends Pdu>> DECODERS = Map.of(
            "ConnectInitial", ConnectInitial::decode,
            "ConnectResponse", ConnectResponse::decode,
            "ErectDomainRequest", ErectDomainRequest::decode,
            "AttachUserRequest", AttachUserRequest::decode,
            "AttachUserConfirm", AttachUserConfirm::decode,
            "ChannelJoinRequest", ChannelJoinRequest::decode,
            "ChannelJoinConfirm", ChannelJoinConfirm::decode,
            "DisconnectProviderUltimatum", DisconnectProviderUltimatum::decode);

    static List<Captured> setupPdus() {
        return PduChecks.captured(row -> DECODERS.containsKey(row.name()));
    }

    /** Everything in TPKT and X.224 data that is neither Connect-Initial nor Connect-Response. */
    static List<Captured> domainPdus() {
        return PduChecks.captured(row -> row.bytes().length > 7
                && row.bytes()[0] == 3
                && row.bytes()[1] == 0
                && row.bytes()[5] == (byte) 0xf0
                && row.bytes()[7] != 0x7f);
    }

    @ParameterizedTest
    @MethodSource("setupPdus")
    void readsAndWritesEveryCapturedSetupPdu(Captured captured) {
        PduChecks.checksFrame(DECODERS.get(captured.row().name()), captured.bytes());
    }

    @ParameterizedTest
    @MethodSource("domainPdus")
    void readsAndWritesEveryCapturedDomainPdu(Captured captured) {
        PduChecks.checksFrame(DomainPdu::decode, captured.bytes());
    }

    @Test
    void keepsTheSpellingOfRdesktop() {
        var initial = PduChecks.decode(
                ConnectInitial::decode,
                PduChecks.captured(row -> row.name().equals("ConnectInitial")).stream()
                        .filter(c -> c.capture().equals("rd_xrdp_rdp"))
                        .findFirst()
                        .orElseThrow()
                        .bytes());

        assertThat(initial.form()).isEqualTo(ConnectInitial.RDESKTOP_FORM);
        assertThat(initial.targetParameters()).isEqualTo(DomainParameters.TARGET);
        assertThat(initial).isNotEqualTo(initial.withForm(BerForm.SHORTEST));
        assertThat(initial.userData().length()).isEqualTo(0x14b);
    }

    @Test
    void writesTheConnectInitialOfFreeRdp() {
        var captured = PduChecks.captured(row -> row.name().equals("ConnectInitial")).stream()
                .filter(c -> c.capture().startsWith("xf"))
                .toList();

        assertThat(captured).isNotEmpty().allSatisfy(c -> {
            var initial = PduChecks.decode(ConnectInitial::decode, c.bytes());
            assertThat(ConnectInitial.of(initial.userData())).isEqualTo(initial);
        });
    }

    @Test
    void readsARefusalThatHoldsTheResultAlone() {
        var bytes = Bytes.fromHex("0300000d 02f080 7f66 03 0a010e");

        var response = PduChecks.checksFrame(ConnectResponse::decode, bytes);

        assertThat(response).isEqualTo(ConnectResponse.refused(McsResult.UNSPECIFIED_FAILURE));
        assertThat(response.result()).hasToString("rt-unspecified-failure");
        rejects(ConnectResponse::decode, "0300000d 02f080 7f66 03 0a0100", "calledConnectId.tag", Problem.TRUNCATED);
    }

    /** [MS-RDPBCGR] 4.1.5 to 4.1.8 and 4.2. */
    static Stream<Arguments> examplesOfTheSpecification() {
        return Stream.of(
                example("0300000c 02f080 0401000100", ErectDomainRequest.of()),
                example("03000008 02f080 28", new AttachUserRequest()),
                example("0300000b 02f080 2e000006", AttachUserConfirm.of(1007)),
                example("0300000c 02f080 38000603eb", new ChannelJoinRequest(1007, 1003)),
                example("0300000f 02f080 3e000006 03ef03ef", ChannelJoinConfirm.of(1007, 1007)),
                example("03000009 02f080 2180", new DisconnectProviderUltimatum(DisconnectReason.USER_REQUESTED)));
    }

    private static Arguments example(String hex, DomainPdu pdu) {
        return Arguments.of(hex, pdu);
    }

    @ParameterizedTest
    @MethodSource("examplesOfTheSpecification")
    void agreesWithTheSpecification(String hex, DomainPdu expected) {
        assertThat(PduChecks.checksFrame(DomainPdu::decode, Bytes.fromHex(hex))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 2000", "1, 2080", "2, 2100", "3, 2180", "4, 2200"})
    void splitsTheReasonOverTwoOctets(int reason, String hex) {
        var ultimatum = new DisconnectProviderUltimatum(DisconnectReason.values()[reason]);

        assertThat(ultimatum.toBytes()).isEqualTo(Bytes.fromHex("0300000902f080" + hex));
        assertThat(PduChecks.roundTrips(DisconnectProviderUltimatum::decode, ultimatum.toBytes()))
                .isEqualTo(ultimatum);
    }

    @ParameterizedTest
    @EnumSource(McsResult.class)
    void splitsTheResultOverTwoOctets(McsResult result) {
        var attach = AttachUserConfirm.refused(result);
        var join = new ChannelJoinConfirm(result, 65_535, 1003, OptionalInt.of(0));

        assertThat(PduChecks.checksFrame(AttachUserConfirm::decode, attach.toBytes()))
                .isEqualTo(attach);
        assertThat(PduChecks.checksFrame(ChannelJoinConfirm::decode, join.toBytes()))
                .isEqualTo(join);
        assertThat(result.word()).startsWith("rt-");
    }

    @Test
    void putsTheHighBitOfAResultIntoTheFirstOctet() {
        assertThat(AttachUserConfirm.refused(McsResult.TOO_MANY_USERS).toBytes())
                .isEqualTo(Bytes.fromHex("0300000902f080 2da0"));
    }

    @Test
    void recordsTheFieldsOfWhatSendDataCarriesAtTheirPlace() {
        for (int padding : new int[] {0, 200}) {
            var out = WireWriter.recording();
            SendDataRequest.encode(
                    out,
                    1007,
                    1003,
                    w -> w.structure("Inner", x -> x.zeros("pad", padding).u16le("value", 0x1234)));
            var value = out.fields().stream()
                    .filter(f -> f.path().equals("Inner.value"))
                    .findFirst()
                    .orElseThrow();

            assertThat(out.toBytes().slice(value.offset(), value.offset() + 2)).isEqualTo(Bytes.of(0x34, 0x12));
            assertThat(value.offset() + 2).isEqualTo(out.size());
            assertThat(out.fields()).contains(new Field("SendDataRequest.channelId", 10, 2));
            PduChecks.checksFrame(SendDataRequest::decode, out.toBytes());
        }
    }

    @Test
    void opensSendDataSoThatOffsetsCountFromTheFrame() {
        var frame = SendDataIndication.of(1002, 1003, Bytes.fromHex("01020304")).toBytes();

        var opened = PduChecks.decode(SendData::open, frame);

        assertThat(opened.header()).isEqualTo(SendData.indication(1002, 1003));
        assertThat(opened.userData().offset()).isEqualTo(14);
        assertThat(opened.userData().u32be("value")).isEqualTo(0x01020304);
    }

    @Test
    void rejectsWhatPerDoesNotAllow() {
        rejects(DomainPdu::decode, "0300000902f080 2280", "reason", Problem.UNKNOWN_VALUE);
        rejects(DomainPdu::decode, "0300000902f080 2181", "reason", Problem.MALFORMED);
        rejects(DomainPdu::decode, "0300000802f080 29", "choice", Problem.MALFORMED);
        rejects(DomainPdu::decode, "0300000802f080 30", "choice", Problem.UNEXPECTED_PDU);
        rejects(DomainPdu::decode, "0300000b02f080 2e010006", "result", Problem.MALFORMED);
        rejects(DomainPdu::decode, "0300000b02f080 2e00fc17", "initiator", Problem.LIMIT_EXCEEDED);
        rejects(DomainPdu::decode, "0300000d02f080 040200010100", "subHeight", Problem.MALFORMED);
        rejects(DomainPdu::decode, "0300000f02f080 64000603eb 70c001", "length", Problem.LENGTH_OUT_OF_BOUNDS);
        rejects(AttachUserConfirm::decode, "0300000802f080 28", "choice", Problem.UNEXPECTED_PDU);
    }

    @Test
    void rejectsWhatBerDoesNotAllow() {
        rejects(ConnectInitial::decode, "0300000a02f080 7f6580", "length", Problem.MALFORMED);
        rejects(ConnectInitial::decode, "0300000b02f080 7f658101", "length", Problem.LENGTH_OUT_OF_BOUNDS);
        rejects(ConnectInitial::decode, "0300000a02f080 7f6600", "tag", Problem.UNEXPECTED_VALUE);
        rejects(ConnectResponse::decode, "0300000d02f080 7f6603 0a0110", "result", Problem.UNKNOWN_VALUE);
    }

    @Test
    void refusesToBuildWhatItCouldNotRead() {
        assertThatIllegalArgumentException().isThrownBy(() -> AttachUserConfirm.of(1000));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChannelJoinRequest(1007, 65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> ConnectInitial.of(Bytes.zeros(32_768)));
        assertThatIllegalArgumentException().isThrownBy(() -> ConnectResponse.refused(McsResult.SUCCESSFUL));
        assertThatIllegalArgumentException().isThrownBy(() -> SendDataRequest.of(1007, 1003, Bytes.zeros(16_384)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SendDataRequest(SendData.indication(1007, 1003), Bytes.EMPTY));
    }

    @Test
    void writesTheLongestPdusItAllows() {
        PduChecks.roundTrips(
                ConnectInitial::decode, ConnectInitial.of(Bytes.zeros(32_767)).toBytes());
        PduChecks.roundTrips(
                SendDataRequest::decode,
                SendDataRequest.of(1007, 1003, Bytes.zeros(16_383)).toBytes());
    }

    @Test
    void throwsNothingElseWhateverComes() {
        for (var entry : DECODERS.entrySet()) {
            var samples = PduChecks.captured(entry.getKey()).stream()
                    .map(Captured::bytes)
                    .toList();
            PduChecks.survivesMutations(entry.getValue(), samples, 20_262, 3_000);
        }
        var samples = domainPdus().stream().map(Captured::bytes).toList();
        PduChecks.survivesMutations(DomainPdu::decode, samples, 20_263, 10_000);
    }

    private static void rejects(
            Function<WireReader, ? extends Pdu> decoder, String hex, String field, Problem problem) {
        assertThatThrownBy(() -> PduChecks.decode(decoder, Bytes.fromHex(hex)))
                .isInstanceOfSatisfying(ProtocolViolationException.class, e -> {
                    assertThat(e.field()).isEqualTo(field);
                    assertThat(e.problem()).isEqualTo(problem);
                });
    }
}
