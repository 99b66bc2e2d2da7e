package dev.rdplab.protocol.ntlm;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Field;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** One of the three messages, [MS-NLMP] 2.2.1. All integers are little-endian. */
public sealed interface NtlmMessage extends Pdu permits NegotiateMessage, ChallengeMessage, AuthenticateMessage {

    /** The first eight bytes of every message. */
    Bytes SIGNATURE = Bytes.ascii("NTLMSSP\0");

    int NEGOTIATE = 1;
    int CHALLENGE = 2;
    int AUTHENTICATE = 3;

    NegotiateFlags flags();

    /** Reads any of the three. @throws ProtocolViolationException naming the field that is wrong */
    static NtlmMessage decode(Bytes message) {
        return decode(message, field -> {});
    }

    /** As {@link #decode(Bytes)}. @param listener told of every field that was read, in order */
    static NtlmMessage decode(Bytes message, Consumer<Field> listener) {
        var head = WireReader.of(message, Stage.CREDSSP, "NTLM");
        signature(head);
        long type = head.u32le("MessageType");
        var in = WireReader.of(message, Stage.CREDSSP, "NTLM", listener);
        if (type == NEGOTIATE) {
            return NegotiateMessage.decode(in);
        } else if (type == CHALLENGE) {
            return ChallengeMessage.decode(in);
        } else if (type == AUTHENTICATE) {
            return AuthenticateMessage.decode(in);
        }
        throw head.violation("MessageType", Problem.UNKNOWN_VALUE, type);
    }

    /** Reads signature and type. */
    static void begin(WireReader in, int type) {
        signature(in);
        in.expectU32le("MessageType", type);
    }

    static WireWriter head(WireWriter out, int type) {
        return out.bytes("Signature", SIGNATURE).u32le("MessageType", type);
    }

    private static void signature(WireReader in) {
        Bytes signature = in.bytes("Signature", SIGNATURE.length());
        if (!signature.equals(SIGNATURE)) {
            throw in.violation("Signature", Problem.UNEXPECTED_VALUE, "0x" + signature.hex());
        }
    }

    /** How texts are written: the OEM code page is taken for Latin-1. */
    default Charset charset() {
        return flags().has(NegotiateFlags.UNICODE) ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1;
    }
}
