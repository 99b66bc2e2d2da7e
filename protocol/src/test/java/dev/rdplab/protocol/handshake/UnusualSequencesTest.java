package dev.rdplab.protocol.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.handshake.client.NtlmAuthentication;
import dev.rdplab.protocol.handshake.server.AadPolicy;
import dev.rdplab.protocol.handshake.server.AutoDetectPolicy;
import dev.rdplab.protocol.handshake.server.AutoDetectPolicy.During;
import dev.rdplab.protocol.handshake.server.CredSspPolicy;
import dev.rdplab.protocol.handshake.server.LicensingPolicy;
import dev.rdplab.protocol.handshake.server.MultitransportPolicy;
import dev.rdplab.protocol.handshake.server.RdstlsPolicy;
import dev.rdplab.protocol.handshake.server.RedirectPolicy;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.protocol.handshake.server.SessionPolicy;
import dev.rdplab.protocol.ntlm.NtlmPolicy;
import dev.rdplab.protocol.rdsaad.LabTenant;
import dev.rdplab.protocol.rdstls.RdstlsResponse;
import dev.rdplab.protocol.security.EncryptionLevel;
import dev.rdplab.protocol.security.EncryptionMethod;
import dev.rdplab.protocol.security.RsaKeyPair;
import dev.rdplab.protocol.share.RedirectionPacket;
import dev.rdplab.protocol.share.RedirectionPacket.Kind;
import dev.rdplab.protocol.share.RedirectionPacket.Part;
import dev.rdplab.protocol.spnego.MicForm;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sequences that conform to the protocol and are unusual: both ends complete them, joined in memory. */
class UnusualSequencesTest {

    private static final SecurityProtocols TLS = SecurityProtocols.SSL;
    private static final RedirectionPacket ELSEWHERE = RedirectionPacket.of(
            4, 0, List.of(Part.text(Kind.TARGET_NET_ADDRESS, "127.0.0.2"), token("Cookie: msts=1.2.0000")));

    private static Part token(String text) {
        return new Part(Kind.LOAD_BALANCE_INFO, Bytes.ascii(text + "\r\n"));
    }

    @Test
    void theServerSynchronizesOnceTheClientHasConfirmed() {
        var pair = Lab.pair(Lab.client(TLS, false), Lab.server(SecurityLayer.TLS));
        reaches(pair);

        assertThat(sent(pair.server()))
                .containsSubsequence("DemandActive", "Synchronize", "ControlCooperate", "ControlGranted", "FontMap");
        assertThat(sent(pair.server())).filteredOn("Synchronize"::equals).hasSize(1);
        var events = pair.server().transcript().events();
        int confirmed = indexOf(events, Transcript.Kind.RECEIVED, "ConfirmActive");
        int asked = indexOf(events, Transcript.Kind.RECEIVED, "Synchronize");
        assertThat(indexOf(events, Transcript.Kind.SENT, "Synchronize")).isBetween(confirmed, asked);
    }

    @ParameterizedTest
    @EnumSource(SessionPolicy.Finalization.class)
    void everyTimeForSynchronizeWillDo(SessionPolicy.Finalization finalization) {
        reaches(session(SessionPolicy.DEFAULT.withFinalization(finalization)));
    }

    @ParameterizedTest
    @EnumSource(SessionPolicy.Deactivation.class)
    void everyTimeForDeactivateAllWillDo(SessionPolicy.Deactivation deactivation) {
        reaches(session(SessionPolicy.DEFAULT.withDeactivation(deactivation)));
    }

