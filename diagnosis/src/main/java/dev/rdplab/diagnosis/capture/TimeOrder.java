package dev.rdplab.diagnosis.capture;

import dev.rdplab.diagnosis.capture.file.CaptureSink;
import dev.rdplab.diagnosis.capture.file.CapturedPacket;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts packets in the order of their times where a file has them a little out of order, as a capture from several interfaces or
 * queues has. A time that lies farther back is a clock that was set: the order of the file stands then.
 */
final class TimeOrder implements CaptureSink {

    private static final int HELD = 16;
    private static final long LATE = 50_000_000; // nanoseconds

    private final CaptureSink sink;
    private final ArrayDeque<CapturedPacket> held = new ArrayDeque<>(); // by time
    private int passed;

    TimeOrder(CaptureSink sink) {
        this.sink = sink;
    }

    @Override
    public void packet(CapturedPacket packet) {
        if (!held.isEmpty() && packet.nanos() < held.peekLast().nanos() - LATE) {
            flush();
        }
        insert(packet);
        if (held.size() > HELD) {
            pass(held.poll());
        }
    }

    private void insert(CapturedPacket packet) {
        List<CapturedPacket> later = new ArrayList<>();
        while (!held.isEmpty() && held.peekLast().nanos() > packet.nanos()) {
            later.add(held.pollLast());
        }
        held.add(packet);
        for (int i = later.size() - 1; i >= 0; i--) {
            held.add(later.get(i));
        }
    }

    @Override
    public void tlsKeyLog(Bytes lines) {
        sink.tlsKeyLog(lines);
    }

    /** Passes on what is held; to be called behind the last packet. */
    void flush() {
        while (!held.isEmpty()) {
            pass(held.poll());
        }
    }

    private void pass(CapturedPacket packet) {
        passed++;
        boolean inPlace = packet.number() == passed;
        sink.packet(
                inPlace
                        ? packet
                        : new CapturedPacket(
                                passed, packet.nanos(), packet.linkType(), packet.bytes(), packet.originalLength()));
    }
}
