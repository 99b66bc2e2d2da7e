package dev.rdplab.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.kerberos.KerberosAuthentication.Form;
import dev.rdplab.kerberos.protocol.KdcFailure;
import dev.rdplab.kerberos.protocol.KerberosStatus;
import dev.rdplab.kerberos.protocol.PrincipalName;
import dev.rdplab.kerberos.protocol.ServiceKeys;
import dev.rdplab.kerberos.protocol.Tickets;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Endpoint;
import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.HandshakePair;
import dev.rdplab.protocol.handshake.HandshakeState;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.SeededNonces;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.handshake.client.ClientPolicy;
import dev.rdplab.protocol.handshake.client.ClientState;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.handshake.client.Delegation;
import dev.rdplab.protocol.handshake.client.NtlmAuthentication;
import dev.rdplab.protocol.handshake.server.Account;
import dev.rdplab.protocol.handshake.server.CredSspPolicy;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.protocol.handshake.server.ServerState;
import dev.rdplab.protocol.spnego.KrbErrorCode;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.x224.ConnectionRequest;
import dev.rdplab.protocol.x224.NegotiationRequest;
import dev.rdplab.protocol.x224.RequestFlags;
import dev.rdplab.protocol.x224.ResponseFlags;
import dev.rdplab.protocol.x224.SecurityProtocols;
import dev.rdplab.testkit.Capture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole handshakes with Kerberos in memory. */
class KerberosPairTest {

    private static final SecurityProtocols OFFER = SecurityProtocols.SSL.with(SecurityProtocols.HYBRID);
    private static final NtlmAuthentication NTLM = new NtlmAuthentication(false, "TERMSRV/localhost");

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** With the certificate of a real server; the key need not be its own. */
    private static final TlsSession TLS = new TlsSession(
            "TLSv1.3",
            "TLS_AES_128_GCM_SHA256",
            Bytes.wrap(Capture.load("xf_shadow_nla_ok")
                    .hexAfter("server certificate DER (public key for pubKeyAuth / channel binding):")
                    .orElseThrow()),
            Bytes.ascii("public key"));

    private final Environment environment = environment(3);
    private final Tickets tickets = Tickets.of(environment.nonces());
    private final KerberosAuthentication spnego = with(Form.SPNEGO);

