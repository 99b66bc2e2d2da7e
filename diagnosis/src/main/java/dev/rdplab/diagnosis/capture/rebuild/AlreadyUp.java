package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.diagnosis.capture.tcp.TcpConnection;
import dev.rdplab.diagnosis.capture.tcp.TcpSide;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.wire.Bytes;

/** A connection that was under way when the capture began: nothing is said of its handshake. */
final class AlreadyUp {

    private static final int HANDSHAKE = 22;

    private AlreadyUp() {}

    static boolean is(TcpConnection tcp) {
        boolean syn = tcp.client().syn().isPresent() || tcp.server().syn().isPresent();
        return !syn && !begins(tcp.client()) && !begins(tcp.server());
    }

    /** Whether a side's first bytes are those of a handshake: X.224, Connect-Initial or Connect-Response, or a Hello. */
    private static boolean begins(TcpSide side) {
        if (side.chunks().isEmpty()) {
            return false;
        }
        var head = side.chunks().get(0).bytes();
        if (head.length() < 6) {
            return false;
        }
        boolean hello = head.get(5) == 1 || head.get(5) == 2; // of the client or the server
        boolean tls = head.get(0) == HANDSHAKE && head.get(1) == 3 && head.get(2) <= 4 && hello;
        return tls || head.get(0) == 3 && head.get(1) == 0 && x224(head);
    }

    private static boolean x224(Bytes head) {
        int code = head.get(5);
        boolean connect = code == 0xe0 || code == 0xd0;
        return connect || code == 0xf0 && head.length() > 8 && head.get(7) == 0x7f;
    }

    static Outcome outcome(TcpConnection tcp) {
        var close = tcp.close();
        String bytes = tcp.client().told() + " bytes of the client and "
                + tcp.server().told() + " of the server in " + Conclusion.seconds(tcp.lastNanos() - tcp.firstNanos());
        Role by = close.map(TcpConnection.Close::by).orElse(null);
        String end = close.map(c -> "then " + (c.reset() ? "RST" : "FIN") + " of the " + c.by())
                .orElse("still up when the capture ends");
        return Outcome.of(EndingKind.ALREADY_UP, by)
                .detail("the connection was already up when the capture began; " + bytes + ", " + end);
    }
}
