package dev.rdplab.protocol.gcc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.PduChecks.Captured;
import dev.rdplab.protocol.mcs.BerForm;
import dev.rdplab.protocol.mcs.ConnectResponse;
import dev.rdplab.protocol.mcs.DomainParameters;
import dev.rdplab.protocol.mcs.McsResult;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Field;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GccTest extends GccExamples {

    @ParameterizedTest
    @EnumSource(CoreOptions.Option.class)
    void readsCoreDataThatEndsAfterAnyOptionalField(CoreOptions.Option last) {
        var core = core(last);
        var bytes = ClientData.of(core).toBytes();

        assertThat(PduChecks.roundTrips(ClientData::decode, bytes).find(CsCore.class))
                .contains(core);
        for (var field : CoreOptions.Option.values()) {
            assertThat(core.options().has(field)).isEqualTo(field.ordinal() <= last.ordinal());
        }
    }

    @Test
    void coreDataMayHaveNoOptionalField() {
        var core = CsCore.of(RdpVersion.RDP_5_PLUS, 1024, 768, 2600, "LAB", CoreOptions.NONE);

        assertThat(PduChecks.roundTrips(ClientData::decode, ClientData.of(core).toBytes())
                        .find(CsCore.class))
                .contains(core);
    }

    @Test
    void refusesOptionalFieldsThatDoNotFit() {
        assertThatThrownBy(() -> new CoreOptions(List.of(0x1_0000L), Bytes.zeros(64)))
                .hasMessage("postBeta2ColorDepth 65536, allowed 0 to 65535");
        assertThatThrownBy(() -> new CoreOptions(List.of(), Bytes.concat(Bytes.of(1), Bytes.zeros(63))))
                .hasMessageContaining("behind the last field");
    }

    static Stream<ClientBlock> clientBlocks() {
        return Stream.of(
                core(CoreOptions.Option.DEVICE_SCALE_FACTOR),
                new CsSecurity(EncryptionMethods.FIPS.with(EncryptionMethods.ENCRYPTION_40BIT), EncryptionMethods.NONE),
                CsNet.of(ChannelDef.of("rdpdr", 0x8080_0000L), ChannelDef.of("", 0xffff_ffffL)),
                new CsCluster(0x15, 0xffff_ffffL),
                new CsMonitor(0, List.of(new CsMonitor.MonitorDef(-1920, 0, -1, 1079, 1))),
                new CsMcsMsgChannel(0),
                new CsMonitorEx(0, List.of(new CsMonitorEx.MonitorAttributes(600, 340, 90, 125, 100))),
                new CsMultitransport(CsMultitransport.TRANSPORTTYPE_UDPFECR | CsMultitransport.SOFTSYNC_TCP_TO_UDP),
                new UnknownBlock(0xc0ff, Bytes.of(1, 2, 3)),
                new UnknownBlock(0x1234, Bytes.EMPTY));
    }

    static Stream<ServerBlock> serverBlocks() {
        var core = new ScCore(
                RdpVersion.RDP_10_12,
                Optional.of(new SecurityProtocols(0x0b)),
                Optional.of(ServerEarlyCapabilityFlags.RNS_UD_SC_SKIP_CHANNELJOIN_SUPPORTED));
        return Stream.of(
                core,
                new ScCore(core.version(), core.clientRequestedProtocols(), Optional.empty()),
                new ScCore(core.version(), Optional.empty(), Optional.empty()),
                ScSecurity.NONE,
                new ScSecurity(
                        EncryptionMethods.ENCRYPTION_128BIT,
                        ScSecurity.LEVEL_HIGH,
                        Optional.of(new ScSecurity.Keys(Bytes.zeros(32), Bytes.of(1, 2, 3)))),
                ScNet.of(1003, List.of(1004)),
                ScNet.of(1003, List.of(1004, 1005)),
                new ScNet(1003, List.of(1004), OptionalInt.empty()),
                ScNet.of(1003, Collections.nCopies(31, 65_535)),
                new ScMcsMsgChannel(1007),
                new ScMultitransport(0x305),
                new UnknownBlock(0x0cff, Bytes.of(1, 2, 3)));
    }

    @ParameterizedTest
    @MethodSource("clientBlocks")
    void readsAndWritesEveryClientBlock(ClientBlock block) {
        var data = ClientData.of(block);

        assertThat(PduChecks.roundTrips(ClientData::decode, data.toBytes())).isEqualTo(data);
        for (int cut = 1; cut < data.toBytes().length(); cut++) {
            int length = cut;
            assertThatThrownBy(() ->
                            PduChecks.decode(ClientData::decode, data.toBytes().slice(0, length)))
                    .isInstanceOf(ProtocolViolationException.class);
        }
        PduChecks.rejectsATrailingByte(ClientData::decode, data.toBytes());
    }

    @ParameterizedTest
    @MethodSource("serverBlocks")
    void readsAndWritesEveryServerBlock(ServerBlock block) {
        var data = ServerData.of(block);

        assertThat(PduChecks.roundTrips(ServerData::decode, data.toBytes())).isEqualTo(data);
        PduChecks.rejectsATrailingByte(ServerData::decode, data.toBytes());
    }

    @Test
    void recordsTheFieldsOfAllLayersAtTheirPlace() {
        var out = WireWriter.recording();
        PduChecks.decode(ClientMcsConnectInitial::decode, INITIAL_OF_THE_SPECIFICATION)
                .encode(out);

        assertThat(out.fields())
                .contains(new Field("TPKT.length", 2, 2), new Field("targetParameters.maxMCSPDUsize", 0x2b, 2))
                .contains(new Field("TS_UD_CS_CORE.desktopWidth", 0x8c, 2))
                .contains(new Field("TS_UD_CS_CORE.earlyCapabilityFlags", 0x114, 2));
    }

    @Test
    void acceptsARefusalWithoutSettings() {
        var refused = ServerMcsConnectResponse.refused(McsResult.UNSPECIFIED_FAILURE);

        assertThat(PduChecks.checksFrame(ServerMcsConnectResponse::decode, refused.toBytes()))
                .isEqualTo(refused);
        var withParameters = new ServerMcsConnectResponse(
                new ConnectResponse(
                        McsResult.PARAMETERS_UNACCEPTABLE,
                        0,
                        DomainParameters.GRANTED,
                        Bytes.EMPTY,
                        false,
                        BerForm.SHORTEST),
                Optional.empty());
        assertThat(PduChecks.decode(ServerMcsConnectResponse::decode, withParameters.toBytes()))
                .isEqualTo(withParameters);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServerMcsConnectResponse(ConnectResponse.of(Bytes.EMPTY), Optional.empty()));
    }

    @Test
    void rejectsBlocksThatLie() {
        rejects(ClientData::decode, "01c00300", "length", Problem.LENGTH_OUT_OF_BOUNDS);
        rejects(ClientData::decode, "02c00d00 0000000000000000", "length", Problem.LENGTH_OUT_OF_BOUNDS);
        rejects(ClientData::decode, "02c00d00 000000000000000000", "", Problem.TRAILING_BYTES);
        rejects(ClientData::decode, "03c00800 20000000", "channelCount", Problem.LIMIT_EXCEEDED);
        rejects(ClientData::decode, "03c00800 01000000", "name", Problem.TRUNCATED);
        rejects(ClientData::decode, "05c00c00 00000000 11000000", "monitorCount", Problem.LIMIT_EXCEEDED);
        rejects(ClientData::decode, "ffc00400".repeat(33), "", Problem.LIMIT_EXCEEDED);
        rejects(ClientData::decode, "ffc0813e" + "00".repeat(15_997), "userData", Problem.LENGTH_OUT_OF_BOUNDS);
        rejects(ServerData::decode, "030c0800 eb03 2000", "channelCount", Problem.LIMIT_EXCEEDED);
        rejects(
                ServerData::decode,
                "020c1400 01000000 01000000 21000000 00000000",
                "serverRandomLen",
                Problem.UNEXPECTED_VALUE);
        rejects(ServerData::decode, "020c1000 00000000 00000000 20000000", "serverRandomLen", Problem.INCONSISTENT);
    }

    @Test
    void rejectsAnotherConference() {
        var hex = ConferenceCreateRequest.of(Bytes.EMPTY).toBytes().hex();

        rejects(
                ConferenceCreateRequest::decode,
                hex.replace("44756361", "4d63446e"),
                "h221NonStandard",
                Problem.UNEXPECTED_VALUE);
        rejects(
                ConferenceCreateRequest::decode,
                hex.replace("7c0001", "7c0002"),
                "t124Identifier",
                Problem.UNEXPECTED_VALUE);
        rejects(ConferenceCreateRequest::decode, hex + "00", "connectPDU.length", Problem.INCONSISTENT);
    }

    @Test
    void refusesToBuildWhatItCouldNotRead() {
        assertThatIllegalArgumentException().isThrownBy(() -> ChannelDef.of("toolongs", 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CsNet(Collections.nCopies(32, ChannelDef.of("a", 0))));
        assertThatIllegalArgumentException().isThrownBy(() -> new ScNet(1003, List.of(1004, 1005), OptionalInt.of(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> ClientData.of(new UnknownBlock(1, Bytes.zeros(16_000))));
    }

    @Test
    void namesFlagsAndVersions() {
        assertThat(new EarlyCapabilityFlags(0x0801))
                .hasToString("RNS_UD_CS_SUPPORT_ERRINFO_PDU|RNS_UD_CS_SUPPORT_SKIP_CHANNELJOIN");
        assertThat(RdpVersion.RDP_10_7).hasToString("RDP 10.7");
        assertThat(ChannelDef.of("rdpdr", 0x8080_0000L)).hasToString("rdpdr (INITIALIZED|COMPRESS_RDP)");
    }

    @Test
    void throwsNothingElseWhateverComes() {
        PduChecks.survivesMutations(
                ClientMcsConnectInitial::decode,
                Stream.concat(
                                Stream.of(INITIAL_OF_THE_SPECIFICATION),
                                initials().stream().map(Captured::bytes))
                        .toList(),
                20_264,
                10_000);
        PduChecks.survivesMutations(
                ServerMcsConnectResponse::decode,
                Stream.concat(
                                Stream.of(RESPONSE_OF_THE_SPECIFICATION),
                                responses().stream().map(Captured::bytes))
                        .toList(),
                20_265,
                10_000);
        PduChecks.survivesMutations(
                ClientData::decode, clientBlocks().map(Pdu::toBytes).toList(), 20_266, 10_000);
        PduChecks.survivesMutations(
                ServerData::decode, serverBlocks().map(Pdu::toBytes).toList(), 20_267, 10_000);
    }

    /** Core data whose optional fields reach up to {@code last}, each with a value of its own. */
    private static CsCore core(CoreOptions.Option last) {
        boolean id = last.compareTo(CoreOptions.Option.CLIENT_DIG_PRODUCT_ID) >= 0;
        var values = List.of(1L, 2L, 0xffff_ffffL, 4L, 5L, 0xffffL, 0L, 7L, 9L, SecurityProtocols.HYBRID.value());
        var numbers = Stream.concat(values.stream(), Stream.of(11L, 12L, 13L, 14L, 15L));
        var options = new CoreOptions(
                numbers.limit(last.ordinal() + 1).toList(),
                id ? Bytes.concat(Bytes.utf16le("id"), Bytes.zeros(60)) : Bytes.zeros(64));
        return CsCore.of(RdpVersion.RDP_5_PLUS, 1024, 768, 2600, "LAB", options);
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
