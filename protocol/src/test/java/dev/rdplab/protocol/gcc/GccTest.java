package dev.rdplab.protocol.gcc;

import static dev.rdplab.protocol.gcc.EarlyCapabilityFlags.RNS_UD_CS_SUPPORT_ERRINFO_PDU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.PduChecks.Captured;
import dev.rdplab.protocol.mcs.BerForm;
import dev.rdplab.protocol.mcs.ConnectInitial;
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

class GccTest {

    /** [MS-RDPBCGR] 4.1.3. */
    private static final Bytes INITIAL_OF_THE_SPECIFICATION = Bytes.fromHex(
            "030001a0 02f080 7f65820194 040101 040101 0101ff"
                    + "3019 020122 020102 020100 020101 020100 020101 0202ffff 020102"
                    + "3019 020101 020101 020101 020101 020100 020101 02020420 020102"
                    + "301c 0202ffff 0202fc17 0202ffff 020101 020100 020101 0202ffff 020102"
                    + "04820133 000500147c0001 812a 0008 001000 01c000 44756361 811c"
                    + "01c0d800 04000800 0005 0004 01ca 03aa 09040000 ce0e0000"
                    + "45004c0054004f004e0053002d00440045005600320000000000000000000000"
                    + "04000000 00000000 0c000000" + "00".repeat(64)
                    + "01ca 0100 00000000 1800 0700 0100"
                    + "360039003700310032002d003700380033002d0030003300350037003900370034002d0034003200370031003400"
                    + "000000000000000000000000000000000000"
                    + "00 00 00000000"
                    + "04c00c00 0d000000 00000000"
                    + "02c00c00 1b000000 00000000"
                    + "03c02c00 03000000 7264706472000000 00008080 636c697072647200 0000a0c0 726470736e640000 000000c0");

    /** [MS-RDPBCGR] 4.1.4. */
    private static final Bytes RESPONSE_OF_THE_SPECIFICATION = Bytes.fromHex("03000151 02f080 7f66820145 0a0100 020100"
            + "301a 020122 020103 020100 020101 020100 020101 020300fff8 020102"
            + "0482011f 000500147c0001 2a 14 760a 0101 00 01c000 4d63446e 8108"
            + "010c0c00 04000800 00000000"
            + "030c1000 eb03 0300 ec03 ed03 ee03 0000"
            + "020cec00 02000000 02000000 20000000 b8000000"
            + "101177203 0610a12e434a11ef2c39f317da45f01893496e0ff1108697f1ac3d2"
            + "01000000 01000000 01000000 0600 5c00 52534131 48000000 00020000 3f000000 01000100"
            + "cb81feba6d61c35505d55f2e87f87194d6f1a5cbf15f0c3df8700296c4fb9bc8"
            + "3c2d55aee8ff3275ea6879e5a201fd31a0b11f55a61fc1f6d18388632656 12bc 0000000000000000"
            + "0800 4800 e9e1d628468b4ef50adffdee2199acb4e18f5f815782ef9d9652632718 29dbb34afd9ada42adb5"
            + "6921890e1dc04c1aa8aa713e0f54b99ae499683f6cd67684 61 0000000000000000");

    static List<Captured> initials() {
        return PduChecks.captured("ConnectInitial");
    }

    static List<Captured> responses() {
        return PduChecks.captured("ConnectResponse");
    }

    @ParameterizedTest
    @MethodSource("initials")
    void readsAndWritesEveryCapturedInitial(Captured captured) {
        var initial = PduChecks.checksFrame(ClientMcsConnectInitial::decode, captured.bytes());

        assertThat(initial.data().find(CsCore.class)).isPresent();
        assertThat(initial.data().blocks()).noneMatch(UnknownBlock.class::isInstance);
        assertThat(ClientMcsConnectInitial.of(initial.data()).data()).isEqualTo(initial.data());
        var conference =
                PduChecks.decode(ConnectInitial::decode, captured.bytes()).userData();
        PduChecks.roundTrips(ConferenceCreateRequest::decode, conference);
        PduChecks.rejectsEveryPrefix(ConferenceCreateRequest::decode, conference);
        PduChecks.rejectsATrailingByte(ConferenceCreateRequest::decode, conference);
    }

