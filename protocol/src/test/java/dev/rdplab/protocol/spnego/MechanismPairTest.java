package dev.rdplab.protocol.spnego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.credssp.Mechanism.Identity;
import dev.rdplab.protocol.credssp.NtStatus;
import dev.rdplab.protocol.credssp.PendingMechanism;
import dev.rdplab.protocol.credssp.Turn;
import dev.rdplab.protocol.handshake.NonceSource;
import dev.rdplab.protocol.ntlm.AuthenticateMessage;
import dev.rdplab.protocol.ntlm.AvPairs;
import dev.rdplab.protocol.ntlm.ChallengeMessage;
import dev.rdplab.protocol.ntlm.NegotiateFlags;
import dev.rdplab.protocol.ntlm.NtlmAcceptor;
import dev.rdplab.protocol.ntlm.NtlmAccount;
import dev.rdplab.protocol.ntlm.NtlmAccounts;
import dev.rdplab.protocol.ntlm.NtlmIdentity;
import dev.rdplab.protocol.ntlm.NtlmInitiator;
import dev.rdplab.protocol.ntlm.NtlmPolicy;
import dev.rdplab.protocol.ntlm.NtlmPolicy.MicRule;
import dev.rdplab.protocol.ntlm.NtlmTarget;
import dev.rdplab.protocol.ntlm.NtlmVersion;
import dev.rdplab.protocol.ntlm.Ntlmv2Response;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Initiator and acceptor joined in memory. */
class MechanismPairTest {

    private static final long NOW = 134_000_000_000_000_000L;
    private static final NonceSource NONCES = (purpose, length) -> {
        byte[] bytes = new byte[length];
        new Random(purpose.hashCode()).nextBytes(bytes);
        return Bytes.wrap(bytes);
    };
    private static final NtlmTarget TARGET =
            new NtlmTarget("SERVER", "LAB", "server.lab.example", "lab.example", NtlmVersion.WINDOWS_10);
    private static final NtlmAccounts ALICE = (domain, user) ->
            user.equalsIgnoreCase("alice") ? Optional.of(NtlmAccount.of(Secret.of("Wonder-Land1"))) : Optional.empty();

    private static NtlmInitiator client(String user, String password) {
        return new NtlmInitiator(
                NtlmIdentity.of("LAB", user, Secret.of(password)), "CLIENT01", "TERMSRV/server", NONCES, NOW);
    }

    private static NtlmInitiator alice() {
        return client("alice", "Wonder-Land1");
    }

    private static Mechanism server(NtlmPolicy policy) {
        return new NtlmAcceptor(TARGET, ALICE, policy, NONCES, NOW).begin();
    }

    private static Mechanism server() {
        return server(NtlmPolicy.DEFAULT);
    }

    /** How a conversation went. */
    private record Talk(Turn client, Turn server, List<String> titles, List<Bytes> tokens) {

        Mechanism clientContext() {
            assertThat(client.established()).as("client established").isTrue();
            return client.next();
        }

        Mechanism serverContext() {
            assertThat(server.established()).as("server established").isTrue();
            return server.next();
        }
    }

    private static Talk talk(Mechanism client, Mechanism server) {
        return talk(client, server, UnaryOperator.identity());
    }

    /** Until neither has more to say or one refuses. @param underway what becomes of the client's tokens */
    private static Talk talk(Mechanism client, Mechanism server, UnaryOperator<Bytes> underway) {
        var titles = new ArrayList<String>();
        var tokens = new ArrayList<Bytes>();
        Turn fromClient = client.accept(Bytes.EMPTY);
        while (true) {
            titles.add(fromClient.title());
            Bytes token = fromClient.token().orElseThrow();
            tokens.add(token);
            Turn fromServer = server.accept(underway.apply(token));
            server = fromServer.next();
            if (fromServer.token().isEmpty() || fromServer.refused()) {
                return new Talk(fromClient, fromServer, titles, tokens);
            }
            titles.add(fromServer.title());
            tokens.add(fromServer.token().get());
            fromClient = fromClient.next().accept(fromServer.token().get());
            if (fromClient.token().isEmpty()) {
                return new Talk(fromClient, fromServer, titles, tokens);
            }
        }
    }

