package dev.rdplab.diagnosis.capture.tcp;

import dev.rdplab.diagnosis.capture.Notes;
import dev.rdplab.diagnosis.capture.net.Segment;
import dev.rdplab.lab.export.HostPort;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Puts the segments of one direction in order. The first copy of a byte counts, as it does for most receivers. */
final class StreamBuilder {

    /** Bytes of one stream that are kept: many times what a handshake takes. */
    static final int MAX_KEPT = 1 << 20;

    static final int MAX_RETRANSMISSIONS = 1_000;

    private static final int MAX_WAITING = 2_000; // segments behind a hole
    private static final int MAX_HOLES = 1_000;
    private static final long WINDOW = 16 << 20; // no receiver of a handshake offers more

    private record Waiting(Bytes bytes, int packet, long nanos) {}

    private final HostPort address;
    private final Budget budget;
    private final Notes notes;
    private final List<Chunk> chunks = new ArrayList<>();
    private final TreeMap<Long, Waiting> waiting = new TreeMap<>();
    private final List<Hole> holes = new ArrayList<>();
    private final List<Retransmission> retransmissions = new ArrayList<>();
    private OptionalInt mss = OptionalInt.empty();
    private boolean sackPermitted;
    private boolean started;
    private long base; // sequence number of the stream's first byte
    private long next; // offset of the first byte that is not in place
    private long highest;
    private long acknowledged;
    private long sackedTo;
    private int kept;
    private int waitingBytes;
    private boolean keepAll = true;
    private boolean keep = true;
    private int segments;
    private int syns;
    private int retransmitted;
    private int largest;
    private Mark syn;
    private Mark fin;
    private Mark rst;

    StreamBuilder(HostPort address, Budget budget, Notes notes) {
        this.address = address;
        this.budget = budget;
        this.notes = notes;
    }

    HostPort address() {
        return address;
    }

    /** What this end sent. */
    void sent(Segment segment) {
        segments++;
        if (segment.rst()) {
            if (rst == null) {
                rst = new Mark(segment.packet(), segment.nanos(), next);
            }
            return; // what stands in a reset is text for people, RFC 9293 section 3.5.3
        }
        long first = segment.syn() ? segment.sequence() + 1 & 0xffff_ffffL : segment.sequence();
        if (segment.syn()) {
            started(first);
            syns++;
            mss = segment.maximumSegmentSize();
            sackPermitted = segment.sackPermitted();
            syn = syn == null ? new Mark(segment.packet(), segment.nanos(), 0) : syn;
        } else if (!started) {
            started(first);
        }
        long offset = offset(first);
        if (offset < -1 || offset > next + WINDOW) {
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

    /** What the peer says of this stream. */
    void acknowledged(Segment fromPeer) {
        if (!fromPeer.ack() || fromPeer.rst() || fromPeer.syn() && !started) {
            return;
        }
        if (!started) {
            started(fromPeer.acknowledgment());
        }
        acknowledged = Math.max(acknowledged, bounded(offset(fromPeer.acknowledgment())));
        for (var sack : fromPeer.sacks()) {
            sackedTo = Math.max(sackedTo, bounded(offset(sack.right())));
        }
    }

    private long bounded(long offset) {
        return offset > highest + WINDOW ? 0 : offset;
    }

    private void started(long sequence) {
        if (!started) {
            started = true;
            base = sequence;
        }
    }

    /** Sequence numbers wrap; the offset nearest to the highest so far is meant. */
    private long offset(long sequence) {
        return highest + (int) (sequence - (base + highest));
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
        }
        highest = Math.max(highest, offset + length);
        if (segment.payload().length() < length) {
            notes.add("packets cut short by the capture");
        }
        place(offset, new Waiting(segment.payload(), segment.packet(), segment.nanos()));
    }

    private void place(long offset, Waiting run) {
        if (!keep) {
            next = Math.max(next, offset + run.bytes.length());
            return;
        }
        long skip = Math.max(0, next - offset);
        if (skip >= run.bytes.length()) {
            return;
        }
        var fresh = skip == 0 ? run : new Waiting(run.bytes.slice((int) skip), run.packet, run.nanos);
        if (offset + skip > next) {
            hold(offset, fresh);
            return;
        }
        append(fresh.bytes, run.packet, run.nanos, false);
        while (!waiting.isEmpty() && waiting.firstKey() <= next) {
            var entry = take();
            int overlap =
                    (int) Math.min(next - entry.getKey(), entry.getValue().bytes.length());
            var rest = entry.getValue().bytes.slice(overlap);
            if (!rest.isEmpty()) {
                var later = entry.getValue().packet > run.packet ? entry.getValue() : run;
                append(rest, later.packet, later.nanos, false);
            }
        }
    }

    private void hold(long offset, Waiting run) {
        var there = waiting.get(offset);
        if (there != null && there.bytes.length() >= run.bytes.length()) {
            return;
        }
        waitingBytes += run.bytes.length() - (there == null ? 0 : there.bytes.length());
        waiting.put(offset, run);
        if (waiting.size() > MAX_WAITING || waitingBytes > MAX_KEPT) {
            skipHole(true); // so much behind a hole: the capture lost it, not the network
        }
    }

    private Map.Entry<Long, Waiting> take() {
        var entry = waiting.pollFirstEntry();
        waitingBytes -= entry.getValue().bytes.length();
        return entry;
    }

    private void skipHole(boolean acknowledgedHole) {
        var entry = take();
        if (holes.size() < MAX_HOLES) {
            holes.add(new Hole(next, entry.getKey() - next, acknowledgedHole));
        }
        next = entry.getKey();
        var run = entry.getValue();
        int last = chunks.isEmpty() ? 0 : chunks.get(chunks.size() - 1).packet();
        append(run.bytes, Math.max(last, run.packet), run.nanos, true);
        while (!waiting.isEmpty() && waiting.firstKey() <= next) {
            var following = take();
            place(following.getKey(), following.getValue());
        }
    }

    private void append(Bytes bytes, int packet, long nanos, boolean afterHole) {
        if (keep && kept + bytes.length() <= MAX_KEPT && budget.take(bytes.length())) {
            chunks.add(new Chunk(next, bytes, packet, nanos, afterHole));
            kept += bytes.length();
        } else {
            keepAll = false;
            keep = false;
            waiting.clear();
            waitingBytes = 0;
        }
        next += bytes.length();
    }

    /** The connection is of no interest: only count from here on. */
    void forget() {
        budget.give(kept);
        chunks.clear();
        waiting.clear();
        waitingBytes = 0;
        keep = false;
        keepAll = false;
    }

    /** The first bytes of the stream, empty while there are none. */
    Bytes head() {
        return chunks.isEmpty() ? Bytes.EMPTY : chunks.get(0).bytes();
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

    TcpSide finish() {
        while (!waiting.isEmpty() && acknowledged > next) {
            skipHole(true);
        }
        long seen = highest + (fin == null ? 0 : 1);
        if (!waiting.isEmpty()) {
            holes.add(new Hole(next, waiting.firstKey() - next, false));
        } else if (acknowledged > seen) {
            holes.add(new Hole(highest, acknowledged - seen, true));
        }
        return new TcpSide(
                address,
                mss,
                sackPermitted,
                segments,
                Optional.ofNullable(syn),
                syns,
                highest,
                Math.min(acknowledged, Math.max(highest, 0)),
                sackedTo,
                largest,
                chunks,
                keepAll,
                holes,
                retransmissions,
                retransmitted,
                Optional.ofNullable(fin),
                Optional.ofNullable(rst));
    }
}