    @ParameterizedTest
    @EnumSource(Form.class)
    void aTicketReachesASession(Form form) {
        var pair = pair(with(form), new KerberosOffer(tickets.keys(), false), 6);

        reaches(pair);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6})
    void everyTsRequestVersionWorks(int version) {
        reaches(pair(with(Form.BARE), new KerberosOffer(tickets.keys(), true), version));
        reaches(pair(spnego.withFallBack(NTLM), new KerberosOffer(tickets.keys(), true), version));
    }

    @Test
    void aServerWithoutAKeytabFallsBackToNtlmInsideSpnego() {
        var pair = pair(spnego.withFallBack(NTLM), new KerberosOffer(ServiceKeys.NONE, true), 6);

        reaches(pair);
        assertThat(titles(pair)).contains("NTLM AUTHENTICATE");
    }

    @Test
    void aServerWithoutAKeytabRefusesAClientWithoutNtlm() {
        var pair = pair(spnego, new KerberosOffer(ServiceKeys.NONE, true), 6);

        fails(pair, 0x8009_0302L);
    }

    @Test
    void withoutATicketAndWithoutNtlmNoTsRequestIsSent() {
        var failure = new KdcFailure(
                KdcFailure.Step.TGS,
                Optional.of(KrbErrorCode.KDC_ERR_S_PRINCIPAL_UNKNOWN),
                Optional.empty(),
                "TERMSRV/127.0.0.1");
        var pair = pair(new KerberosAuthentication(failure, Form.SPNEGO), new KerberosOffer(tickets.keys(), true), 6);

        fails(pair, KerberosStatus.TARGET_UNKNOWN);
        assertThat(pair.client().ending().orElseThrow().outcome().detail())
                .isEqualTo("TGS: KDC_ERR_S_PRINCIPAL_UNKNOWN, TERMSRV/127.0.0.1");
        assertThat(titles(pair)).doesNotContain("TSRequest");
    }

    @Test
    void withoutATicketNtlmIsUsedAlone() {
        var pair = pair(
                new KerberosAuthentication(KdcFailure.local("no ticket"), Form.SPNEGO).withFallBack(NTLM),
                new KerberosOffer(tickets.keys(), true),
                6);

        reaches(pair);
    }

    @ParameterizedTest
    @CsvSource({"6, SPNEGO, 0xC000006D", "6, BARE, 0xC000006D", "2, BARE, 0x80090324"})
    void aSlowServerSaysSo(int version, Form form, String code) {
        var slow = new KerberosOffer(tickets.keys(), true).withClockOffset(Duration.ofMinutes(-10));

        var pair = pair(with(form), slow, version);
        fails(pair, Long.decode(code));
        assertThat(pair.server().ending().orElseThrow().outcome().detail())
                .contains("KRB5 ERROR")
                .endsWith("KRB_AP_ERR_SKEW");
        assertThat(pair.client().ending().orElseThrow().outcome().detail())
                .contains("KRB5 ERROR")
                .endsWith("KRB_AP_ERR_SKEW");
    }

    @Test
    void userToUserReachesASession() {
        var now = environment.time();
        var tgt = tickets.issue(now);
        var client = new KerberosAuthentication(KdcFailure.local("none"), Form.SPNEGO)
                .withUserToUser(new KerberosAuthentication.UserToUser(
                        Tickets.SERVICE,
                        (service, own) -> new Tickets(tgt.sessionKey(), environment.nonces()).issue(now)));
        var pair = pair(client, new KerberosOffer(tickets.keys(), false).withTgt(tgt), 6);

        reaches(pair);
        assertThat(PrincipalName.krbtgt("LAB.EXAMPLE")).hasToString("krbtgt/LAB.EXAMPLE");
    }

    @ParameterizedTest
    @EnumSource(
            value = Delegation.class,
            names = {"RESTRICTED_ADMIN", "REMOTE_GUARD"})
    void aModeWithoutAPasswordIsAskedForAndNeedsTheServer(Delegation mode) {
        var client = authenticated(spnego).withDelegation(mode);
        var lacking = server().withCredSsp(CredSspPolicy.DEFAULT.withOffers(new KerberosOffer(tickets.keys(), false)));
        var having = lacking.withResponseFlags(ResponseFlags.RESTRICTED_ADMIN_MODE_SUPPORTED.with(
                ResponseFlags.REDIRECTED_AUTHENTICATION_MODE_SUPPORTED));

        reaches(joined(client, having));

        var refused = joined(client, lacking);
        refused.runUntil(Stage.ACTIVE, LIMIT);
        assertThat(refused.client().ending().orElseThrow().outcome())
                .returns(EndingKind.NEGOTIATION_FAILURE, Outcome::kind)
                .returns("the server does not support " + mode, Outcome::detail);
    }

    private KerberosAuthentication with(Form form) {
        return new KerberosAuthentication(tickets.issue(environment.time()), form);
    }

    private HandshakePair pair(KerberosAuthentication client, KerberosOffer server, int version) {
        var policy =
                server().withCredSsp(CredSspPolicy.DEFAULT.withOffers(server).withVersion(version));
        return joined(authenticated(client), policy);
    }

    private static ClientPolicy authenticated(KerberosAuthentication client) {
        return ClientProfile.FREERDP3
                .following(
                        ConnectionRequest.of(
                                Optional.empty(), Optional.of(new NegotiationRequest(RequestFlags.NONE, OFFER))),
                        Credentials.of("alice", "Wonder-Land1"),
                        "lab")
                .withAuthentication(client);
    }

    private static ServerPolicy server() {
        return ServerPolicy.of(SecurityLayer.NLA).withAccounts(List.of(Account.local("alice", "Wonder-Land1")));
    }

    private static Environment environment(long seed) {
        return Environment.at(Instant.parse("2026-11-22T00:00:00Z"), new SeededNonces(seed, "kerberos"));
    }

    private static HandshakePair joined(ClientPolicy client, ServerPolicy server) {
        return new HandshakePair(
                end(Role.CLIENT, ClientState.initial(client, environment(1))),
                end(Role.SERVER, ServerState.initial(server, environment(2))),
                TLS,
                Duration.ofMillis(10));
    }

    private static Endpoint end(Role role, HandshakeState initial) {
        return new Endpoint(
                role, 1, initial, Interceptor.NONE, new Transcript(role, 1), Deadlines.each(Duration.ofSeconds(30)));
    }

    private static String titles(HandshakePair pair) {
        return pair.client().transcript().events().stream()
                .map(event -> event.pdu() + " " + event.carries())
                .collect(Collectors.joining("\n"));
    }

    private static void reaches(HandshakePair pair) {
        assertThat(pair.runUntil(Stage.ACTIVE, LIMIT))
                .withFailMessage(
                        () -> pair.client().ending() + "\n" + pair.server().ending())
                .isTrue();
    }

    private static void fails(HandshakePair pair, long code) {
        pair.run(LIMIT);
        var ending = pair.client().ending().orElseThrow();
        assertThat(ending.kind()).isEqualTo(EndingKind.CREDSSP_ERROR);
        assertThat(ending.stage()).isEqualTo(Stage.CREDSSP);
        assertThat(ending.outcome().code()).hasValue(code);
    }
}