    private static void exchangesSecrets(Talk talk) {
        Bytes hello = Bytes.ascii("hello");
        var fromClient = talk.clientContext().wrap(hello);
        var atServer = talk.serverContext().unwrap(fromClient.bytes());
        assertThat(atServer.bytes()).isEqualTo(hello);
        var fromServer = atServer.next().wrap(Bytes.ascii("to you"));
        var atClient = fromClient.next().unwrap(fromServer.bytes());
        assertThat(atClient.bytes()).isEqualTo(Bytes.ascii("to you"));
        var again = atClient.next().wrap(hello);
        assertThat(again.bytes()).isNotEqualTo(fromClient.bytes());
        assertThat(fromServer.next().unwrap(again.bytes()).bytes()).isEqualTo(hello);
        assertThat(fromServer.next().peer()).contains(new Identity("LAB", "alice"));
    }

    @Test
    void rawNtlmTakesThreeTokens() {
        var talk = talk(alice().begin(), server());
        assertThat(talk.titles).containsExactly("NTLM NEGOTIATE", "NTLM CHALLENGE", "NTLM AUTHENTICATE");
        exchangesSecrets(talk);
    }

    @Test
    void spnegoCarriesNtlmAsFirstChoiceWithMicsBothWays() {
        var talk = talk(
                new SpnegoInitiator(List.of(new Offer(Oid.NTLM, alice().begin()))).begin(),
                new SpnegoAcceptor(List.of(new Offer(Oid.NTLM, server()))).begin());
        assertThat(talk.titles)
                .containsExactly(
                        "SPNEGO NegTokenInit (NTLM NEGOTIATE)",
                        "SPNEGO NegTokenResp (NTLM CHALLENGE)",
                        "SPNEGO NegTokenResp (NTLM AUTHENTICATE, mechListMIC)",
                        "SPNEGO NegTokenResp (mechListMIC)");
        exchangesSecrets(talk);
    }

    /** Offered first and never chosen; its token is that of the capture. */
    private record Unwanted() implements PendingMechanism {
        @Override
        public Turn accept(Bytes peerToken) {
            var init = (NegTokenInit) NegToken.decode(NegTokenTest.captured().get(0));
            return Turn.send(this, init.mechToken().orElseThrow(), "");
        }
    }

    @Test
    void spnegoFallsBackToNtlmTokenByTokenAsFreeRdpDoes() {
        var talk = talk(freeRdp().begin(), new SpnegoAcceptor(List.of(new Offer(Oid.NTLM, server()))).begin());
        assertThat(talk.titles)
                .containsExactly(
                        "SPNEGO NegTokenInit (KRB5 TGT-REQ)",
                        "SPNEGO NegTokenResp (selects NTLM)",
                        "SPNEGO NegTokenResp (NTLM NEGOTIATE)",
                        "SPNEGO NegTokenResp (NTLM CHALLENGE)",
                        "SPNEGO NegTokenResp (NTLM AUTHENTICATE, mechListMIC)",
                        "SPNEGO NegTokenResp (mechListMIC)");
        assertThat(talk.tokens.subList(0, 2)).isEqualTo(NegTokenTest.captured().subList(0, 2));
        exchangesSecrets(talk);
    }

    private static SpnegoInitiator freeRdp() {
        return new SpnegoInitiator(List.of(
                new Offer(Oid.KRB5_USER_TO_USER, new Unwanted()),
                new Offer(Oid.KRB5, new Unwanted()),
                new Offer(Oid.NTLM, alice().begin())));
    }

