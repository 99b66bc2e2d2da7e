package dev.rdplab.diagnosis.capture.tcp;

import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Puts the bytes of one direction in order. The first copy of a byte counts, as it does for most receivers. */
final class KeptStream {

    /** Bytes of one stream that are kept at first: many times what a handshake takes. */
    static final int MAX_KEPT = 256 << 10;

    private static final int MAX_WAITING_BYTES = 128 << 10;
    private static final int MAX_HOLES = 1_000;
    private static final int RUN = 16; // bytes for which each run counts besides, so that tiny segments are bounded too

    private final Budget budget;
    private final List<Chunk> chunks = new ArrayList<>();
    private final TreeMap<Long, Chunk> waiting = new TreeMap<>(); // behind a hole
    private final List<Hole> holes = new ArrayList<>();
    private long next; // offset of the first byte that is not in place
    private int kept;
    private int waitingBytes;
    private int limit = MAX_KEPT;
    private boolean keepAll = true;
    private boolean keep = true;
    private boolean interesting = true;

    KeptStream(Budget budget) {
        this.budget = budget;
    }

    long next() {
        return next;
    }

    /** @param acknowledged bytes of the stream that the peer has */
    void place(Chunk run, long acknowledged) {
        if (!keep) {
            next = Math.max(next, run.end());
            return;
        }
        if (run.offset() > next) {
            hold(run, acknowledged);
            return;
        }
        put(run, false);
        drain(run);
    }

    private void put(Chunk run, boolean afterHole) {
        int skip = (int) Math.max(0, next - run.offset());
        if (skip >= run.length()) {
            return;
        }
        var fresh = skip == 0 ? run : run.from(skip);
        int weight = weight(fresh);
        if (keep && kept + weight <= limit && budget.take(cost(fresh)) && keep) {
            chunks.add(new Chunk(next, fresh.bytes(), fresh.length(), fresh.packet(), fresh.nanos(), afterHole));
            kept += weight;
        } else {
            stop();
        }
        next += fresh.length();
    }

    /** What waited for this run follows it, at the time of the later of both. */
    private void drain(Chunk filler) {
        while (!waiting.isEmpty() && waiting.firstKey() <= next) {
            var run = take();
            var later = run.packet() > filler.packet() ? run : filler;
            put(new Chunk(run.offset(), run.bytes(), run.length(), later.packet(), later.nanos(), false), false);
        }
    }

    private void hold(Chunk run, long acknowledged) {
        var there = waiting.get(run.offset());
        if (there != null && there.length() >= run.length()) {
            return;
        }
        if (there != null) {
            waiting.remove(run.offset());
            release(there);
        }
        if (!budget.take(cost(run))) {
            stop();
            return;
        }
        waitingBytes += cost(run);
        waiting.put(run.offset(), run);
        if (waitingBytes > MAX_WAITING_BYTES) {
            skipHole(true); // so much behind a hole: the capture lost it, not the network
        }
    }

    private Chunk take() {
        var entry = waiting.pollFirstEntry();
        release(entry.getValue());
        return entry.getValue();
    }

    private void release(Chunk run) {
        waitingBytes -= cost(run);
        budget.give(cost(run));
    }

    private void skipHole(boolean acknowledgedHole) {
        var run = take();
        if (holes.size() < MAX_HOLES) {
            holes.add(new Hole(next, run.offset() - next, acknowledgedHole));
        }
        next = run.offset();
        int last = chunks.isEmpty() ? 0 : chunks.get(chunks.size() - 1).packet();
        put(new Chunk(run.offset(), run.bytes(), run.length(), Math.max(last, run.packet()), run.nanos(), false), true);
        drain(run);
    }

    private void stop() {
        keepAll = false;
        keep = false;
        while (!waiting.isEmpty()) {
            next = Math.max(next, take().end());
        }
    }

    private static int weight(Chunk chunk) {
        return chunk.bytes().length() + RUN;
    }

    private static int cost(Chunk chunk) {
        return chunk.bytes().length() + Budget.OVERHEAD;
    }

    /** Keeps no more than the first bytes from now on. */
    void trim(int bytes) {
        limit = Math.min(limit, bytes);
        if (kept <= limit && waitingBytes <= limit) {
            return;
        }
        keep = false;
        keepAll = false;
        while (!waiting.isEmpty()) {
            next = Math.max(next, take().end());
        }
        while (kept > limit && !chunks.isEmpty()) {
            var last = chunks.remove(chunks.size() - 1);
            kept -= weight(last);
            budget.give(cost(last));
        }
    }

    void forget() {
        limit = 0;
        trim(0);
        interesting = false;
        holes.clear();
    }

    Bytes head(int most) {
        var parts = new ArrayList<Bytes>();
        int length = 0;
        for (var chunk : chunks) {
            if (chunk.afterHole() || length >= most) {
                break;
            }
            parts.add(chunk.bytes());
            length += chunk.bytes().length();
            if (chunk.missing() > 0) {
                break;
            }
        }
        return parts.isEmpty()
                ? Bytes.EMPTY
                : parts.size() == 1 ? parts.get(0) : Bytes.concat(parts.toArray(Bytes[]::new));
    }

    /**
     * @param sent bytes of the stream seen on the wire, or before the FIN that was
     * @param acknowledged bytes that the peer has
     * @param peerSeen without the peer's packets a hole is the capture's: nothing says that bytes were lost on the way
     */
    void finish(long sent, long acknowledged, boolean finished, boolean peerSeen) {
        while (!waiting.isEmpty() && (acknowledged > next || !peerSeen)) {
            skipHole(true);
        }
        if (!waiting.isEmpty()) {
            holes.add(new Hole(next, waiting.firstKey() - next, false));
        } else if (interesting) {
            tail(sent, acknowledged - (finished || acknowledged == sent + 1 ? 1 : 0)); // a FIN counts for one
        }
    }

    /** Bytes at the end of which the capture has only the FIN behind them, or the acknowledgment. */
    private void tail(long sent, long acknowledged) {
        long end = Math.max(sent, acknowledged);
        if (end > next) {
            holes.add(new Hole(next, end - next, true));
        }
    }

    /** @param prefix bytes at the begin that are left out */
    List<Chunk> chunks(int prefix) {
        if (prefix == 0) {
            return chunks;
        }
        var rest = new ArrayList<Chunk>();
        for (var chunk : chunks) {
            if (chunk.end() > prefix) {
                var cut = chunk.offset() >= prefix ? chunk : chunk.from((int) (prefix - chunk.offset()));
                rest.add(new Chunk(
                        cut.offset() - prefix, cut.bytes(), cut.length(), cut.packet(), cut.nanos(), cut.afterHole()));
            }
        }
        return rest;
    }

    boolean keptAll() {
        return keepAll;
    }

    List<Hole> holes() {
        return holes;
    }
}
