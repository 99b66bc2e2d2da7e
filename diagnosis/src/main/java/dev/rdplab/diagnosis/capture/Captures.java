package dev.rdplab.diagnosis.capture;

import dev.rdplab.diagnosis.capture.file.CaptureReader;
import dev.rdplab.diagnosis.capture.file.CaptureSink;
import dev.rdplab.diagnosis.capture.file.CapturedPacket;
import dev.rdplab.diagnosis.capture.net.NetSink;
import dev.rdplab.diagnosis.capture.net.Packets;
import dev.rdplab.diagnosis.capture.net.Segment;
import dev.rdplab.diagnosis.capture.net.TooBig;
import dev.rdplab.diagnosis.capture.net.Unreachable;
import dev.rdplab.diagnosis.capture.net.UpperPdu;
import dev.rdplab.diagnosis.capture.rebuild.Rebuilt;
import dev.rdplab.diagnosis.capture.tcp.TcpConnection;
import dev.rdplab.diagnosis.capture.tcp.TcpTable;
import dev.rdplab.lab.export.HostPort;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.protocol.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All RDP connections of a capture file.
 *
 * @param packets how many the file has
 * @param notes what could not be read of the file as a whole; each connection has its own
 * @param known false when the content is in no known format, as the only note says
 */
public record Captures(List<Rebuilt> connections, int packets, List<String> notes, boolean known) {

    private static final long JUMP = 3_600_000_000_000L; // nanoseconds without a packet: the clock, or another capture
    private static final int MAX_JUMPS = 1_000;
    private static final int MAX_EXPORTED = 100_000; // PDUs
    private static final int MAX_EXPORTED_BYTES = 64 << 20;

    public Captures {
        connections = List.copyOf(connections);
        notes = List.copyOf(notes);
    }

    /**
     * Reads a capture. Whatever its content, it throws nothing but the exception below.
     *
     * @param keys secrets besides those that the file may have in it
     * @throws IOException when the file cannot be read at all
     */
    public static Captures read(Path file, KeyLog keys) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return read(in, keys);
        }
    }

    /** As {@link #read(Path, KeyLog)}. */
    public static Captures read(InputStream in, KeyLog keys) throws IOException {
        var reading = new Reading();
        var ordered = new TimeOrder(reading);
        boolean known = CaptureReader.read(in, ordered, reading.notes);
        ordered.flush();
        return reading.finish(keys, known);
    }

    private record Ends(Set<HostPort> both) {
        static Ends of(HostPort one, HostPort other) {
            return new Ends(new HashSet<>(List.of(one, other))); // a damaged packet may go to its own sender
        }
    }

    /** What comes out of the packets, while they come. */
    private static final class Reading implements CaptureSink, NetSink {
        private final Notes notes = new Notes();
        private final Packets packets = new Packets(this, notes);
        private final TcpTable table = new TcpTable(notes);
        private final Map<Ends, List<UpperPdu>> exported = new LinkedHashMap<>();
        private KeyLog secrets = KeyLog.EMPTY;
        private final TreeMap<Integer, Long> jumps = new TreeMap<>(); // time before each, by the packet behind it
        private int exportedCount;
        private int exportedBytes;
        private int count;
        private long last;

        @Override
        public void packet(CapturedPacket packet) {
            count++;
            if (packet.nanos() - last > JUMP && last > 0 && jumps.size() < MAX_JUMPS) {
                jumps.put(packet.number(), last);
            }
            last = Math.max(last, packet.nanos());
            packets.packet(packet);
        }

        @Override
        public void tlsKeyLog(Bytes lines) {
            secrets = secrets.and(KeyLog.parse(lines.text(StandardCharsets.US_ASCII)));
        }

        @Override
        public boolean ignores(HostPort from, HostPort to) {
            return table.ignores(from, to);
        }

        @Override
        public void segment(Segment segment) {
            table.add(segment);
        }

        @Override
        public void upperPdu(UpperPdu pdu) {
            exportedBytes += pdu.bytes().length();
            if (++exportedCount > MAX_EXPORTED
                    || exportedBytes > MAX_EXPORTED_BYTES
                    || pdu.from().equals(pdu.to())) {
                notes.add("exported PDUs left out");
                exportedBytes -= pdu.bytes().length();
                return;
            }
            exported.computeIfAbsent(Ends.of(pdu.from(), pdu.to()), ends -> new ArrayList<>())
                    .add(pdu);
        }

        @Override
        public void unreachable(Unreachable message) {
            table.add(message);
        }

        @Override
        public void tooBig(TooBig message) {
            table.add(message);
        }

        private Captures finish(KeyLog keys, boolean known) {
            packets.finish();
            var all = keys.and(secrets);
            var connections = new ArrayList<Rebuilt>();
            for (var tcp : table.finish()) {
                connections.add(rebuilt(tcp, all));
            }
            for (var pdus : exported.values()) {
                connections.add(Rebuilt.of(connections.size() + 1, pdus, Optional.empty(), last));
            }
            return new Captures(connections, count, notes.lines(), known);
        }

        /** When the capture ended for a connection: a jump of the clock behind its last packet is no silence. */
        private long endFor(TcpConnection tcp) {
            var jump = jumps.higherEntry(tcp.lastPacket());
            return jump == null ? last : jump.getValue();
        }

        /** Where a connection stays encrypted but its PDUs were exported too, they are what it is told from. */
        private Rebuilt rebuilt(TcpConnection tcp, KeyLog keys) {
            long end = endFor(tcp);
            var rebuilt = Rebuilt.of(tcp, keys, end);
            var same =
                    exported.remove(Ends.of(tcp.client().address(), tcp.server().address()));
            boolean encrypted =
                    rebuilt.tls().filter(facts -> !facts.decrypted()).isPresent() && rebuilt.inferred();
            return same != null && encrypted
                    ? Rebuilt.of(tcp.number(), same, Optional.of(tcp), end).with(rebuilt.tls())
                    : rebuilt;
        }
    }
}