    @ParameterizedTest
    @MethodSource("responses")
    void readsAndWritesEveryCapturedResponse(Captured captured) {
        var response = PduChecks.checksFrame(ServerMcsConnectResponse::decode, captured.bytes());

        var data = response.conference().orElseThrow().data();
        assertThat(data.find(ScNet.class).orElseThrow().mcsChannelId()).isEqualTo(1003);
        assertThat(data.blocks()).noneMatch(UnknownBlock.class::isInstance);
        var conference =
                PduChecks.decode(ConnectResponse::decode, captured.bytes()).userData();
        PduChecks.roundTrips(ConferenceCreateResponse::decode, conference);
        PduChecks.rejectsEveryPrefix(ConferenceCreateResponse::decode, conference);
        PduChecks.rejectsATrailingByte(ConferenceCreateResponse::decode, conference);
    }

    @Test
    void agreesWithTheInitialOfTheSpecification() {
        var initial = PduChecks.checksFrame(ClientMcsConnectInitial::decode, INITIAL_OF_THE_SPECIFICATION);

        assertThat(initial.mcs().form()).isEqualTo(ConnectInitial.MSTSC_FORM);
        assertThat(initial.mcs().maximumParameters()).isEqualTo(DomainParameters.MAXIMUM);
        assertThat(initial.mcs()).isEqualTo(ConnectInitial.of(Bytes.EMPTY).withForm(ConnectInitial.MSTSC_FORM));
        assertThat(initial.gcc()).isEqualTo(ConferenceCreateRequest.of(Bytes.EMPTY));
        var core = initial.data().find(CsCore.class).orElseThrow();
        assertThat(core.clientName()).isEqualTo("ELTONS-DEV2");
        assertThat(core.desktopWidth()).isEqualTo(1280);
        assertThat(core.clientBuild()).isEqualTo(3790);
        assertThat(core.options().has(CoreOptions.Option.SERVER_SELECTED_PROTOCOL))
                .isTrue();
        assertThat(core.options().has(CoreOptions.Option.DESKTOP_PHYSICAL_WIDTH))
                .isFalse();
        assertThat(core.options().earlyCapabilityFlags()).isEqualTo(RNS_UD_CS_SUPPORT_ERRINFO_PDU);
        assertThat(initial.data().find(CsNet.class))
                .contains(CsNet.of(
                        ChannelDef.of("rdpdr", ChannelDef.INITIALIZED | ChannelDef.COMPRESS_RDP),
                        ChannelDef.of(
                                "cliprdr",
                                ChannelDef.INITIALIZED
                                        | ChannelDef.ENCRYPT_RDP
                                        | ChannelDef.COMPRESS_RDP
                                        | ChannelDef.SHOW_PROTOCOL),
                        ChannelDef.of("rdpsnd", ChannelDef.INITIALIZED | ChannelDef.ENCRYPT_RDP)));
    }

    @Test
    void agreesWithTheResponseOfTheSpecification() {
        var response = PduChecks.checksFrame(ServerMcsConnectResponse::decode, RESPONSE_OF_THE_SPECIFICATION);

        assertThat(response.mcs()).isEqualTo(ConnectResponse.of(Bytes.EMPTY));
        var conference = response.conference().orElseThrow();
        assertThat(conference.gcc()).isEqualTo(ConferenceCreateResponse.of(Bytes.EMPTY));
        assertThat(conference.data().find(ScNet.class)).contains(ScNet.of(1003, List.of(1004, 1005, 1006)));
        var security = conference.data().find(ScSecurity.class).orElseThrow();
        assertThat(security.encryptionMethod()).isEqualTo(EncryptionMethods.ENCRYPTION_128BIT);
        assertThat(security.encryptionLevel()).isEqualTo(ScSecurity.LEVEL_CLIENT_COMPATIBLE);
        assertThat(security.keys().orElseThrow().serverCertificate().length()).isEqualTo(0xb8);
    }

    @Test
    void readsWhatRdesktopAsksFor() {
        var initial = initials().stream()
                .filter(c -> c.capture().equals("rd_xrdp_tls"))
                .map(c -> PduChecks.decode(ClientMcsConnectInitial::decode, c.bytes()))
                .findFirst()
                .orElseThrow();

        assertThat(initial.data().find(CsNet.class).orElseThrow().channelDefArray())
                .extracting(ChannelDef::name)
                .containsExactly("cliprdr", "rdpsnd", "snddbg", "rdpdr", "drdynvc");
        assertThat(initial.data().find(CsCore.class).orElseThrow().options().serverSelectedProtocol())
                .isEqualTo(SecurityProtocols.SSL);
    }

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
