package dev.rdplab.kerberos.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.credssp.NtStatus;
import dev.rdplab.protocol.credssp.Turn;
import dev.rdplab.protocol.handshake.SeededNonces;
import dev.rdplab.protocol.spnego.InitialContextToken;
import dev.rdplab.protocol.spnego.KrbErrorCode;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides against each other; the real programs are met in the captures and in the end-to-end tests. */
class KerberosMechanismTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.123456Z");

    private final SeededNonces nonces = new SeededNonces(7, "test");
    private final Tickets tickets = Tickets.of(nonces);
    private final ServiceTicket ticket = tickets.issue(Instant.parse("2026-11-22T11:00:00Z"));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 12, 28, 60, 400})
    void sealsBothWaysWhateverTheRotation(int rotation) {
        var pair = Pair.of(initiator(rotation), acceptor());

        for (int i = 0; i < 3; i++) {
            pair.carry(Bytes.ascii("to the server ".repeat(i * 7)));
            pair.carryBack(Bytes.ascii("to the client ".repeat(i * 7)));
        }
        assertThat(pair.server.peer()).contains(new Mechanism.Identity("LAB.EXAMPLE", "alice"));
    }

    @Test
    void signsBothWays() {
        var pair = Pair.of(initiator(28), acceptor());
        var list = Bytes.ascii("mechTypeList");

        var signed = pair.client.mic(list);
        var verified = pair.server.verifyMic(list, signed.bytes());
        var answered = verified.mic(list);
        signed.next().verifyMic(list, answered.bytes());

        assertThatThrownBy(() -> pair.server.verifyMic(Bytes.ascii("another"), signed.bytes()))
                .isInstanceOf(ProtocolViolationException.class);
        assertThatThrownBy(() -> verified.verifyMic(list, signed.bytes())).hasMessageContaining("out of order");
    }

    @Test
    void nothingAlteredIsOpened() {
        var pair = Pair.of(initiator(28), acceptor());
        Bytes sealed = pair.client.wrap(Bytes.ascii("secret")).bytes();

        for (int i = 0; i < sealed.length(); i++) {
            byte[] altered = sealed.toArray();
            altered[i] ^= 1;
            assertThatThrownBy(() -> pair.server.unwrap(Bytes.wrap(altered)))
                    .as("byte %s", i)
                    .isInstanceOf(ProtocolViolationException.class);
        }
    }

    @Test
    void garbageGivesNothingButViolationsAndErrors() {
        long seed = 20261122;
        var random = new Random(seed);
        Bytes good = initiator(28).accept(Bytes.EMPTY).token().orElseThrow();
        for (int i = 0; i < 3_000; i++) {
            byte[] token = good.toArray();
            for (int change = random.nextInt(4); change >= 0; change--) {
                token[random.nextInt(i % 2 == 0 ? token.length : 60)] = (byte) random.nextInt();
            }
            try {
                acceptor().accept(Bytes.wrap(token));
            } catch (ProtocolViolationException expected) {
                continue;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", token " + Bytes.wrap(token), e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-299, 0, 299})
    void clocksMayDifferByFiveMinutes(long seconds) {
        assertThat(answer(acceptor(NOW.plusSeconds(seconds))).established()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301})
    void clocksMayNotDifferByMore(long seconds) {
        var turn = answer(acceptor(NOW.plusSeconds(seconds)));

        assertThat(turn.refusal()).hasValue(NtStatus.LOGON_FAILURE);
        assertThat(error(turn)).isEqualTo(KrbErrorCode.KRB_AP_ERR_SKEW);
        assertThat(initiatorAfter(turn).refusal()).hasValue(KerberosStatus.TIME_SKEW);
    }

    @Test
    void anExpiredTicketIsRefused() {
        var old = tickets.issue(NOW.minus(Duration.ofHours(9)));

        assertThat(error(answer(old, acceptor()))).isEqualTo(KrbErrorCode.KRB_AP_ERR_TKT_EXPIRED);
    }

    @Test
    void aTicketOfTheFutureIsRefused() {
        var early = tickets.issue(NOW.plus(Duration.ofHours(1)));

        assertThat(error(answer(early, acceptor()))).isEqualTo(KrbErrorCode.KRB_AP_ERR_TKT_NYV);
    }

    @Test
    void aChangedKeyIsToldFromAnUnknownService() {
        var changed = new KerberosAcceptor(Tickets.of(nonces).keys(), NOW, nonces).begin();
        var nobody = new KerberosAcceptor(ServiceKeys.NONE, NOW, nonces).begin();

        assertThat(error(answer(changed))).isEqualTo(KrbErrorCode.KRB_AP_ERR_MODIFIED);
        assertThat(initiatorAfter(answer(changed)).refusal()).hasValue(KerberosStatus.WRONG_PRINCIPAL);
        assertThat(error(answer(nobody))).isEqualTo(KrbErrorCode.KRB_AP_ERR_NOT_US);
    }

    @Test
    void anAuthenticatorIsGoodOnce() {
        var seen = new HashSet<Bytes>();
        var settings = new KerberosAcceptor(tickets.keys(), NOW, nonces).withReplays(seen::add);
        Bytes token = initiator(28).accept(Bytes.EMPTY).token().orElseThrow();

        assertThat(settings.begin().accept(token).established()).isTrue();
        assertThat(error(settings.begin().accept(token))).isEqualTo(KrbErrorCode.KRB_AP_ERR_REPEAT);
    }

    @Test
    void aClientBoundToAnotherChannelIsRefusedAndOneBoundToNoneIsNot() {
        var settings =
                new KerberosAcceptor(tickets.keys(), NOW, nonces).withChannelBindings(Bytes.fromHex("11".repeat(16)));
        var kerberos = new KerberosInitiator(ticket, NOW, nonces);
        Bytes same = token(kerberos.withChannelBindings(Bytes.fromHex("11".repeat(16))));
        Bytes other = token(kerberos.withChannelBindings(Bytes.fromHex("22".repeat(16))));

        assertThat(settings.begin().accept(same).established()).isTrue();
        assertThat(settings.begin().accept(token(kerberos)).established()).isTrue();
        assertThat(error(settings.begin().accept(other))).isEqualTo(KrbErrorCode.KRB_AP_ERR_INAPP_CKSUM);
    }

    @Test
    void withoutATicketNothingBegins() {
        var failure = new KdcFailure(
                KdcFailure.Step.AS,
                Optional.of(KrbErrorCode.KDC_ERR_PREAUTH_FAILED),
                Optional.empty(),
                "wrong password");

        var turn = new KerberosInitiator(failure, NOW, nonces).begin().accept(Bytes.EMPTY);

        assertThat(turn.refusal()).hasValue(NtStatus.LOGON_DENIED);
        assertThat(turn.token()).isEmpty();
        assertThat(failure).hasToString("AS: KDC_ERR_PREAUTH_FAILED, wrong password");
    }

    @Test
    void userToUserSealsTheTicketWithTheServersSessionKey() {
        var tgt = tickets.issue(
                new Principal(PrincipalName.krbtgt("LAB.EXAMPLE"), "LAB.EXAMPLE"), tickets.serviceKey(), NOW);
        var acceptor = new KerberosAcceptor(ServiceKeys.NONE, NOW, nonces).withTgt(tgt);
        var client = new UserToUserInitiator(
                Tickets.SERVICE,
                (service, serviceTgt) -> {
                    assertThat(serviceTgt).isEqualTo(tgt.ticket());
                    return tickets.issue(service, tgt.sessionKey(), NOW);
                },
                new KerberosInitiator(KdcFailure.local("none"), NOW, nonces));

        var asked = client.begin().accept(Bytes.EMPTY);
        var shown = acceptor.begin().accept(asked.token().orElseThrow());
        var request = asked.next().accept(shown.token().orElseThrow());
        var reply = shown.next().accept(request.token().orElseThrow());
        var done = request.next().accept(reply.token().orElseThrow());

        assertThat(done.established()).isTrue();
        new Pair(done.next(), reply.next()).carry(Bytes.ascii("hello"));
        assertThat(asked.title() + ", " + shown.title() + ", " + request.title() + ", " + reply.title())
                .isEqualTo("KRB5 TGT-REQ, KRB5 TGT-REP, KRB5 AP-REQ, KRB5 AP-REP");
    }

    private Mechanism initiator(int rotation) {
        return new KerberosInitiator(ticket, Optional.empty(), GssFlags.CREDSSP, rotation, NOW, nonces).begin();
    }

    private Mechanism acceptor() {
        return acceptor(NOW);
    }

    private Mechanism acceptor(Instant now) {
        return new KerberosAcceptor(tickets.keys(), now, nonces).begin();
    }

    private Turn answer(Mechanism acceptor) {
        return answer(ticket, acceptor);
    }

    private Turn answer(ServiceTicket shown, Mechanism acceptor) {
        return acceptor.accept(token(new KerberosInitiator(shown, NOW, nonces)));
    }

    private Turn initiatorAfter(Turn turn) {
        return initiator(28).accept(Bytes.EMPTY).next().accept(turn.token().orElseThrow());
    }

    private static Bytes token(KerberosInitiator initiator) {
        return initiator.begin().accept(Bytes.EMPTY).token().orElseThrow();
    }

    private static KrbErrorCode error(Turn turn) {
        var token = InitialContextToken.decode(turn.token().orElseThrow());
        return KrbError.decode(token.message()).code();
    }

    /** Two established sides. */
    private static final class Pair {

        private Mechanism client;
        private Mechanism server;

        private Pair(Mechanism client, Mechanism server) {
            this.client = client;
            this.server = server;
        }

        static Pair of(Mechanism initiator, Mechanism acceptor) {
            var request = initiator.accept(Bytes.EMPTY);
            var reply = acceptor.accept(request.token().orElseThrow());
            var done = request.next().accept(reply.token().orElseThrow());
            assertThat(reply.established() && done.established()).isTrue();
            return new Pair(done.next(), reply.next());
        }

        void carry(Bytes message) {
            var sealed = client.wrap(message);
            var opened = server.unwrap(sealed.bytes());
            assertThat(opened.bytes()).isEqualTo(message);
            client = sealed.next();
            server = opened.next();
        }

        void carryBack(Bytes message) {
            var sealed = server.wrap(message);
            var opened = client.unwrap(sealed.bytes());
            assertThat(opened.bytes()).isEqualTo(message);
            server = sealed.next();
            client = opened.next();
        }
    }
}
