package dev.rdplab.diagnosis.capture.tcp;

import dev.rdplab.diagnosis.capture.Notes;
import dev.rdplab.diagnosis.capture.net.Segment;
import dev.rdplab.diagnosis.capture.net.TooBig;
import dev.rdplab.diagnosis.capture.net.Unreachable;
import dev.rdplab.lab.export.HostPort;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Both directions of one connection while its packets come in. */
final class ConnectionBuilder {

    private static final int RDP_PORT = 3389;
    private static final int WELL_KNOWN = 1_024;
    private static final int MAX_TOO_BIG = 100;

    private final Notes notes = new Notes();
    private final StreamBuilder first; // from the end that sent the first packet
    private final StreamBuilder second;
    private final List<TooBig> tooBig = new ArrayList<>();
    private final long firstNanos;
    private final int firstPacket;
    private Unreachable unreachable;
    private long lastNanos;
    private int lastPacket;
    private StreamBuilder client; // null until a SYN tells

    ConnectionBuilder(Segment segment, Budget budget) {
        first = new StreamBuilder(segment.from(), budget, notes);
        second = new StreamBuilder(segment.to(), budget, notes);
        firstNanos = segment.nanos();
        firstPacket = segment.packet();
    }

    void add(Segment segment) {
        var from = segment.from().equals(first.address()) ? first : second;
        var to = from == first ? second : first;
        if (segment.syn() && client == null) {
            client = segment.ack() ? to : from;
        }
        if (from.sent(segment)) {
            to.acknowledged(segment);
        }
        lastNanos = Math.max(lastNanos, segment.nanos());
        lastPacket = segment.packet();
    }

    void add(TooBig message) {
        if (tooBig.size() < MAX_TOO_BIG) {
            tooBig.add(message);
        }
    }

    void add(Unreachable message) {
        unreachable = unreachable == null ? message : unreachable;
        lastNanos = Math.max(lastNanos, message.nanos());
    }

    /** Whether RDP goes on here, by the server's port or by first bytes. */
    RdpStart kind() {
        if (rdpPort()) {
            return RdpStart.YES;
        }
        var from = clientSide();
        var head = from.head(Wrapping.MOST);
        var back = (from == first ? second : first).head(Wrapping.MOST);
        if (head.isEmpty() && back.isEmpty()) {
            return hasData() ? RdpStart.NO : RdpStart.MAYBE;
        }
        var wrapping = Wrapping.of(head, back);
        var inside = RdpStart.of(head.slice(wrapping.client()));
        var answer = RdpStart.of(back.slice(Math.min(wrapping.server(), back.length())));
        if (inside == RdpStart.YES || answer == RdpStart.YES) {
            return RdpStart.YES;
        }
        if (!wrapping.name().isEmpty() || Wrapping.possible(head)) {
            return RdpStart.MAYBE;
        }
        return inside == RdpStart.NO || answer == RdpStart.NO ? RdpStart.NO : RdpStart.MAYBE;
    }

    /** The name of what else goes on here; empty where it is not known. */
    String otherName() {
        var from = clientSide();
        return OtherProtocol.of(from.head(16), (from == first ? second : first).head(16));
    }

    boolean hasData() {
        return first.hasData() || second.hasData();
    }

    boolean startsAnother(Segment syn) {
        var from = syn.from().equals(first.address()) ? first : second;
        return from.otherStart(syn) || first.ended() && second.ended();
    }

    void forget() {
        first.forget();
        second.forget();
    }

    void trim(int bytes) {
        first.trim(bytes);
        second.trim(bytes);
    }

    HostPort one() {
        return first.address();
    }

    HostPort other() {
        return second.address();
    }

    int firstPacket() {
        return firstPacket;
    }

    /** With a SYN, the server's port counts; without one either end's, unless the other has a port that servers have. */
    boolean rdpPort() {
        if (client != null) {
            return server().port() == RDP_PORT;
        }
        int one = first.address().port();
        int other = second.address().port();
        return one == RDP_PORT && (other >= WELL_KNOWN) || other == RDP_PORT && one >= WELL_KNOWN;
    }

    HostPort server() {
        return (clientSide() == first ? second : first).address();
    }

    private StreamBuilder clientSide() {
        if (client != null) {
            return client;
        }
        int byContent = speaksAsClient(first.head(6)) - speaksAsClient(second.head(6));
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
        int kind = head.get(5);
        if (head.get(0) == 22 && head.get(1) == 3) {
            return kind == 1 ? 1 : kind == 2 ? -1 : 0;
        }
        boolean tpkt = head.get(0) == 3 && head.get(1) == 0;
        return !tpkt ? 0 : kind == 0xe0 ? 1 : kind == 0xd0 ? -1 : 0;
    }

    TcpConnection finish(int number) {
        var from = clientSide();
        var to = from == first ? second : first;
        var wrapping = Wrapping.of(from.head(Wrapping.MOST), to.head(Wrapping.MOST_ANSWERS));
        if (!wrapping.name().isEmpty()) {
            notes.add("RDP inside " + wrapping.name() + ", whose " + wrapping.client() + " bytes are left out");
        }
        var clientSide = from.finish(lastNanos, wrapping.client(), to.segments() > 0);
        var serverSide = to.finish(lastNanos, wrapping.server(), from.segments() > 0);
        return new TcpConnection(
                number,
                client != null,
                clientSide,
                serverSide,
                firstNanos,
                lastNanos,
                lastPacket,
                tooBig,
                Optional.ofNullable(unreachable),
                notes.lines());
    }
}