    @Test
    void aServerTakesWhateverComesFirst() {
        var offers = List.of(new Offer(Oid.NTLM, server()));
        exchangesSecrets(talk(alice().begin(), new FirstTokenAcceptor(offers).begin()));
        exchangesSecrets(talk(freeRdp().begin(), new FirstTokenAcceptor(offers).begin()));
        var kerberos = NegTokenTest.captured().get(0);
        Bytes raw = ((NegTokenInit) NegToken.decode(kerberos)).mechToken().orElseThrow();
        assertThat(new FirstTokenAcceptor(offers, TokenForm.SPNEGO)
                        .begin()
                        .accept(raw)
                        .refusal())
                .hasValue(NtStatus.UNSUPPORTED_FUNCTION);
        assertThat(new FirstTokenAcceptor(offers).begin().accept(raw).refusal())
                .hasValue(NtStatus.UNSUPPORTED_FUNCTION);
    }

    @Test
    void aServerWithNothingInCommonRejects() {
        var init = NegTokenInit.of(List.of(Oid.KRB5), Bytes.of(1)).toBytes();
        var turn = new SpnegoAcceptor(List.of(new Offer(Oid.NTLM, server())))
                .begin()
                .accept(init);
        assertThat(turn.refusal()).hasValue(NtStatus.UNSUPPORTED_FUNCTION);
        assertThat(turn.title()).isEqualTo("SPNEGO NegTokenResp (reject)");
        var start = new SpnegoInitiator(List.of(new Offer(Oid.NTLM, alice().begin()))).begin();
        assertThat(start.accept(Bytes.EMPTY)
                        .next()
                        .accept(turn.token().orElseThrow())
                        .refusal())
                .hasValue(NtStatus.LOGON_DENIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "wonder-land1", ""})
    void aWrongPasswordIsRefused(String password) {
        var talk = talk(client("alice", password).begin(), server());
        assertThat(talk.server.refusal()).hasValue(NtStatus.LOGON_FAILURE);
        assertThat(talk.server.established()).isFalse();
    }

    @Test
    void anUnknownUserIsRefusedInTheSameWay() {
        assertThat(talk(client("mallory", "Wonder-Land1").begin(), server())
                        .server
                        .refusal())
                .hasValue(NtStatus.LOGON_FAILURE);
    }

    @Test
    void aWrongPasswordIsRefusedInSpnegoToo() {
        var talk = talk(
                new SpnegoInitiator(
                                List.of(new Offer(Oid.NTLM, client("alice", "x").begin())))
                        .begin(),
                new SpnegoAcceptor(List.of(new Offer(Oid.NTLM, server()))).begin());
        assertThat(talk.server.refusal()).hasValue(NtStatus.LOGON_FAILURE);
    }

    @Test
    void theCaseOfAUserNameDoesNotMatter() {
        talk(client("ALICE", "Wonder-Land1").begin(), server()).serverContext();
    }

    @Test
    void anAccountMayBeRefusedForItsState() {
        var expired = new NtlmAcceptor(
                        TARGET,
                        (domain, user) -> Optional.of(
                                NtlmAccount.of(Secret.of("Wonder-Land1")).refusedWith(0xC000_0071L)),
                        NtlmPolicy.DEFAULT,
                        NONCES,
                        NOW)
                .begin();
        assertThat(talk(alice().begin(), expired).server.refusal()).hasValue(0xC000_0071L);
        assertThat(talk(client("alice", "x").begin(), expired).server.refusal()).hasValue(NtStatus.LOGON_FAILURE);
    }

    /** Flips a bit of the MIC, or of the NEGOTIATE flags that the MIC covers. */
    private static Bytes tamper(Bytes token) {
        byte[] bytes = token.toArray();
        if (bytes[8] == 3) {
            bytes[72] ^= 1;
        }
        return Bytes.wrap(bytes);
    }

    @ParameterizedTest
    @EnumSource(MicRule.class)
    void aTamperedMicIsRefusedUnlessIgnored(MicRule rule) {
        var talk = talk(alice().begin(), server(NtlmPolicy.DEFAULT.withMic(rule)), MechanismPairTest::tamper);
        if (rule == MicRule.IGNORED) {
            exchangesSecrets(talk);
        } else {
            assertThat(talk.server.refusal()).hasValue(NtStatus.MESSAGE_ALTERED);
        }
    }

