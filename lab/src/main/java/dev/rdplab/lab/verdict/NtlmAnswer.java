package dev.rdplab.lab.verdict;

import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.ntlm.AuthenticateMessage;
import dev.rdplab.protocol.ntlm.NtlmMessage;
import dev.rdplab.protocol.spnego.NegToken;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.List;
import java.util.Optional;

/** Which version of the NTLM response a client sent. */
final class NtlmAnswer {

    /** Bytes of an NTLMv1 response; NTLMv2's is longer, [MS-NLMP] 2.2.2.6 and 2.2.2.8. */
    private static final int VERSION_1 = 24;

    private NtlmAnswer() {}

    /** Whether the AUTHENTICATE message of a transcript carries an NTLMv1 response. */
    static boolean isVersion1(List<Transcript.Event> events) {
        return events.stream()
                .filter(event -> event.carries().contains("AUTHENTICATE"))
                .findFirst()
                .flatMap(event -> authenticate(event.bytes()))
                .filter(message -> message.ntChallengeResponse().length() == VERSION_1)
                .isPresent();
    }

    private static Optional<AuthenticateMessage> authenticate(Bytes frame) {
        try {
            var token = TsRequest.decode(frame).negoTokens().get(0);
            var raw = token.startsWith(NtlmMessage.SIGNATURE)
                    ? Optional.of(token)
                    : NegToken.decode(token).inner();
            return raw.filter(t -> t.startsWith(NtlmMessage.SIGNATURE)).map(AuthenticateMessage::decode);
        } catch (ProtocolViolationException | IndexOutOfBoundsException damaged) {
            return Optional.empty();
        }
    }
}
