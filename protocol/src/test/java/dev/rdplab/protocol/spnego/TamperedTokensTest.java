package dev.rdplab.protocol.spnego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.credssp.NtStatus;
import dev.rdplab.protocol.ntlm.AuthenticateMessage;
import dev.rdplab.protocol.ntlm.AvPairs;
import dev.rdplab.protocol.ntlm.ChallengeMessage;
import dev.rdplab.protocol.ntlm.NegotiateFlags;
import dev.rdplab.protocol.ntlm.NtlmPolicy;
import dev.rdplab.protocol.ntlm.NtlmPolicy.MicRule;
import dev.rdplab.protocol.ntlm.NtlmVersion;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens that were changed on their way, and what protects them. */
class TamperedTokensTest extends Mechanisms {

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
        var talk = talk(alice().begin(), server(NtlmPolicy.DEFAULT.withMic(rule)), TamperedTokensTest::tamper);
        if (rule == MicRule.IGNORED) {
            exchangesSecrets(talk);
        } else {
            assertThat(talk.server().refusal()).hasValue(NtStatus.MESSAGE_ALTERED);
        }
    }

    @Test
    void aTamperedFirstMessageIsNoticed() {
        var talk = talk(alice().begin(), server(), token -> {
            byte[] bytes = token.toArray();
            bytes[32] ^= bytes[8] == 1 ? 1 : 0; // the version
            return Bytes.wrap(bytes);
        });
        assertThat(talk.server().refusal()).hasValue(NtStatus.MESSAGE_ALTERED);
    }

    @Test
    void withoutATimestampThereIsNoMic() {
        var policy = NtlmPolicy.DEFAULT.withTimestampSkew(Optional.empty());
        var talk = talk(alice().begin(), server(policy));
        var message = AuthenticateMessage.decode(talk.tokens().get(2));
        assertThat(message.mic()).contains(Bytes.zeros(16));
        assertThat(message.lmChallengeResponse()).isNotEqualTo(Bytes.zeros(24));
        exchangesSecrets(talk);
        assertThat(talk(alice().begin(), server(policy.withMic(MicRule.REQUIRED)))
                        .server()
                        .refusal())
                .hasValue(NtStatus.MESSAGE_ALTERED);
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
                whole += talk.server().established() ? 1 : 0;
            } catch (ProtocolViolationException e) {
                assertThat(e).as("seed %d, round %d", seed, n).hasMessageContaining("credssp");
            }
        }
        assertThat(whole).isLessThan(2000); // raw NTLM has only two tokens of the client to damage
    }
}