    @Test
    void severalDemandActivePdusAreEachConfirmed() {
        var pair = session(SessionPolicy.DEFAULT.withDemandActives(3));
        reaches(pair);
        pair.leave(Lab.LIMIT);

        assertThat(sent(pair.client())).filteredOn("ConfirmActive"::equals).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "BEFORE_LICENSING, VALID_CLIENT, true",
        "BEFORE_LICENSING, NEW_LICENSE, false",
        "LICENSING, VALID_CLIENT, false",
        "LICENSING, NEW_LICENSE, false",
        "CAPABILITIES, NEW_LICENSE, true",
        "CAPABILITIES, VALID_CLIENT, false"
    })
    void measurementsAreAnsweredWhereverTheyCome(During during, LicensingPolicy.Mode licensing, boolean waits) {
        var policy = SessionPolicy.DEFAULT.withAutoDetect(new AutoDetectPolicy(true, true, true, during, waits));
        var pair = Lab.pair(
                Lab.client(TLS, false),
                Lab.server(SecurityLayer.TLS)
                        .withLicensing(new LicensingPolicy(licensing, 0, 0))
                        .withSession(policy));
        reaches(pair);
        pair.leave(Lab.LIMIT);

        // a round trip and a bandwidth before the session, and the same again in it
        assertThat(received(pair.server()))
                .filteredOn("AutoDetectResponse"::equals)
                .hasSize(4);
    }

    @Test
    void udpIsOfferedAfterLicensingAndOnlyWhereItWasAnnounced() {
        var pair = session(SessionPolicy.DEFAULT.withMultitransport(MultitransportPolicy.ANNOUNCED));
        reaches(pair);

        assertThat(sent(pair.server()))
                .containsSubsequence(
                        "LicenseError",
                        "InitiateMultitransportRequest",
                        "InitiateMultitransportRequest",
                        "DemandActive");
        var lossy = new MultitransportPolicy(List.of(2), false, true);
        assertThat(lossy.offered(0x01)).isEmpty();
        assertThat(lossy.offered(0x04)).containsExactly(2);
        assertThat(new MultitransportPolicy(List.of(1, 2), true, false).offered(0))
                .containsExactly(1, 2);
    }

    @ParameterizedTest
    @EnumSource(RedirectPolicy.When.class)
    void aRedirectedClientGoes(RedirectPolicy.When when) {
        var server = Lab.server(SecurityLayer.TLS).withRedirect(new RedirectPolicy(ELSEWHERE, when));
        var pair = end(Lab.pair(Lab.client(TLS, false), server));

        var ending = pair.client().ending().orElseThrow();
        assertThat(ending.kind()).isEqualTo(EndingKind.REDIRECTED);
        assertThat(ending.outcome().by()).isEqualTo(Role.SERVER);
        assertThat(ending.outcome().detail()).contains("to 127.0.0.2", "Cookie: msts=1.2.0000");
        assertThat(ending.lastReceived()).isEqualTo("ServerRedirection");
        assertThat(pair.server().ending().orElseThrow().kind()).isEqualTo(EndingKind.REDIRECTED);
    }

    @Test
    void theStandardFormIsUsedUnderStandardSecurity() {
        var key = RsaKeyPair.generate(512, Lab.environment(3).nonces());
        var server = Lab.server(SecurityLayer.RDP)
                .withRdpSecurity(new ServerPolicy.RdpSecurity(EncryptionMethod.BITS_128, EncryptionLevel.HIGH, key))
                .withRedirect(new RedirectPolicy(ELSEWHERE, RedirectPolicy.When.AFTER_LICENSING));
        var pair = end(Lab.pair(Lab.client(SecurityProtocols.RDP, false), server));

        assertThat(pair.client().ending().orElseThrow().kind()).isEqualTo(EndingKind.REDIRECTED);
    }

    @Test
    void aPacketForInformationRedirectsNobody() {
        var told = RedirectionPacket.of(4, RedirectionPacket.LB_NOREDIRECT, ELSEWHERE.parts());
        var server = Lab.server(SecurityLayer.TLS)
                .withRedirect(new RedirectPolicy(told, RedirectPolicy.When.AFTER_LICENSING));

        reaches(Lab.pair(Lab.client(TLS, false), server));
    }

    @Test
    void rdstlsTakesWhatTheRedirectionGaveAway() {
        var guid = Bytes.fromHex("00112233");
        var password = Bytes.fromHex("c0ffee");
        var given = RedirectionPacket.of(
                4,
                RedirectionPacket.LB_PASSWORD_IS_PK_ENCRYPTED,
                List.of(new Part(Kind.PASSWORD, password), new Part(Kind.REDIRECTION_GUID, guid)));
        var handedOut = new RdstlsPolicy.HandedOut(guid, "alice", password);
        var server = Lab.server(SecurityLayer.NLA)
                .withRdstls(new RdstlsPolicy(true, Optional.of(handedOut), OptionalLong.empty()));
        var pair = Lab.pair(
                Lab.client(TLS.with(SecurityProtocols.RDSTLS), false).withRedirection(Optional.of(given)), server);
        reaches(pair);

        assertThat(received(pair.client())).contains("RdstlsCapabilities", "RdstlsAuthenticationResponse");
        var stranger = end(Lab.pair(Lab.client(TLS.with(SecurityProtocols.RDSTLS), false), server));
        assertThat(stranger.client().ending().orElseThrow().outcome().code()).hasValue(RdstlsResponse.ACCESS_DENIED);
    }

    @Test
    void rdstlsRefusesAWrongPassword() {
        var wrong = Lab.client(
                Optional.of(SecurityProtocols.RDSTLS), false, Credentials.of("alice", "no"), Lab.Capability.NONE);
        var ending = end(Lab.pair(wrong, Lab.server(SecurityLayer.RDSTLS)))
                .client()
                .ending()
                .orElseThrow();

        assertThat(ending.stage()).isEqualTo(Stage.RDSTLS);
        assertThat(ending.kind()).isEqualTo(EndingKind.ACCESS_DENIED);
        assertThat(ending.outcome().code()).hasValue(RdstlsResponse.LOGON_FAILURE);
        reaches(Lab.pair(Lab.client(SecurityProtocols.RDSTLS, false), Lab.server(SecurityLayer.RDSTLS)));
    }

    @Test
    void entraTakesAnAssertionForThisHost() {
        var server = Lab.server(SecurityLayer.AAD).withAad(new AadPolicy(Optional.of("lab"), OptionalLong.empty()));
        var pair = Lab.pair(Lab.client(SecurityProtocols.RDSAAD, false), server);
        reaches(pair);

        assertThat(received(pair.client())).contains("RdsAadServerNonce", "RdsAadAuthenticationResult");
    }

    @Test
    void entraRefusesAnAssertionForAnotherHost() {
        var server = Lab.server(SecurityLayer.AAD).withAad(new AadPolicy(Optional.of("other"), OptionalLong.empty()));
        var pair = end(Lab.pair(Lab.client(SecurityProtocols.RDSAAD, false), server));

        var ending = pair.client().ending().orElseThrow();
        assertThat(ending.stage()).isEqualTo(Stage.RDS_AAD);
        assertThat(ending.outcome().code()).hasValue(LabTenant.SEC_E_INVALID_TOKEN);
        assertThat(pair.server().ending().orElseThrow().outcome().detail()).contains("another host");
    }

    @Test
    void aServerThatWantsEntraSaysSo() {
        var pair = end(Lab.pair(Lab.client(TLS, false), Lab.server(SecurityLayer.AAD)));

        assertThat(pair.client().ending().orElseThrow().outcome().code()).hasValue(7);
    }

    @ParameterizedTest
    @CsvSource({"true, 4, true", "true, 5, false", "false, 5, true", "false, 4, true"})
    void version1IsTakenBelowLevel5(boolean version1, int level, boolean session) {
        var ntlm = new NtlmAuthentication(true, "TERMSRV/lab", version1);
        var server = Lab.server(SecurityLayer.NLA)
                .withCredSsp(CredSspPolicy.DEFAULT.withNtlm(NtlmPolicy.DEFAULT.withLmCompatibility(level)));
        var pair = Lab.pair(Lab.client(SecurityProtocols.HYBRID, true).withAuthentication(ntlm), server);

        assertThat(pair.runUntil(Stage.ACTIVE, Lab.LIMIT)).isEqualTo(session);
        if (!session) {
            assertThat(pair.client().ending().orElseThrow().outcome().code()).hasValue(0xC000_006DL);
        }
    }

    @Test
    void aServerThatBlocksNtlmSaysSo() {
        var server = Lab.server(SecurityLayer.NLA)
                .withCredSsp(CredSspPolicy.DEFAULT.withNtlm(NtlmPolicy.DEFAULT.withBlocked(true)));
        var pair = end(Lab.pair(Lab.client(SecurityProtocols.HYBRID, true), server));

        assertThat(pair.client().ending().orElseThrow().outcome().code()).hasValue(0xC000_0418L);
    }

    @Test
    void theProofMayComeInATsRequestOfItsOwn() {
        var server = Lab.server(SecurityLayer.NLA).withCredSsp(CredSspPolicy.DEFAULT.withProofApart(true));

        reaches(Lab.pair(Lab.client(SecurityProtocols.HYBRID, true), server));
        reaches(Lab.pair(Lab.client(SecurityProtocols.HYBRID, false), server));
    }

    @ParameterizedTest
    @EnumSource(MicForm.class)
    void aSignatureOfTheMechanismsIsMissedOrRepeated(MicForm form) {
        var server = Lab.server(SecurityLayer.NLA).withCredSsp(CredSspPolicy.DEFAULT.withMechListMic(form));
        var pair = Lab.pair(Lab.client(SecurityProtocols.HYBRID, true), server);
        boolean active = pair.runUntil(Stage.ACTIVE, Lab.LIMIT);

        // A client that has signed bears a server that has not: RFC 4178 leaves it to the state that is told.
        assertThat(active)
                .withFailMessage(
                        () -> pair.client().ending() + " " + pair.server().ending())
                .isEqualTo(form != MicForm.SEQUENCE_0);
    }

    private static HandshakePair session(SessionPolicy policy) {
        return Lab.pair(Lab.client(TLS, false), Lab.server(SecurityLayer.TLS).withSession(policy));
    }

    private static void reaches(HandshakePair pair) {
        assertThat(pair.runUntil(Stage.ACTIVE, Lab.LIMIT))
                .withFailMessage(() -> pair.client().ending() + " " + sent(pair.client()) + " " + sent(pair.server()))
                .isTrue();
    }

    private static HandshakePair end(HandshakePair pair) {
        return pair.run(Duration.ofMinutes(2));
    }

    private static List<String> sent(Endpoint end) {
        return names(end, Transcript.Kind.SENT);
    }

    private static List<String> received(Endpoint end) {
        return names(end, Transcript.Kind.RECEIVED);
    }

    private static List<String> names(Endpoint end, Transcript.Kind kind) {
        return end.transcript().events().stream()
                .filter(event -> event.kind() == kind)
                .map(Transcript.Event::pdu)
                .toList();
    }

    private static int indexOf(List<Transcript.Event> events, Transcript.Kind kind, String pdu) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).kind() == kind && events.get(i).pdu().equals(pdu)) {
                return i;
            }
        }
        return -1;
    }
}