    @Test
    void aTamperedFirstMessageIsNoticed() {
        var talk = talk(alice().begin(), server(), token -> {
            byte[] bytes = token.toArray();
            bytes[32] ^= bytes[8] == 1 ? 1 : 0; // the version
            return Bytes.wrap(bytes);
        });
        assertThat(talk.server.refusal()).hasValue(NtStatus.MESSAGE_ALTERED);
    }

    @Test
    void withoutATimestampThereIsNoMic() {
        var policy = NtlmPolicy.DEFAULT.withTimestampSkew(Optional.empty());
        var talk = talk(alice().begin(), server(policy));
        var message = AuthenticateMessage.decode(talk.tokens.get(2));
        assertThat(message.mic()).contains(Bytes.zeros(16));
        assertThat(message.lmChallengeResponse()).isNotEqualTo(Bytes.zeros(24));
        exchangesSecrets(talk);
        assertThat(talk(alice().begin(), server(policy.withMic(MicRule.REQUIRED)))
                        .server
                        .refusal())
                .hasValue(NtStatus.MESSAGE_ALTERED);
    }

    @Test
    void targetInfoMayBeLeftOut() {
        var talk = talk(alice().begin(), server(NtlmPolicy.DEFAULT.withoutTargetInfo()));
        assertThat(ChallengeMessage.decode(talk.tokens.get(1)).targetInfo()).isEmpty();
        exchangesSecrets(talk);
    }

    @Test
    void theClockMayBeWrongAndTheClientTakesItOver() {
        var talk = talk(
                alice().begin(), server(NtlmPolicy.DEFAULT.withTimestampSkew(Optional.of(Duration.ofMinutes(-10)))));
        long expected = NOW - 10 * 60 * 10_000_000L;
        assertThat(ChallengeMessage.decode(talk.tokens.get(1))
                        .targetInfo()
                        .orElseThrow()
                        .timestamp())
                .hasValue(expected);
        var response = Ntlmv2Response.decode(
                AuthenticateMessage.decode(talk.tokens.get(2)).ntChallengeResponse());
        assertThat(response.challenge().timeStamp()).isEqualTo(expected);
        exchangesSecrets(talk);
    }

    @Test
    void theChallengeShowsTheServersNames() {
        var challenge =
                ChallengeMessage.decode(talk(alice().begin(), server()).tokens.get(1));
        var info = challenge.targetInfo().orElseThrow();
        assertThat(challenge.targetName()).isEqualTo("LAB");
        assertThat(info.name(AvPairs.NB_COMPUTER_NAME)).contains("SERVER");
        assertThat(info.name(AvPairs.DNS_DOMAIN_NAME)).contains("lab.example");
        assertThat(challenge.flags().has(NegotiateFlags.TARGET_TYPE_DOMAIN)).isTrue();
    }

    @Test
    void theClientTellsTargetAndChannel() {
        Bytes bindings = Bytes.fromHex("00112233445566778899aabbccddeeff");
        var bound = server(NtlmPolicy.DEFAULT.withChannelBindings(bindings));
        var talk = talk(alice().withChannelBindings(bindings).begin(), bound);
        var pairs = Ntlmv2Response.decode(
                        AuthenticateMessage.decode(talk.tokens.get(2)).ntChallengeResponse())
                .challenge()
                .avPairs();
        assertThat(pairs.name(AvPairs.TARGET_NAME)).contains("TERMSRV/server");
        assertThat(pairs.find(AvPairs.CHANNEL_BINDINGS)).contains(bindings);
        exchangesSecrets(talk);
        assertThat(talk(alice().begin(), bound).server.refusal()).hasValue(NtStatus.BAD_BINDINGS);
    }

