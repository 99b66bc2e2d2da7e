package dev.rdplab.diagnosis.capture.tcp;

import dev.rdplab.diagnosis.capture.Notes;
import dev.rdplab.diagnosis.capture.net.Segment;
import dev.rdplab.diagnosis.capture.net.TooBig;
import dev.rdplab.lab.export.HostPort;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sorts segments into connections and keeps those that can be RDP. */
public final class TcpTable {

    /** Connections that are kept; later ones are counted. */
    public static final int MAX_CONNECTIONS = 4_096;

    private static final int MAX_OTHERS = 65_536;
    private static final long MAX_BYTES = 128L << 20;

    private record Ends(HostPort one, HostPort other) {

        static Ends of(HostPort a, HostPort b) {
            return before(a, b) ? new Ends(a, b) : new Ends(b, a);
        }

        private static boolean before(HostPort a, HostPort b) {
            if (a.port() != b.port()) {
                return a.port() < b.port();
            }
            Bytes left = a.address();
            Bytes right = b.address();
            for (int i = 0; i < Math.min(left.length(), right.length()); i++) {
                if (left.get(i) != right.get(i)) {
                    return left.get(i) < right.get(i);
                }
            }
            return left.length() < right.length();
        }
    }

    private final Notes notes;
    private final Budget budget = new Budget(MAX_BYTES);
    private final Map<Ends, ConnectionBuilder> current = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Ends, ConnectionBuilder> eldest) {
            return size() > MAX_OTHERS;
        }
    };
    private final List<ConnectionBuilder> all = new ArrayList<>();
    private int others;

    public TcpTable(Notes notes) {
        this.notes = notes;
    }

    public void add(Segment segment) {
        var ends = Ends.of(segment.from(), segment.to());
        var connection = current.get(ends);
        boolean opening = segment.syn() && !segment.ack();
        if (connection == null || opening && connection.startsAnother(segment)) {
            if (all.size() >= MAX_CONNECTIONS) {
                dropOthers();
            }
            if (all.size() >= MAX_CONNECTIONS) {
                notes.add("connections after the first " + MAX_CONNECTIONS + " left out");
                return;
            }
            connection = new ConnectionBuilder(segment, budget);
            current.put(ends, connection);
            all.add(connection);
        }
        connection.add(segment);
    }

    public void add(TooBig message) {
        var connection = current.get(Ends.of(message.from(), message.to()));
        if (connection != null) {
            connection.add(message);
        }
    }

    private void dropOthers() {
        int before = all.size();
        all.removeIf(c -> c.other() && c.hasData());
        others += before - all.size();
    }

    /** The connections that can be RDP, by their first packet; the numbers count them from 1. */
    public List<TcpConnection> finish() {
        Set<Integer> ports = new HashSet<>();
        for (var builder : all) {
            if (!builder.other()) {
                ports.add(builder.serverPort());
            }
        }
        boolean dataless =
                all.stream().noneMatch(ConnectionBuilder::hasData); // only attempts: whose else would they be
        var kept = new ArrayList<TcpConnection>();
        for (var builder : all) {
            // an attempt without data is one of RDP when others to its port are
            if (!builder.other() || !builder.hasData() && (dataless || ports.contains(builder.serverPort()))) {
                kept.add(builder.finish(kept.size() + 1));
            } else {
                others++;
            }
        }
        if (others > 0) {
            notes.add(others + " TCP connections that are not RDP");
        }
        return List.copyOf(kept);
    }
}
