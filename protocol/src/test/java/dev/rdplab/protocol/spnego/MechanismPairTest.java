package dev.rdplab.protocol.spnego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.credssp.NtStatus;
import dev.rdplab.protocol.ntlm.AuthenticateMessage;
import dev.rdplab.protocol.ntlm.AvPairs;
import dev.rdplab.protocol.ntlm.ChallengeMessage;
import dev.rdplab.protocol.ntlm.NegotiateFlags;
import dev.rdplab.protocol.ntlm.NtlmAcceptor;
import dev.rdplab.protocol.ntlm.NtlmAccount;
import dev.rdplab.protocol.ntlm.NtlmPolicy;
import dev.rdplab.protocol.ntlm.Ntlmv2Response;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Initiator and acceptor joined in memory. */
class MechanismPairTest extends Mechanisms {

    @Test
    void rawNtlmTakesThreeTokens() {
        var talk = talk(alice().begin(), server());
        assertThat(talk.titles()).containsExactly("NTLM NEGOTIATE", "NTLM CHALLENGE", "NTLM AUTHENTICATE");
        exchangesSecrets(talk);
    }

    @Test
    void spnegoCarriesNtlmAsFirstChoiceWithMicsBothWays() {
        var talk = talk(
                new SpnegoInitiator(List.of(new Offer(Oid.NTLM, alice().begin()))).begin(),
                new SpnegoAcceptor(List.of(new Offer(Oid.NTLM, server()))).begin());
        assertThat(talk.titles())
                .containsExactly(
                        "SPNEGO NegTokenInit (NTLM NEGOTIATE)",
                        "SPNEGO NegTokenResp (NTLM CHALLENGE)",
                        "SPNEGO NegTokenResp (NTLM AUTHENTICATE, mechListMIC)",
                        "SPNEGO NegTokenResp (mechListMIC)");
        exchangesSecrets(talk);
    }

    @Test
    void spnegoFallsBackToNtlmTokenByTokenAsFreeRdpDoes() {
        var talk = talk(freeRdp().begin(), new SpnegoAcceptor(List.of(new Offer(Oid.NTLM, server()))).begin());
        assertThat(talk.titles())
                .containsExactly(
                        "SPNEGO NegTokenInit (KRB5 TGT-REQ)",
                        "SPNEGO NegTokenResp (selects NTLM)",
                        "SPNEGO NegTokenResp (NTLM NEGOTIATE)",
                        "SPNEGO NegTokenResp (NTLM CHALLENGE)",
                        "SPNEGO NegTokenResp (NTLM AUTHENTICATE, mechListMIC)",
                        "SPNEGO NegTokenResp (mechListMIC)");
        assertThat(talk.tokens().subList(0, 2))
                .isEqualTo(NegTokenTest.captured().subList(0, 2));
        exchangesSecrets(talk);
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
        assertThat(talk.server().refusal()).hasValue(NtStatus.LOGON_FAILURE);
        assertThat(talk.server().established()).isFalse();
    }

    @Test
    void anUnknownUserIsRefusedInTheSameWay() {
        assertThat(talk(client("mallory", "Wonder-Land1").begin(), server())
                        .server()
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
        assertThat(talk.server().refusal()).hasValue(NtStatus.LOGON_FAILURE);
    }

    @Test
    void theCaseOfAUserNameDoesNotMatter() {
        talk(client("ALICE", "Wonder-Land1").begin(), server()).serverContext();
    }

    @Test
    void theTimeInTheChallengeIsThatOfItsMaking() {
        var clock = new AtomicLong(NOW);
        var waiting = new NtlmAcceptor(TARGET, ALICE, NtlmPolicy.DEFAULT, NONCES, clock::get).begin();
        clock.addAndGet(40_000_000);

        var challenge = ChallengeMessage.decode(
                waiting.accept(talk(alice().begin(), server()).tokens().get(0))
                        .token()
                        .orElseThrow());

        assertThat(challenge.targetInfo().orElseThrow().timestamp()).hasValue(NOW + 40_000_000);
    }

    @Test
    void anAccountMayBeRefusedForItsState() {
        var expired = new NtlmAcceptor(
                        TARGET,
                        (domain, user) -> Optional.of(
                                NtlmAccount.of(Secret.of("Wonder-Land1")).refusedWith(0xC000_0071L)),
                        NtlmPolicy.DEFAULT,
                        NONCES,
                        () -> NOW)
                .begin();
        assertThat(talk(alice().begin(), expired).server().refusal()).hasValue(0xC000_0071L);
        assertThat(talk(client("alice", "x").begin(), expired).server().refusal())
                .hasValue(NtStatus.LOGON_FAILURE);
    }

    @Test
    void targetInfoMayBeLeftOut() {
        var talk = talk(alice().begin(), server(NtlmPolicy.DEFAULT.withoutTargetInfo()));
        assertThat(ChallengeMessage.decode(talk.tokens().get(1)).targetInfo()).isEmpty();
        exchangesSecrets(talk);
    }

    @Test
    void theClockMayBeWrongAndTheClientTakesItOver() {
        var talk = talk(
                alice().begin(), server(NtlmPolicy.DEFAULT.withTimestampSkew(Optional.of(Duration.ofMinutes(-10)))));
        long expected = NOW - 10 * 60 * 10_000_000L;
        assertThat(ChallengeMessage.decode(talk.tokens().get(1))
                        .targetInfo()
                        .orElseThrow()
                        .timestamp())
                .hasValue(expected);
        var response = Ntlmv2Response.decode(
                AuthenticateMessage.decode(talk.tokens().get(2)).ntChallengeResponse());
        assertThat(response.challenge().timeStamp()).isEqualTo(expected);
        exchangesSecrets(talk);
    }

    @Test
    void theChallengeShowsTheServersNames() {
        var challenge =
                ChallengeMessage.decode(talk(alice().begin(), server()).tokens().get(1));
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
                        AuthenticateMessage.decode(talk.tokens().get(2)).ntChallengeResponse())
                .challenge()
                .avPairs();
        assertThat(pairs.name(AvPairs.TARGET_NAME)).contains("TERMSRV/server");
        assertThat(pairs.find(AvPairs.CHANNEL_BINDINGS)).contains(bindings);
        exchangesSecrets(talk);
        assertThat(talk(alice().begin(), bound).server().refusal()).hasValue(NtStatus.BAD_BINDINGS);
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
}
