package dev.rdplab.protocol.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.security.Rc4;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.Secret;
import org.junit.jupiter.api.Test;

/** The worked examples of [MS-NLMP] 4.2. */
class NlmpExamplesTest {

    private static final NtHash HASH = NtHash.of(Secret.of("Password"));
    private static final ResponseKey KEY = ResponseKey.of(HASH, "User", "Domain");
    private static final Bytes SERVER_CHALLENGE = Bytes.fromHex("0123456789abcdef");
    private static final Bytes CLIENT_CHALLENGE = Bytes.fromHex("aaaaaaaaaaaaaaaa");
    private static final Bytes RANDOM_SESSION_KEY = Bytes.fromHex("55555555555555555555555555555555");
    private static final Bytes PLAINTEXT = Bytes.utf16le("Plaintext");
    private static final AvPairs TARGET_INFO =
            AvPairs.EMPTY.withName(AvPairs.NB_DOMAIN_NAME, "Domain").withName(AvPairs.NB_COMPUTER_NAME, "Server");
    private static final Ntlmv2Response.ClientChallenge TEMP =
            new Ntlmv2Response.ClientChallenge(0, CLIENT_CHALLENGE, TARGET_INFO, Bytes.zeros(4));

    private static final Bytes CHALLENGE = Bytes.fromHex(
            """
            4e544c4d53535000 02000000 0c000c00 38000000 33828ae2 0123456789abcdef 0000000000000000
            24002400 44000000 060070170000000f 530065007200760065007200
            02000c0044006f006d00610069006e00 01000c00530065007200760065007200 00000000
            """);

    private static final Bytes AUTHENTICATE = Bytes.fromHex(
            """
            4e544c4d53535000 03000000 18001800 6c000000 54005400 84000000 0c000c00 48000000 08000800 54000000
            10001000 5c000000 10001000 d8000000 35828ae2 0501280a0000000f
            44006f006d00610069006e00 5500730065007200 43004f004d0050005500540045005200
            86c35097ac9cec102554764a57cccc19 aaaaaaaaaaaaaaaa
            68cd0ab851e51c96aabc927bebef6a1c
            0101000000000000 0000000000000000 aaaaaaaaaaaaaaaa 00000000
            02000c0044006f006d00610069006e00 01000c00530065007200760065007200 00000000 00000000
            c5dad2544fc9799094ce1ce90bc9d03e
            """);

    @Test
    void ntowfV1Of4221() {
        assertThat(HASH.reveal()).isEqualTo(Bytes.fromHex("a4f49c406510bdcab6824ee7c30fd852"));
    }

    @Test
    void challengeOf4223HasNoTargetInfo() {
        Bytes message = Bytes.fromHex(
                """
                4e544c4d53535000 02000000 0c000c00 38000000 338202e2 0123456789abcdef 0000000000000000
                0000000000000000 060070170000000f 530065007200760065007200
                """);
        var challenge = ChallengeMessage.decode(message);
        assertThat(challenge.targetName()).isEqualTo("Server");
        assertThat(challenge.targetInfo()).isEmpty();
        assertThat(challenge.toBytes()).isEqualTo(message);
    }

    @Test
    void sealsWith56BitsAndWithoutKeyExchangeAsIn4234() {
        var session = NtlmSession.of(
                Role.CLIENT, Bytes.fromHex("eb93429a8bd952f8b89c55b87f475edc"), new NegotiateFlags(0x820a_8233));
        assertThat(session.sendingSealKey()).isEqualTo(Bytes.fromHex("04dd7f014d8504d265a25cc86a3a7c06"));
        assertThat(session.sendingSignKey()).isEqualTo(Bytes.fromHex("60e799be5c72fc92922ae8ebe961fb8d"));
        assertThat(session.seal(PLAINTEXT).bytes())
                .isEqualTo(Bytes.fromHex("01000000ff2aeb52f681793a00000000" + "a02372f6530273f3aa1eb90190ce5200c99d"));
    }

    @Test
    void ntowfV2Of4241() {
        assertThat(KEY.reveal()).isEqualTo(Bytes.fromHex("0c868a403bfd7a93a3001ef22ef02e3f"));
    }

    @Test
    void responsesOf4242() {
        assertThat(TEMP.toBytes())
                .isEqualTo(
                        Bytes.fromHex(
                                """
                                0101000000000000 0000000000000000 aaaaaaaaaaaaaaaa 00000000
                                02000c0044006f006d00610069006e00 01000c00530065007200760065007200 00000000 00000000
                                """));
        var response = Ntlmv2Response.prove(KEY, SERVER_CHALLENGE, TEMP);
        assertThat(response.proof()).isEqualTo(Bytes.fromHex("68cd0ab851e51c96aabc927bebef6a1c"));
        assertThat(KEY.lmResponse(SERVER_CHALLENGE, CLIENT_CHALLENGE))
                .isEqualTo(Bytes.fromHex("86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa"));
    }

