package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.der.TlvLength;
import dev.rdplab.protocol.rdstls.RdstlsPdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;

/** Finds the length of the next unit from its first bytes. */
public final class Framing {

    /** The first bytes of a frame that decide its length. */
    public static final int HEAD = 6;

    /** No frame may be longer: TPKT's and fast-path's own limit is below it, a TSRequest with a Kerberos PAC too. */
    public static final int MAX_FRAME = 128 * 1024;

    /** How many of the first bytes decide the length of such a frame, at most. */
    public static int lookedAt(Expectation expectation) {
        return expectation == Expectation.RDSTLS_FRAME || expectation == Expectation.ZERO_TERMINATED
                ? MAX_FRAME + 1
                : HEAD;
    }

    /** Not enough bytes yet. */
    public static final int UNKNOWN = -1;

    private Framing() {}

    /**
     * The length in bytes of the frame that begins with {@code head}, or {@link #UNKNOWN}.
     *
     * @param head the bytes at hand, at least one, of which at most {@link #lookedAt} are looked at
     * @throws ProtocolViolationException when no such frame can begin so
     */
    public static int frameLength(Expectation expectation, Stage stage, Bytes head) {
        return switch (expectation) {
            case TPKT_FRAME -> tpkt(stage, head);
            case RDP_FRAME -> (head.get(0) & 0x03) == 0 ? fastPath(stage, head) : tpkt(stage, head);
            case DER_FRAME -> der(stage, head);
            case FOUR_BYTES -> 4;
            case RDSTLS_FRAME -> rdstls(stage, head);
            case ZERO_TERMINATED -> zeroTerminated(stage, head);
            case TLS_READY, NOTHING -> UNKNOWN;
        };
    }

    private static int tpkt(Stage stage, Bytes head) {
        if (head.get(0) != 3) {
            throw wrong(
                    stage, "TPKT", "version", Problem.UNEXPECTED_VALUE, "0x" + hex(head.get(0)) + " instead of 0x03");
        }
        if (head.length() < 4) {
            return UNKNOWN;
        }
        int length = head.get(2) << 8 | head.get(3);
        if (length < 7) {
            throw wrong(stage, "TPKT", "length", Problem.LENGTH_OUT_OF_BOUNDS, length + ", at least 7");
        }
        return length;
    }

    private static int rdstls(Stage stage, Bytes head) {
        if (head.get(0) != RdstlsPdu.VERSION) {
            throw wrong(
                    stage,
                    "RDSTLS",
                    "Version",
                    Problem.UNEXPECTED_VALUE,
                    "0x" + hex(head.get(0)) + " instead of 0x" + hex(RdstlsPdu.VERSION));
        }
        return RdstlsPdu.length(head);
    }

    private static int zeroTerminated(Stage stage, Bytes head) {
        for (int at = 0; at < head.length(); at++) {
            if (head.get(at) == 0) {
                return at + 1;
            }
        }
        if (head.length() > MAX_FRAME) {
            throw wrong(stage, "RDS-AAD", "json", Problem.LIMIT_EXCEEDED, "no zero byte in " + MAX_FRAME);
        }
        return UNKNOWN;
    }

    private static int fastPath(Stage stage, Bytes head) {
        if (head.length() < 2) {
            return UNKNOWN;
        }
        int first = head.get(1);
        if ((first & 0x80) == 0) {
            return atLeast(stage, first, 2);
        }
        return head.length() < 3 ? UNKNOWN : atLeast(stage, (first & 0x7f) << 8 | head.get(2), 3);
    }

    private static int atLeast(Stage stage, int length, int least) {
        if (length < least) {
            throw wrong(stage, "FastPath", "length", Problem.LENGTH_OUT_OF_BOUNDS, length + ", at least " + least);
        }
        return length;
    }

    private static int der(Stage stage, Bytes head) {
        if (head.get(0) != 0x30) {
            throw wrong(
                    stage, "TSRequest", "tag", Problem.UNEXPECTED_VALUE, "0x" + hex(head.get(0)) + " instead of 0x30");
        }
        if (head.length() < 2) {
            return UNKNOWN;
        }
        int octets = TlvLength.octets(head.get(1));
        if (octets == 0) {
            throw wrong(stage, "TSRequest", "length", Problem.MALFORMED, "length form 0x" + hex(head.get(1)));
        }
        if (head.length() < 1 + octets) {
            return UNKNOWN;
        }
        long length = TlvLength.value(head.slice(1, 1 + octets));
        if (length > MAX_FRAME) {
            throw wrong(stage, "TSRequest", "length", Problem.LENGTH_OUT_OF_BOUNDS, length + ", at most " + MAX_FRAME);
        }
        return 1 + octets + (int) length;
    }

    private static String hex(int octet) {
        return Integer.toHexString(0x100 | octet).substring(1);
    }

    private static ProtocolViolationException wrong(
            Stage stage, String structure, String field, Problem problem, String detail) {
        return new ProtocolViolationException(stage, structure, field, 0, problem, detail);
    }
}
