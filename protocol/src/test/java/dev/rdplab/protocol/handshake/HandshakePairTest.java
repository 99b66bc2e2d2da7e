package dev.rdplab.protocol.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.handshake.server.Account;
import dev.rdplab.protocol.handshake.server.AccountState;
import dev.rdplab.protocol.handshake.server.AutoDetectPolicy;
import dev.rdplab.protocol.handshake.server.CredSspPolicy;
import dev.rdplab.protocol.handshake.server.LicensingPolicy;
import dev.rdplab.protocol.handshake.server.McsPolicy;
import dev.rdplab.protocol.handshake.server.MultitransportPolicy;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.protocol.handshake.server.SessionPolicy;
import dev.rdplab.protocol.mcs.DisconnectReason;
import dev.rdplab.protocol.mcs.McsResult;
import dev.rdplab.protocol.security.EncryptionLevel;
import dev.rdplab.protocol.security.EncryptionMethod;
import dev.rdplab.protocol.security.RsaKeyPair;
import dev.rdplab.protocol.x224.FailureCode;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakePairTest {

    private static final SecurityProtocols TLS = SecurityProtocols.SSL;
    private static final SecurityProtocols NLA = SecurityProtocols.SSL.with(SecurityProtocols.HYBRID);
    private static final SecurityProtocols ALL = NLA.with(SecurityProtocols.HYBRID_EX);

    @ParameterizedTest
    @CsvSource({
        "0, RDP, false",
        "1, TLS, false",
        "3, TLS, false",
        "3, NLA, false",
        "3, NLA, true",
        "11, EXT, false",
        "11, EXT, true",
        "3, EXT, true",
        "11, NEGOTIATE, true",
        "1, NEGOTIATE, false",
        "0, NEGOTIATE, false"
    })
    void reachesASession(long offer, SecurityLayer security, boolean spnego) {
        var pair = Lab.pair(Lab.client(new SecurityProtocols(offer), spnego), Lab.server(security));

        assertThat(pair.runUntil(Stage.ACTIVE, Lab.LIMIT))
                .withFailMessage(() -> describe(pair))
                .isTrue();
        pair.leave(Lab.LIMIT);
        assertThat(pair.client().ending().orElseThrow().kind()).isEqualTo(EndingKind.COMPLETED);
        assertThat(pair.server().ending().orElseThrow().kind()).isEqualTo(EndingKind.COMPLETED);
    }

    @ParameterizedTest
    @EnumSource(
            value = EncryptionMethod.class,
            names = {"BITS_40", "BITS_56", "BITS_128"})
    void reachesASessionUnderStandardSecurity(EncryptionMethod method) {
        var key = RsaKeyPair.generate(512, Lab.environment(3).nonces());
        var server = Lab.server(SecurityLayer.RDP)
                .withRdpSecurity(new ServerPolicy.RdpSecurity(method, EncryptionLevel.HIGH, key));
        var pair = Lab.pair(Lab.client(SecurityProtocols.RDP, false), server);

        assertThat(pair.runUntil(Stage.ACTIVE, Lab.LIMIT))
                .withFailMessage(() -> describe(pair))
                .isTrue();
    }

    @Test
    void reachesASessionWithoutANegotiationRequest() {
        var client = Lab.client(Optional.empty(), false, Lab.ALICE, Lab.Capability.NONE);
        var pair = Lab.pair(client, Lab.server(SecurityLayer.RDP));

        assertThat(pair.runUntil(Stage.ACTIVE, Lab.LIMIT))
                .withFailMessage(() -> describe(pair))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = LicensingPolicy.Mode.class,
            names = {"VALID_CLIENT", "NEW_LICENSE"})
    void reachesASessionThroughLicensing(LicensingPolicy.Mode mode) {
        var pair = Lab.pair(
                Lab.client(TLS, false), Lab.server(SecurityLayer.TLS).withLicensing(new LicensingPolicy(mode, 0, 0)));

        assertThat(pair.runUntil(Stage.ACTIVE, Lab.LIMIT))
                .withFailMessage(() -> describe(pair))
                .isTrue();
    }

    @Test
    void answersAutoDetectAndMultitransportAndASecondDemandActive() {
        var session = SessionPolicy.DEFAULT
                .withAutoDetect(AutoDetectPolicy.RTT)
                .withMultitransport(MultitransportPolicy.ANNOUNCED)
                .withDeactivation(SessionPolicy.Deactivation.IN_SESSION);
        var pair =
                Lab.pair(Lab.client(TLS, false), Lab.server(SecurityLayer.TLS).withSession(session));

        assertThat(pair.runUntil(Stage.ACTIVE, Lab.LIMIT))
                .withFailMessage(() -> describe(pair))
                .isTrue();
        pair.leave(Lab.LIMIT);
        assertThat(received(pair.server())).contains("AutoDetectResponse", "MultitransportResponse");
        assertThat(received(pair.client())).filteredOn("DemandActive"::equals).hasSize(2);
    }

    @Test
    void skipsChannelJoinsWhenBothCan() {
        var client = Lab.client(Optional.of(TLS), false, Lab.ALICE, Lab.Capability.SKIP_CHANNEL_JOIN);
        var usual = McsPolicy.DEFAULT;
        var mcs = new McsPolicy(usual.connectResult(), usual.attachResult(), usual.joinResult(), true, true);
        var pair = Lab.pair(client, Lab.server(SecurityLayer.TLS).withMcs(mcs));

        assertThat(pair.runUntil(Stage.ACTIVE, Lab.LIMIT)).isTrue();
        assertThat(received(pair.server())).doesNotContain("ChannelJoinRequest");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 96})
    void reachesASessionWithEveryTsRequestVersion(int version) {
        var server = Lab.server(SecurityLayer.NLA).withCredSsp(CredSspPolicy.DEFAULT.withVersion(version));
        var pair = Lab.pair(Lab.client(NLA, false), server);

        assertThat(pair.runUntil(Stage.ACTIVE, Lab.LIMIT))
                .withFailMessage(() -> describe(pair))
                .isTrue();
    }

    @Test
    void earlyAuthorizationCanBeDenied() {
        var server = Lab.server(SecurityLayer.EXT).withEarlyAuthorization(5);
        var ending = end(Lab.pair(Lab.client(ALL, true), server));

        assertThat(ending.kind()).isEqualTo(EndingKind.ACCESS_DENIED);
        assertThat(ending.stage()).isEqualTo(Stage.EARLY_AUTH);
        assertThat(ending.outcome().code()).hasValue(5);
    }

    @ParameterizedTest
    @CsvSource({"1, RDP, 2", "0, TLS, 1", "1, NLA, 5", "0, NLA, 5", "1, EXT, 5"})
    void refusesProtocolsThatDoNotMeet(long offer, SecurityLayer security, long failure) {
        var ending = end(Lab.pair(Lab.client(new SecurityProtocols(offer), false), Lab.server(security)));

        assertThat(ending.kind()).isEqualTo(EndingKind.NEGOTIATION_FAILURE);
        assertThat(ending.outcome().code()).hasValue(failure);
        assertThat(ending.outcome().by()).isEqualTo(Role.SERVER);
    }

    @Test
    void refusesWithAnyFailureCode() {
        var server = Lab.server(SecurityLayer.TLS).withNegotiationFailure(FailureCode.SSL_CERT_NOT_ON_SERVER);

        assertThat(end(Lab.pair(Lab.client(TLS, false), server)).outcome().code())
                .hasValue(3);
    }

    @Test
    void aWrongPasswordIsALogonFailure() {
        var client = Lab.client(Optional.of(NLA), true, Credentials.of("alice", "wrong"), Lab.Capability.NONE);
        var ending = end(Lab.pair(client, Lab.server(SecurityLayer.NLA)));

        assertThat(ending.kind()).isEqualTo(EndingKind.CREDSSP_ERROR);
        assertThat(ending.stage()).isEqualTo(Stage.CREDSSP);
        assertThat(ending.outcome().code()).hasValue(0xC000_006DL);
        assertThat(ending.lastReceived()).isEqualTo("TSRequest (errorCode)");
    }

    @ParameterizedTest
    @EnumSource(value = AccountState.class, mode = EnumSource.Mode.EXCLUDE, names = "ENABLED")
    void theAccountsStateIsTold(AccountState state) {
        var account = Account.local("alice", "Wonder-Land1").withState(state);
        var server = ServerPolicy.of(SecurityLayer.NLA).withAccounts(List.of(account));
        var ending = end(Lab.pair(Lab.client(NLA, false), server));

        assertThat(ending.kind()).isEqualTo(EndingKind.CREDSSP_ERROR);
        assertThat(ending.outcome().code()).hasValue(state.status());
    }

    @Test
    void anOldServerHasNoErrorCodeAndCloses() {
        var client = Lab.client(Optional.of(NLA), false, Credentials.of("alice", "wrong"), Lab.Capability.NONE);
        var server = Lab.server(SecurityLayer.NLA).withCredSsp(CredSspPolicy.DEFAULT.withVersion(2));

        assertThat(end(Lab.pair(client, server)).kind()).isEqualTo(EndingKind.CLOSED_FIN);
    }

    @ParameterizedTest
    @EnumSource(
            value = CredSspPolicy.PubKeyAuth.class,
            names = {"WRONG", "STALE_NONCE"})
    void aWrongProofOfTheTlsKeyIsAViolation(CredSspPolicy.PubKeyAuth proof) {
        var server = Lab.server(SecurityLayer.NLA).withCredSsp(CredSspPolicy.DEFAULT.withPubKeyAuth(proof));
        var ending = end(Lab.pair(Lab.client(NLA, false), server));

        assertThat(ending.kind()).isEqualTo(EndingKind.PROTOCOL_VIOLATION);
        assertThat(ending.outcome().detail()).contains("pubKeyAuth").contains("BAD_SIGNATURE");
    }

    @Test
    void licensingCanFail() {
        var server = Lab.server(SecurityLayer.TLS).withLicensing(new LicensingPolicy(LicensingPolicy.Mode.ERROR, 6, 1));
        var ending = end(Lab.pair(Lab.client(TLS, false), server));

        assertThat(ending.kind()).isEqualTo(EndingKind.LICENSE_ERROR);
        assertThat(ending.stage()).isEqualTo(Stage.LICENSING);
        assertThat(ending.outcome().code()).hasValue(6);
    }

    @Test
    void anErrorInfoIsReportedWhenTheServerCloses() {
        var session = SessionPolicy.DEFAULT.withErrorInfo(7);
        var ending = end(
                Lab.pair(Lab.client(TLS, false), Lab.server(SecurityLayer.TLS).withSession(session)));

        assertThat(ending.kind()).isEqualTo(EndingKind.ERROR_INFO);
        assertThat(ending.outcome().code()).hasValue(7);
    }

    @Test
    void anErrorInfoIsReportedOverTheUltimatumAfterIt() {
        var session = SessionPolicy.DEFAULT.withErrorInfo(5).withDisconnectReason(DisconnectReason.USER_REQUESTED);
        var ending = end(
                Lab.pair(Lab.client(TLS, false), Lab.server(SecurityLayer.TLS).withSession(session)));

        assertThat(ending.kind()).isEqualTo(EndingKind.ERROR_INFO);
        assertThat(ending.outcome().code()).hasValue(5);
    }

    @ParameterizedTest
    @EnumSource(DisconnectReason.class)
    void anUltimatumBeforeTheSessionIsARefusal(DisconnectReason reason) {
        var session = SessionPolicy.DEFAULT.withDisconnectReason(reason);
        var ending = end(
                Lab.pair(Lab.client(TLS, false), Lab.server(SecurityLayer.TLS).withSession(session)));

        assertThat(ending.kind()).isEqualTo(EndingKind.MCS_REFUSED);
        assertThat(ending.outcome().code()).hasValue(reason.value());
    }

    @ParameterizedTest
    @CsvSource({"connect, mcs-connect", "attach, channel-join", "join, channel-join"})
    void mcsCanRefuse(String where, String stage) {
        var no = McsResult.TOO_MANY_CHANNELS;
        var yes = McsResult.SUCCESSFUL;
        var mcs = new McsPolicy(
                where.equals("connect") ? no : yes,
                where.equals("attach") ? no : yes,
                where.equals("join") ? no : yes,
                true,
                false);
        var ending = end(
                Lab.pair(Lab.client(TLS, false), Lab.server(SecurityLayer.TLS).withMcs(mcs)));

        assertThat(ending.kind()).isEqualTo(EndingKind.MCS_REFUSED);
        assertThat(ending.stage().word()).isEqualTo(stage);
        assertThat(ending.outcome().code()).hasValue(no.value());
    }

    @Test
    void twoRunsWithTheSameSeedsAreEqual() {
        var first = Lab.pair(Lab.client(ALL, true), Lab.server(SecurityLayer.EXT));
        var second = Lab.pair(Lab.client(ALL, true), Lab.server(SecurityLayer.EXT));
        first.runUntil(Stage.ACTIVE, Lab.LIMIT);
        second.runUntil(Stage.ACTIVE, Lab.LIMIT);

        assertThat(first.client().transcript().events())
                .isEqualTo(second.client().transcript().events());
    }

    private static Ending end(HandshakePair pair) {
        pair.run(Lab.LIMIT);
        return pair.client().ending().orElseThrow(() -> new AssertionError(describe(pair)));
    }

    private static List<String> received(Endpoint endpoint) {
        return endpoint.transcript().events().stream()
                .filter(e -> e.kind() == Transcript.Kind.RECEIVED)
                .map(Transcript.Event::pdu)
                .toList();
    }

    private static String describe(HandshakePair pair) {
        return "client " + pair.client().ending() + "\nserver " + pair.server().ending() + "\n"
                + pair.client().transcript().events() + "\n"
                + pair.server().transcript().events();
    }
}
