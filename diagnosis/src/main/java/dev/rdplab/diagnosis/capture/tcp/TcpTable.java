package dev.rdplab.diagnosis.capture.tcp;

import dev.rdplab.diagnosis.capture.Notes;
import dev.rdplab.diagnosis.capture.net.Segment;
import dev.rdplab.diagnosis.capture.net.TooBig;
import dev.rdplab.diagnosis.capture.net.Unreachable;
import dev.rdplab.lab.export.HostPort;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Sorts segments into connections and keeps those that are RDP. What is not RDP never drives out what is. */
public final class TcpTable {

    /** RDP connections that are kept; later ones are counted. */
    public static final int MAX_CONNECTIONS = 8_192;

    private static final int MAX_OTHERS = 65_536;
    private static final long MAX_BYTES = 128L << 20;
    private static final int LEAST_KEPT = 8 << 10; // bytes of a stream: a handshake without a long chain

    private record Ends(HostPort one, HostPort other) {

        static Ends of(HostPort a, HostPort b) {
            return before(a, b) ? new Ends(a, b) : new Ends(b, a);
        }

        // written out: of each packet of a file this is asked several times
        @Override
        public int hashCode() {
            return 31 * (31 * one.port() + other.port())
                    + 31 * one.address().hashCode()
                    + other.address().hashCode();
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Ends ends
                    && one.port() == ends.one.port()
                    && other.port() == ends.other.port()
                    && one.address().equals(ends.one.address())
                    && other.address().equals(ends.other.address());
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
    private final Budget budget = new Budget(Budget.ofHeap(MAX_BYTES), this::makeRoom);
    private final Map<Ends, ConnectionBuilder> rdp = new HashMap<>();
    private final Set<ConnectionBuilder> all = new LinkedHashSet<>(); // those of RDP, current or past
    private final Deque<ConnectionBuilder> attempts = new ArrayDeque<>(); // of these, those without data when they came
    private final Map<Ends, ConnectionBuilder> undecided = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Ends, Boolean> others = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Integer> otherNames = new TreeMap<>();
    private int keptOfAStream = KeptStream.MAX_KEPT;
    private int leftOut;
    private int attemptsLeftOut;

    public TcpTable(Notes notes) {
        this.notes = notes;
    }

    /** Whether the connection between these ends is known not to be one of RDP, so that only another SYN matters. */
    public boolean ignores(HostPort from, HostPort to) {
        var ends = Ends.of(from, to);
        return others.get(ends) != null && !rdp.containsKey(ends) && !undecided.containsKey(ends);
    }

    public void add(Segment segment) {
        var ends = Ends.of(segment.from(), segment.to());
        boolean opening = segment.syn() && !segment.ack();
        var connection = rdp.get(ends);
        boolean open = connection == null;
        if (open) {
            connection = undecided.get(ends);
        }
        if (connection != null && opening && connection.startsAnother(segment)) {
            retire(ends, connection);
            connection = null;
        }
        if (connection == null) {
            if (others.get(ends) != null && !opening) {
                return;
            }
            connection = new ConnectionBuilder(segment, budget);
            undecided.put(ends, connection);
            open = true;
            bounded();
        }
        connection.add(segment);
        if (open) {
            settle(ends, connection);
        }
    }

    private void settle(Ends ends, ConnectionBuilder connection) {
        switch (connection.kind()) {
            case YES -> {
                undecided.remove(ends);
                admit(ends, connection);
            }
            case NO -> {
                undecided.remove(ends);
                other(ends, connection);
            }
            default -> {
                // attempts, and streams of which too little is known
            }
        }
    }

    private void admit(Ends ends, ConnectionBuilder connection) {
        if (all.size() >= MAX_CONNECTIONS && !dropAttempt()) {
            leftOut++;
            ignore(ends, connection);
            return;
        }
        connection.trim(keptOfAStream);
        rdp.put(ends, connection);
        all.add(connection);
        if (!connection.hasData()) {
            attempts.add(connection);
        }
    }

    /** The oldest attempt that is still one makes room. */
    @SuppressWarnings("CollectionIncompatibleType") // by identity, as connections are meant to be told apart
    private boolean dropAttempt() {
        while (!attempts.isEmpty()) {
            var oldest = attempts.poll();
            if (!oldest.hasData()) {
                all.remove(oldest);
                rdp.remove(Ends.of(oldest.one(), oldest.other()), oldest);
                attemptsLeftOut++;
                return true;
            }
        }
        return false;
    }

    private void other(Ends ends, ConnectionBuilder connection) {
        otherNames.merge(connection.otherName(), 1, Integer::sum);
        ignore(ends, connection);
    }

    private void ignore(Ends ends, ConnectionBuilder connection) {
        connection.forget();
        others.put(ends, true);
        if (others.size() > MAX_OTHERS) {
            others.remove(others.keySet().iterator().next());
        }
    }

    private void bounded() {
        if (undecided.size() > MAX_OTHERS) {
            var eldest = undecided.entrySet().iterator().next();
            undecided.remove(eldest.getKey());
            other(eldest.getKey(), eldest.getValue());
        }
    }

    /** The same ends connect anew. */
    private void retire(Ends ends, ConnectionBuilder connection) {
        rdp.remove(ends);
        if (undecided.remove(ends) != null) {
            otherNames.merge(connection.otherName(), 1, Integer::sum);
            connection.forget();
        }
    }

    /** The handshake stands at the begin of a stream: the rest can go. */
    private void makeRoom() {
        if (keptOfAStream > LEAST_KEPT) {
            keptOfAStream /= 2;
            all.forEach(connection -> connection.trim(keptOfAStream));
        }
    }

    public void add(TooBig message) {
        var connection = find(message.from(), message.to());
        if (connection != null) {
            connection.add(message);
        }
    }

    public void add(Unreachable message) {
        var connection = find(message.from(), message.to());
        if (connection != null) {
            connection.add(message);
        }
    }

    private ConnectionBuilder find(HostPort from, HostPort to) {
        var ends = Ends.of(from, to);
        var connection = rdp.get(ends);
        return connection == null ? undecided.get(ends) : connection;
    }

    /** The connections that are RDP, by their first packet; the numbers count them from 1. */
    public List<TcpConnection> finish() {
        Set<HostPort> servers = new HashSet<>();
        all.stream().filter(ConnectionBuilder::hasData).forEach(connection -> servers.add(connection.server()));
        for (var connection : undecided.values()) {
            // an attempt without data is one of RDP when others to its host and port are
            if (!connection.hasData() && servers.contains(connection.server()) && all.size() < MAX_CONNECTIONS) {
                all.add(connection);
            } else {
                otherNames.merge(connection.otherName(), 1, Integer::sum);
            }
        }
        var kept = new ArrayList<TcpConnection>();
        all.stream()
                .sorted(Comparator.comparingInt(ConnectionBuilder::firstPacket))
                .forEach(connection -> kept.add(connection.finish(kept.size() + 1)));
        tell();
        return List.copyOf(kept);
    }

    private void tell() {
        otherNames.forEach((name, count) -> notes.add(
                (count == 1 ? "1 TCP connection that is not RDP" : count + " TCP connections that are not RDP")
                        + (name.isEmpty() ? "" : ": " + name)));
        if (leftOut > 0) {
            notes.add(leftOut + " RDP connections after the first " + MAX_CONNECTIONS + " left out");
        }
        if (attemptsLeftOut > 0) {
            notes.add(attemptsLeftOut + " attempts to port 3389 without any data left out");
        }
        if (keptOfAStream < KeptStream.MAX_KEPT) {
            notes.add("of each direction the first " + keptOfAStream
                    + " bytes were kept, which is enough for a handshake");
        }
    }
}
