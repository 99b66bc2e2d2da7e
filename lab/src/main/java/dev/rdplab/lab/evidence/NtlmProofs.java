package dev.rdplab.lab.evidence;

import dev.rdplab.protocol.wire.Bytes;
import java.util.Arrays;
import java.util.HexFormat;

/** Blanks what an AUTHENTICATE_MESSAGE, [MS-NLMP] 2.2.1.3, proves the password with: it could be guessed from that. */
final class NtlmProofs {

    private static final byte[] START = HexFormat.of().parseHex("4e544c4d5353500003000000"); // signature, type 3
    private static final int LM_RESPONSE = 12;
    private static final int NT_RESPONSE = 20;
    private static final int SESSION_KEY = 52;
    private static final int FIXED = 64;
    private static final int MIC = 72;
    private static final int MIC_END = 88;

    /** NTProofStr; what follows in an NTLMv2 response is no secret. A response of version 1 is 24 bytes of proof. */
    private static final int PROOF = 16;

    private static final int VERSION_1 = 24;

    private NtlmProofs() {}

    /** The same bytes with the proofs, the session key and the MIC set to zero. */
    static Bytes blanked(Bytes message) {
        int at = Redaction.find(message, START, 0);
        if (at < 0) {
            return message;
        }
        byte[] bytes = message.toArray();
        for (; at >= 0; at = Redaction.find(message, START, at + 1)) {
            blank(bytes, at);
        }
        return Bytes.wrap(bytes);
    }

    private static void blank(byte[] bytes, int at) {
        if (bytes.length - at < FIXED) {
            Arrays.fill(bytes, Math.min(bytes.length, at + START.length), bytes.length, (byte) 0);
            return;
        }
        int nt = u16(bytes, at + NT_RESPONSE);
        long first = bytes.length;
        for (int field = LM_RESPONSE; field <= SESSION_KEY; field += 8) {
            first = u16(bytes, at + field) > 0 ? Math.min(first, u32(bytes, at + field + 4)) : first;
        }
        value(bytes, at, NT_RESPONSE, nt <= VERSION_1 ? nt : PROOF);
        value(bytes, at, LM_RESPONSE, u16(bytes, at + LM_RESPONSE));
        value(bytes, at, SESSION_KEY, u16(bytes, at + SESSION_KEY));
        if (first >= MIC_END) {
            Redaction.fill(bytes, at + MIC, MIC_END - MIC);
        }
    }

    private static void value(byte[] bytes, int message, int field, int length) {
        Redaction.fill(bytes, message + u32(bytes, message + field + 4), length);
    }

    private static int u16(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }

    private static long u32(byte[] bytes, int at) {
        return u16(bytes, at) | (long) u16(bytes, at + 2) << 16;
    }
}
