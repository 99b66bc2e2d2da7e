package dev.rdplab.diagnosis.capture.tcp;

import dev.rdplab.diagnosis.capture.Notes;
import dev.rdplab.diagnosis.capture.net.Segment;
import dev.rdplab.diagnosis.capture.net.TooBig;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Both directions of one connection while its packets come in. */
final class ConnectionBuilder {

    private static final int RDP_PORT = 3389;
    private static final int MAX_TOO_BIG = 100;

    private final Notes notes = new Notes();
    private final StreamBuilder first; // from whoever sent the first packet
    private final StreamBuilder second;
    private final List<TooBig> tooBig = new ArrayList<>();
    private final long firstNanos;
    private long lastNanos;
    private int lastPacket;
    private StreamBuilder client; // null until a SYN tells
    private boolean other;

    ConnectionBuilder(Segment segment, Budget budget) {

        first = new StreamBuilder(segment.from(), budget, notes);
        second = new StreamBuilder(segment.to(), budget, notes);
        firstNanos = segment.nanos();
    }

    void add(Segment segment) {
        var from = segment.from().equals(first.address()) ? first : second;
        var to = from == first ? second : first;
        if (segment.syn() && client == null) {
            client = segment.ack() ? to : from;
        }
        from.sent(segment);
        to.acknowledged(segment);
        lastNanos = Math.max(lastNanos, segment.nanos());
        lastPacket = segment.packet();
        if (!other && segment.payloadLength() > 0 && !maybeRdp()) {
            other = true;
            first.forget();
            second.forget();
        }
    }

    void add(TooBig message) {
        if (tooBig.size() < MAX_TOO_BIG) {
            tooBig.add(message);
        }
    }

    /** Something else than RDP goes on here, by port and first byte. */
    boolean other() {
        return other || !hasData() && !rdpPort();
    }

    boolean hasData() {
        return first.hasData() || second.hasData();
    }

    boolean startsAnother(Segment syn) {
        var from = syn.from().equals(first.address()) ? first : second;
        return from.otherStart(syn) || first.ended() && second.ended();
    }

    boolean rdpPort() {
        return first.address().port() == RDP_PORT || second.address().port() == RDP_PORT;
    }

    /** A port that only answered: with it, attempts that never got data can be told from other traffic. */
    int serverPort() {
        return (clientSide() == first ? second : first).address().port();
    }

    private boolean maybeRdp() {
        return rdpPort() || beginsLikeRdp(first.head()) || beginsLikeRdp(second.head());
    }

    private static boolean beginsLikeRdp(Bytes head) {
        return !head.isEmpty() && head.get(0) == 3 && (head.length() < 2 || head.get(1) == 0);
    }

    private StreamBuilder clientSide() {
        if (client != null) {
            return client;
        }
        int byContent = speaksAsClient(first.head()) - speaksAsClient(second.head());
        if (byContent != 0) {
            return byContent > 0 ? first : second;
        }
        int firstPort = first.address().port();
        int secondPort = second.address().port();
        return secondPort == RDP_PORT || firstPort != RDP_PORT && secondPort < firstPort ? first : second;
    }

    /** 1 for a Connection Request or ClientHello, -1 for their answers, 0 for what both may send. */
    private static int speaksAsClient(Bytes head) {
        if (head.length() < 6) {
            return 0;
        }
        boolean tls = head.get(0) == 22;
        int kind = head.get(5);
        if (tls ? kind == 1 : kind == 0xe0) {
            return 1;
        }
        return tls ? kind == 2 ? -1 : 0 : kind == 0xd0 ? -1 : 0;
    }

    TcpConnection finish(int number) {
        var from = clientSide();
        var to = from == first ? second : first;
        return new TcpConnection(
                number,
                client != null,
                from.finish(),
                to.finish(),
                firstNanos,
                lastNanos,
                lastPacket,
                tooBig,
                notes.lines());
    }
}
