package dev.rdplab.protocol.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.credssp.PublicKeyBinding;
import dev.rdplab.protocol.credssp.TsCredentials;
import dev.rdplab.protocol.credssp.TsPasswordCreds;
import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.security.Digests;
import dev.rdplab.protocol.security.Rc4;
import dev.rdplab.protocol.spnego.NegToken;
import dev.rdplab.protocol.spnego.NegTokenInit;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Field;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.protocol.wire.WireWriter;
import dev.rdplab.testkit.Capture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what FreeRDP and gss-ntlmssp put on the wire. */
class CapturedNtlmTest {

    /** Every NTLM message in any capture, wherever it stands in its PDU. */
    static List<Bytes> messages() {
        return Capture.NAMES.stream()
                .map(Capture::load)
                .flatMap(c -> c.rows().stream())
                .filter(r -> r.stage().equals("credssp") || r.stage().equals("gss"))
                .flatMap(r -> ntlm(Bytes.copyOf(r.bytes())))
                .toList();
    }

    /** The token of a TSRequest or, in SPNEGO, the octet string around the signature. */
    private static Stream<Bytes> ntlm(Bytes pdu) {
        int at = pdu.hex().indexOf(NtlmMessage.SIGNATURE.hex()) / 2;
        if (at == 0 && !pdu.startsWith(NtlmMessage.SIGNATURE)) {
            return Stream.empty();
        }
        if (at == 0) {
            return Stream.of(pdu);
        }
        int length = pdu.get(at - 2) == 0x81
                ? pdu.get(at - 1)
                : pdu.get(at - 3) == 0x82 ? pdu.get(at - 2) << 8 | pdu.get(at - 1) : pdu.get(at - 1);
        return Stream.of(pdu.slice(at, at + length));
    }

