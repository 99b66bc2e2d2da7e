package dev.rdplab.diagnosis.capture.tcp;

import dev.rdplab.protocol.wire.Bytes;

/** Whether the first bytes of a stream are those of RDP, by TPDU code, lengths and variable part, [MS-RDPBCGR] 2.2.1.1. */
enum RdpStart {
    YES,
    NO,
    /** Too few bytes to tell. */
    MAYBE;

    private static final int CONNECTION_REQUEST = 0xe0;
    private static final int CONNECTION_CONFIRM = 0xd0;
    private static final int DATA = 0xf0;
    private static final int HEADER = 11; // TPKT 4 + length indicator 1 + code 1 + references 4 + class 1
    private static final int NEGOTIATION = 8;
    private static final int CORRELATION = 36;

    static RdpStart of(Bytes head) {
        if (head.isEmpty()) {
            return MAYBE;
        }
        if (head.get(0) != 3 || head.length() > 1 && head.get(1) != 0) {
            return NO;
        }
        if (head.length() < 6) {
            return MAYBE;
        }
        int length = head.get(2) << 8 | head.get(3);
        return switch (head.get(5)) {
            case CONNECTION_REQUEST -> length == head.get(4) + 5 ? request(head, length) : NO;
            case CONNECTION_CONFIRM -> length == head.get(4) + 5 ? confirm(head, length) : NO;
            case DATA -> data(head);
            default -> NO;
        };
    }

    /** Empty, a cookie or routing token, an RDP Negotiation Request with or without correlation, or both. */
    private static RdpStart request(Bytes head, int length) {
        if (length == HEADER) {
            return YES;
        }
        if (head.length() < Math.min(length, HEADER + NEGOTIATION)) {
            return MAYBE;
        }
        int at = HEADER;
        int first = head.get(at);
        if (first != 1) {
            boolean cookie = matches(head, at, "Cookie: ") || matches(head, at, "tsv:") || matches(head, at, "mth:");
            return cookie ? YES : NO;
        }
        boolean fits = head.get(at + 2) == NEGOTIATION && head.get(at + 3) == 0;
        int rest = length - at - NEGOTIATION;
        return fits && (rest == 0 || rest == CORRELATION) ? YES : NO;
    }

    private static RdpStart confirm(Bytes head, int length) {
        if (length == HEADER) {
            return YES;
        }
        if (length != HEADER + NEGOTIATION) {
            return NO;
        }
        if (head.length() < length) {
            return MAYBE;
        }
        int type = head.get(HEADER);
        return (type == 2 || type == 3) && head.get(HEADER + 2) == NEGOTIATION && head.get(HEADER + 3) == 0 ? YES : NO;
    }

    /** X.224 Data with an MCS PDU: BER Connect-Initial or Connect-Response, or one of the domain PDUs that RDP uses. */
    private static RdpStart data(Bytes head) {
        if (head.length() < 8) {
            return MAYBE;
        }
        if (head.get(4) != 2 || head.get(6) != 0x80) {
            return NO;
        }
        int mcs = head.get(7);
        if (mcs == 0x7f) {
            return head.length() < 9 ? MAYBE : head.get(8) == 0x65 || head.get(8) == 0x66 ? YES : NO;
        }
        return switch (mcs & 0xfc) {
            case 0x64, 0x68 -> YES; // Send Data Request and Indication
            default -> NO;
        };
    }

    private static boolean matches(Bytes head, int at, String text) {
        for (int i = 0; i < text.length() && at + i < head.length(); i++) {
            if (head.get(at + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
