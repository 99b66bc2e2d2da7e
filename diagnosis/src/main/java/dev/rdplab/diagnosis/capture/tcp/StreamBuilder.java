package dev.rdplab.diagnosis.capture.tcp;

import dev.rdplab.diagnosis.capture.Notes;
import dev.rdplab.diagnosis.capture.net.Segment;
import dev.rdplab.lab.export.HostPort;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Follows the segments of one direction: numbers, acknowledgments, marks. Its bytes go to {@link KeptStream}. */
final class StreamBuilder {

    static final int MAX_RETRANSMISSIONS = 1_000;

    private static final long WINDOW = 16 << 20; // no receiver of a handshake offers more
    private static final long RESET_WINDOW = 1 << 20;

    private final HostPort address;
    private final Notes notes;
    private final KeptStream kept;
    private final Duplicates duplicates = new Duplicates();
    private final ReceiveWindow window = new ReceiveWindow();
    private final List<Retransmission> retransmissions = new ArrayList<>();
    private OptionalInt mss = OptionalInt.empty();
    private boolean sackPermitted;
    private boolean started;
    private long base; // sequence number of the stream's first byte
    private long highest;
    private long acknowledged;
    private long sackedTo;
    private int segments;
    private int syns;
    private int acks;
    private int retransmitted;
    private int largest;
    private long lastData;
    private Mark syn;
    private Mark lastSyn;
    private Mark fin;
    private Mark rst;

    StreamBuilder(HostPort address, Budget budget, Notes notes) {
        this.address = address;
        this.notes = notes;
        this.kept = new KeptStream(budget);
    }

    HostPort address() {
        return address;
    }

    /** What this end sent. @return false for a RST that no receiver heeds */
    boolean sent(Segment segment) {
        boolean copy = duplicates.isCopy(segment);
        if (!copy) {
            first(segment);
        }
        return copy || !segment.rst() || heeded(segment);
    }

    private void first(Segment segment) {
        segments++;
        acks += segment.ack() && !segment.rst() ? 1 : 0;
        window.seen(segment);
        if (segment.rst()) {
            reset(segment);
            return; // what stands in a reset is text for people, RFC 9293 section 3.5.3
        }
        if (!started && !segment.syn() && !segment.fin() && segment.payloadLength() <= 1) {
            return; // an ACK or a keep-alive: its number may be the one before the stream's next byte
        }
        long first = segment.syn() ? segment.sequence() + 1 & 0xffff_ffffL : segment.sequence();
        if (segment.syn()) {
            opened(segment, first);
        } else if (!started) {
            started(first);
        }
        long offset = offset(first);
        if (offset < -1 && syn == null) {
            return; // from before the capture began
        }
        if (offset < -1 || offset > highest + WINDOW) {
            notes.add("segments far outside the window, left out");
            return;
        }
        if (segment.payloadLength() > 0) {
            data(segment, offset);
        }
        if (segment.fin() && fin == null) {
            fin = new Mark(segment.packet(), segment.nanos(), offset + segment.payloadLength());
        }
    }

    private void opened(Segment segment, long first) {
        started(first);
        syns++;
        mss = segment.maximumSegmentSize();
        sackPermitted = segment.sackPermitted();
        lastSyn = new Mark(segment.packet(), segment.nanos(), 0);
        syn = syn == null ? lastSyn : syn;
    }

    /** A reset counts when its number is one that the receiver can expect, RFC 9293 section 3.5.3. */
    private void reset(Segment segment) {
        if (!heeded(segment)) {
            notes.add("a RST outside the window, which no receiver heeds");
            return;
        }
        if (rst == null) {
            rst = new Mark(segment.packet(), segment.nanos(), kept.next());
        }
    }

    private boolean heeded(Segment reset) {
        long at = started ? offset(reset.sequence()) : 0;
        return at >= acknowledged - 1 && at <= highest + RESET_WINDOW;
    }