    @Test
    void thereAreMessagesOfAllTypes() {
        assertThat(messages().stream().map(m -> m.get(8)))
                .hasSizeGreaterThan(40)
                .contains(1, 2, 3);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void isWrittenAgainByteForByte(Bytes message) {
        var read = new ArrayList<Field>();
        var decoded = NtlmMessage.decode(message, read::add);
        var out = WireWriter.recording();
        decoded.encode(out);
        assertThat(out.toBytes()).isEqualTo(message);
        assertThat(out.fields()).isEqualTo(read);
        if (decoded instanceof AuthenticateMessage authenticate) {
            Bytes response = authenticate.ntChallengeResponse();
            assertThat(Ntlmv2Response.decode(response).toBytes()).isEqualTo(response);
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void refusesEveryPrefixAndATrailingByte(Bytes message) {
        for (int length = 0; length < message.length(); length++) {
            Bytes prefix = message.slice(0, length);
            assertThatThrownBy(() -> NtlmMessage.decode(prefix)).isInstanceOf(ProtocolViolationException.class);
        }
        assertThatThrownBy(() -> NtlmMessage.decode(Bytes.concat(message, Bytes.of(0))))
                .isInstanceOf(ProtocolViolationException.class);
    }

    @Test
    void neverFailsInAnotherWay() {
        long seed = 20261122;
        var random = new Random(seed);
        for (Bytes message : messages()) {
            for (int n = 0; n < 300; n++) {
                byte[] mutated = message.toArray();
                for (int k = random.nextInt(3); k >= 0; k--) {
                    mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
                }
                Bytes bytes = Bytes.wrap(mutated);
                try {
                    var decoded = NtlmMessage.decode(bytes);
                    assertThat(decoded.toBytes()).as("seed %d", seed).isEqualTo(bytes);
                } catch (ProtocolViolationException e) {
                    assertThat(e).hasMessageContaining("credssp");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xf_shadow_nla_ok",
                "xf_shadow_nla_tls12",
                "xf3_shadow_nla_ok",
                "xf3_shadow_nla_tls12",
                "xf3_hybridex_ok",
                "xf3_hybridex_denied"
            })
    void provesAndDecryptsAWholeAuthentication(String name) {
        var capture = Capture.load(name);
        Bytes negotiate = request(capture, 3).negoTokens().get(0);
        Bytes challengeToken = request(capture, 4).negoTokens().get(0);
        var third = request(capture, 5);
        var challenge = ChallengeMessage.decode(challengeToken);
        var message = AuthenticateMessage.decode(third.negoTokens().get(0));
        var response = Ntlmv2Response.decode(message.ntChallengeResponse());
        var key = ResponseKey.of(NtHash.of(Secret.of("Wonder-Land1")), message.userName(), message.domainName());
        assertThat(Ntlmv2Response.prove(key, challenge.serverChallenge(), response.challenge()))
                .isEqualTo(response);

        Bytes exported = Rc4.of(key.sessionBaseKey(response.proof()))
                .apply(message.encryptedRandomSessionKey())
                .data();
        Bytes unsigned = AuthenticateMessage.withMic(third.negoTokens().get(0), Bytes.zeros(16));
        assertThat(response.challenge().avPairs().flags()).isEqualTo(AvPairs.FLAG_MIC);
        assertThat(message.mic()).contains(Digests.hmacMd5(exported, negotiate, challengeToken, unsigned));

        var binding = new PublicKeyBinding(6, publicKey(capture), third.clientNonce());
        var server = NtlmSession.of(Role.SERVER, exported, message.flags());
        var client = NtlmSession.of(Role.CLIENT, exported, message.flags());
        var fromClient = server.unseal(third.pubKeyAuth().orElseThrow());
        assertThat(fromClient.bytes()).isEqualTo(binding.clientToServer());
        Bytes reply = request(capture, 6).pubKeyAuth().orElseThrow();
        assertThat(client.unseal(reply).bytes()).isEqualTo(binding.serverToClient());
        assertThat(fromClient.next().seal(binding.serverToClient()).bytes()).isEqualTo(reply);
        Bytes credentials = fromClient
                .next()
                .unseal(request(capture, 7).authInfo().orElseThrow())
                .bytes();
        var expected = new TsCredentials.Password(new TsPasswordCreds("", "alice", Secret.of("Wonder-Land1")));
        assertThat(TsCredentials.decode(credentials)).isEqualTo(expected);
        assertThat(expected.toBytes()).isEqualTo(credentials);
    }

    /** [MS-SPNG]: the cipher begins anew after the mechListMIC, the sequence number does not. */
    @Test
    void provesAndDecryptsNtlmInsideSpnego() {
        var capture = Capture.load("xf3_spnego_ntlm");
        Bytes mechTypes = NegTokenInit.mechTypeList(((NegTokenInit) negotiation(capture, 3)).mechTypes());
        var challenge = ChallengeMessage.decode(negotiation(capture, 6).inner().orElseThrow());
        var fromClient = negotiation(capture, 7);
        var message = AuthenticateMessage.decode(fromClient.inner().orElseThrow());
        var response = Ntlmv2Response.decode(message.ntChallengeResponse());
        var key = ResponseKey.of(NtHash.of(Secret.of("Wonder-Land1")), message.userName(), message.domainName());
        assertThat(message.domainName()).isEqualTo("LAB.EXAMPLE");
        assertThat(Ntlmv2Response.prove(key, challenge.serverChallenge(), response.challenge()))
                .isEqualTo(response);
        Bytes exported = Rc4.of(key.sessionBaseKey(response.proof()))
                .apply(message.encryptedRandomSessionKey())
                .data();
        var server = new NtlmEstablished(NtlmSession.of(Role.SERVER, exported, message.flags()), Optional.empty())
                .verifyMic(mechTypes, fromClient.mechListMic().orElseThrow());
        var signed = server.mic(mechTypes);
        assertThat(signed.bytes())
                .isEqualTo(negotiation(capture, 8).mechListMic().orElseThrow());

        var pubKeyAuth = request(capture, 9);
        var binding = new PublicKeyBinding(6, publicKey(capture), pubKeyAuth.clientNonce());
        var opened = signed.next().unwrap(pubKeyAuth.pubKeyAuth().orElseThrow());
        assertThat(opened.bytes()).isEqualTo(binding.clientToServer());
        var reply = opened.next().wrap(binding.serverToClient());
        assertThat(reply.bytes()).isEqualTo(request(capture, 10).pubKeyAuth().orElseThrow());
        var credentials = reply.next().unwrap(request(capture, 11).authInfo().orElseThrow());
        assertThat(TsCredentials.decode(credentials.bytes()))
                .isEqualTo(new TsCredentials.Password(
                        new TsPasswordCreds("LAB.EXAMPLE", "alice", Secret.of("Wonder-Land1"))));
    }

    private static NegToken negotiation(Capture capture, int seq) {
        return NegToken.decode(request(capture, seq).negoTokens().get(0));
    }

    private static TsRequest request(Capture capture, int seq) {
        return TsRequest.decode(Bytes.copyOf(capture.row(1, seq).bytes()));
    }

    private static Bytes publicKey(Capture capture) {
        byte[] certificate = capture.hexAfter("channel binding):").orElseThrow();
        return Bytes.copyOf(Certificate.getInstance(certificate)
                .getSubjectPublicKeyInfo()
                .getPublicKeyData()
                .getOctets());
    }
}
