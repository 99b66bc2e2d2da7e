package dev.rdplab.protocol.gcc;

import static dev.rdplab.protocol.gcc.EarlyCapabilityFlags.RNS_UD_CS_SUPPORT_ERRINFO_PDU;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.PduChecks.Captured;
import dev.rdplab.protocol.mcs.ConnectInitial;
import dev.rdplab.protocol.mcs.ConnectResponse;
import dev.rdplab.protocol.mcs.DomainParameters;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The GCC blocks of captures of real programs and of the examples in [MS-RDPBCGR] section 4.1. */
class GccExamplesTest extends GccExamples {

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
}