    @Test
    void aChallengeTooLongToBeAnsweredIsRefused() {
        var midway = alice().begin().accept(Bytes.EMPTY).next();
        var flags = NegotiateFlags.CLIENT_DEFAULT;
        var pairs = AvPairs.EMPTY.withTimestamp(NOW);
        for (int id = 100; id < 163; id++) {
            pairs = pairs.with(id, Bytes.zeros(400));
        }
        var most = ChallengeMessage.of(flags, "X", Bytes.zeros(8), Optional.of(pairs), NtlmVersion.WINDOWS_10);
        assertThat(midway.accept(most.toBytes()).established()).isTrue();
        var long1 = pairs.with(100, Bytes.zeros(40_000));
        var tooLong = ChallengeMessage.of(flags, "X", Bytes.zeros(8), Optional.of(long1), NtlmVersion.WINDOWS_10);
        assertThatThrownBy(() -> midway.accept(tooLong.toBytes())).isInstanceOf(ProtocolViolationException.class);
        var many = pairs.with(99, Bytes.EMPTY);
        var tooMany = ChallengeMessage.of(flags, "X", Bytes.zeros(8), Optional.of(many), NtlmVersion.WINDOWS_10);
        assertThatThrownBy(() -> midway.accept(tooMany.toBytes())).isInstanceOf(ProtocolViolationException.class);
    }

    @Test
    void aTamperedSealIsRefused() {
        var talk = talk(alice().begin(), server());
        byte[] token = talk.clientContext().wrap(Bytes.ascii("secret")).bytes().toArray();
        token[token.length - 1] ^= 1;
        assertThatThrownBy(() -> talk.serverContext().unwrap(Bytes.wrap(token)))
                .isInstanceOfSatisfying(ProtocolViolationException.class, e -> assertThat(e.problem())
                        .isEqualTo(Problem.BAD_SIGNATURE));
    }

    @Test
    void aTamperedMechListMicIsRefused() {
        var client = new SpnegoInitiator(List.of(new Offer(Oid.NTLM, alice().begin()))).begin();
        var acceptor = new SpnegoAcceptor(List.of(new Offer(Oid.NTLM, server()))).begin();
        assertThatThrownBy(() -> talk(client, acceptor, token -> {
                    if (!TokenTitle.of(token).contains("mechListMIC")) {
                        return token;
                    }
                    byte[] bytes = token.toArray();
                    bytes[bytes.length - 6] ^= 1;
                    return Bytes.wrap(bytes);
                }))
                .isInstanceOfSatisfying(ProtocolViolationException.class, e -> assertThat(e.problem())
                        .isEqualTo(Problem.BAD_SIGNATURE));
    }

    @Test
    void aClientRefusesAChoiceItDidNotOffer() {
        var start = new SpnegoInitiator(List.of(new Offer(Oid.NTLM, alice().begin()))).begin();
        Bytes answer = NegTokenTest.captured().stream()
                .filter(t -> TokenTitle.of(t).equals("SPNEGO NegTokenResp (selects KRB5)"))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> start.accept(Bytes.EMPTY).next().accept(answer))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("was not offered");
    }

    @Test
    void aPendingContextSealsNothing() {
        assertThatThrownBy(() -> server().wrap(Bytes.EMPTY)).isInstanceOf(IllegalStateException.class);
        var midway = alice().begin().accept(Bytes.EMPTY).next();
        assertThatThrownBy(() -> midway.unwrap(Bytes.EMPTY)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void noDamagedTokenEndsInAnotherException() {
        long seed = 4178;
        System.out.println("damaged tokens: seed " + seed);
        var random = new Random(seed);
        var offers = List.of(new Offer(Oid.NTLM, server()));
        int whole = 0;
        for (int n = 0; n < 3000; n++) {
            int damagedTurn = random.nextInt(3);
            var count = new int[1];
            UnaryOperator<Bytes> underway = token -> {
                if (count[0]++ != damagedTurn) {
                    return token;
                }
                byte[] bytes = token.toArray();
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                return Bytes.wrap(bytes);
            };
            try {
                var client = n % 2 == 0 ? alice().begin() : freeRdp().begin();
                var talk = talk(client, new FirstTokenAcceptor(offers).begin(), underway);
                whole += talk.server.established() ? 1 : 0;
            } catch (ProtocolViolationException e) {
                assertThat(e).as("seed %d, round %d", seed, n).hasMessageContaining("credssp");
            }
        }
        assertThat(whole).isLessThan(2000); // raw NTLM has only two tokens of the client to damage
    }
}