    @Test
    void sessionKeysOf4242() {
        Bytes proof = Ntlmv2Response.prove(KEY, SERVER_CHALLENGE, TEMP).proof();
        Bytes sessionBaseKey = KEY.sessionBaseKey(proof);
        assertThat(sessionBaseKey).isEqualTo(Bytes.fromHex("8de40ccadbc14a82f15cb0ad0de95ca3"));
        assertThat(Rc4.of(sessionBaseKey).apply(RANDOM_SESSION_KEY).data())
                .isEqualTo(Bytes.fromHex("c5dad2544fc9799094ce1ce90bc9d03e"));
    }

    @Test
    void challengeOf4243() {
        var challenge = ChallengeMessage.decode(CHALLENGE);
        assertThat(challenge.targetName()).isEqualTo("Server");
        assertThat(challenge.targetInfo()).contains(TARGET_INFO);
        assertThat(challenge.serverChallenge()).isEqualTo(SERVER_CHALLENGE);
        assertThat(challenge.flags().bits()).isEqualTo(0xe28a_8233);
        assertThat(challenge.version()).contains(new NtlmVersion(6, 0, 6000));
        assertThat(challenge.toBytes()).isEqualTo(CHALLENGE);
    }

    @Test
    void authenticateOf4243() {
        var message = AuthenticateMessage.decode(AUTHENTICATE);
        assertThat(message.domainName()).isEqualTo("Domain");
        assertThat(message.userName()).isEqualTo("User");
        assertThat(message.workstation()).isEqualTo("COMPUTER");
        assertThat(message.mic()).isEmpty();
        assertThat(message.encryptedRandomSessionKey()).isEqualTo(Bytes.fromHex("c5dad2544fc9799094ce1ce90bc9d03e"));
        assertThat(Ntlmv2Response.decode(message.ntChallengeResponse()))
                .isEqualTo(Ntlmv2Response.prove(KEY, SERVER_CHALLENGE, TEMP));
        assertThat(message.toBytes()).isEqualTo(AUTHENTICATE);
    }

    @Test
    void sealsAsIn4244() {
        var session = session(Role.CLIENT);
        assertThat(session.sendingSealKey()).isEqualTo(Bytes.fromHex("59f600973cc4960a25480a7c196e4c58"));
        assertThat(session.sendingSignKey()).isEqualTo(Bytes.fromHex("4788dc861b4782f35d43fd98fe1a2d39"));
        Bytes token = session.seal(PLAINTEXT).bytes();
        assertThat(token)
                .isEqualTo(Bytes.fromHex("010000007fb38ec5c55d497600000000" + "54e50165bf1936dc996020c1811b0f06fb5f"));
        assertThat(session(Role.SERVER).unseal(token).bytes()).isEqualTo(PLAINTEXT);
    }

    @Test
    void aSessionIsAValue() {
        var session = session(Role.CLIENT);
        Bytes first = session.seal(PLAINTEXT).bytes();
        assertThat(session.seal(PLAINTEXT).bytes()).isEqualTo(first);
        assertThat(session.seal(PLAINTEXT).next().seal(PLAINTEXT).bytes()).isNotEqualTo(first);
    }

    @Test
    void refusesWhatWasAlteredAnywhere() {
        Bytes token = session(Role.CLIENT).seal(PLAINTEXT).bytes();
        for (int at = 0; at < token.length(); at++) {
            byte[] altered = token.toArray();
            altered[at] ^= 1;
            assertThatThrownBy(() -> session(Role.SERVER).unseal(Bytes.wrap(altered)))
                    .isInstanceOfSatisfying(ProtocolViolationException.class, e -> assertThat(e.problem())
                            .isEqualTo(Problem.BAD_SIGNATURE));
        }
    }

    @Test
    void refusesWhatIsRepeated() {
        Bytes token = session(Role.CLIENT).seal(PLAINTEXT).bytes();
        var opened = session(Role.SERVER).unseal(token);
        assertThatThrownBy(() -> opened.next().unseal(token)).isInstanceOf(ProtocolViolationException.class);
    }

    private static NtlmSession session(Role role) {
        return NtlmSession.of(role, RANDOM_SESSION_KEY, new NegotiateFlags(0xe28a_8233));
    }
}