    /** What the peer says of this stream. */
    void acknowledged(Segment fromPeer) {
        if (!fromPeer.ack() || fromPeer.syn() && !started) {
            return;
        }
        if (!started && !fromPeer.rst()) {
            started(fromPeer.acknowledgment());
        }
        if (!started) {
            return;
        }
        long told = offset(fromPeer.acknowledgment());
        acknowledged = told <= highest + (fromPeer.rst() ? RESET_WINDOW : WINDOW)
                ? Math.max(acknowledged, told)
                : acknowledged;
        for (var sack : fromPeer.sacks()) {
            long right = offset(sack.right());
            sackedTo = right <= highest + WINDOW ? Math.max(sackedTo, right) : sackedTo;
        }
    }

    private void started(long sequence) {
        if (!started) {
            started = true;
            base = sequence;
        }
    }

    /** Sequence numbers wrap; the offset nearest to the highest so far is meant. */
    private long offset(long sequence) {
        long near = Math.max(highest, acknowledged);
        return near + (int) (sequence - (base + near));
    }

    private void data(Segment segment, long offset) {
        int length = segment.payloadLength();
        largest = Math.max(largest, length);
        boolean probe = length <= 1 && offset == highest - 1; // a keep-alive repeats one byte
        if (offset + length <= highest && !probe) {
            retransmitted++;
            if (retransmissions.size() < MAX_RETRANSMISSIONS) {
                retransmissions.add(new Retransmission(segment.packet(), segment.nanos(), offset, length));
            }
        } else if (!probe) {
            lastData = segment.nanos();
        }
        highest = Math.max(highest, offset + length);
        if (segment.payload().length() < length) {
            notes.add("packets cut short by the capture (snap length)");
        }
        kept.place(
                new Chunk(offset, segment.payload(), length, segment.packet(), segment.nanos(), false), acknowledged);
    }

    /** The connection is of no interest: only count from here on. */
    void forget() {
        kept.forget();
        retransmissions.clear();
    }

    /** Keeps no more than the first bytes. */
    void trim(int bytes) {
        kept.trim(bytes);
    }

    /** The first bytes of the stream as far as they are in one piece, at most {@code most}; empty while there are none. */
    Bytes head(int most) {
        return kept.head(most);
    }

    boolean hasData() {
        return highest > 0;
    }

    boolean ended() {
        return fin != null || rst != null;
    }

    /** Whether this SYN begins another connection between the same ends. */
    boolean otherStart(Segment synSegment) {
        return started && (synSegment.sequence() + 1 & 0xffff_ffffL) != base;
    }

    int segments() {
        return segments;
    }

    /** Bytes that the stream is known to have; a FIN that was acknowledged is none. */
    private long told() {
        return Math.max(highest, fin == null ? acknowledged : Math.min(acknowledged, fin.offset()));
    }

    /**
     * @param end time of the connection's last packet
     * @param prefix bytes of a wrapping before RDP, which are left out
     * @param peerSeen packets of the other end are in the capture
     */
    TcpSide finish(long end, int prefix, boolean peerSeen) {
        long sent = fin == null ? highest : Math.max(highest, fin.offset());
        kept.finish(sent, acknowledged, fin != null, peerSeen);
        if (duplicates.count() > 0) {
            notes.add("duplicates: packets that stand twice in the capture, as a mirror port makes them");
        }
        return new TcpSide(
                address,
                mss,
                sackPermitted,
                segments,
                Optional.ofNullable(syn),
                Optional.ofNullable(lastSyn),
                syns,
                acks,
                Math.max(0, highest - prefix),
                Math.max(0, told() - prefix),
                Math.max(0, Math.min(acknowledged, highest) - prefix),
                sackedTo,
                largest,
                lastData,
                window.closedAtTheEnd(end),
                kept.chunks(prefix),
                kept.keptAll(),
                kept.holes(),
                retransmissions,
                retransmitted,
                Optional.ofNullable(fin),
                Optional.ofNullable(rst));
    }
}
