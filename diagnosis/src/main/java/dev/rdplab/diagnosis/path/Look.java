package dev.rdplab.diagnosis.path;

import dev.rdplab.transport.EventLoops;
import dev.rdplab.transport.MeasuredSocket;
import dev.rdplab.transport.TcpDetails;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Opens the connections of one measurement, one at a time, and keeps to its time. */
final class Look {

    /** For one connection and the first answer. */
    static final Duration CONNECT = Duration.ofSeconds(5);

    private static final int NEGOTIATION_TYPE = 11;
    private static final int NEGOTIATION_RESPONSE = 2;
    private static final int SELECTED_PROTOCOL = 15;
    private static final int CONFIRM = 19;

    /** Retransmissions after which a segment is given up: one chance in 10 000 at 10 % loss. */
    private static final int GIVEN_UP = 3;

    private static final Duration ACKNOWLEDGED = Duration.ofMillis(1_300);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(6);
    private static final int TRIPS = 4;

    private final EventLoops loops;
    private final InetSocketAddress peer;
    private final Optional<String> name;
    private final long until;
    private final List<Duration> times = new ArrayList<>();
    private int synsAgain;
    private String failure = "";
    private boolean tls = true;
    private boolean helloReset;

    /** @param name for TLS; empty for an address */
    Look(EventLoops loops, InetSocketAddress peer, Optional<String> name, Duration whole) {
        this.loops = loops;
        this.peer = peer;
        this.name = name;
        until = System.nanoTime() + whole.toNanos();
    }

    Optional<String> name() {
        return name;
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, until - System.nanoTime()));
    }

    boolean hasTimeFor(Duration step) {
        return left().compareTo(step) > 0;
    }

    /** A connection whose Connection Request was confirmed; empty when there is none, see {@link #failure}. */
    Optional<MeasuredSocket> open(OptionalInt maxSegment) throws InterruptedException {
        var socket = MeasuredSocket.connect(loops, peer, shorter(CONNECT, left()), maxSegment);
        if (socket.failure().isPresent()) {
            failure = socket.failure().get();
            socket.close();
            return Optional.empty();
        }
        count(socket);
        socket.send(Opening.connectionRequest());
        boolean answered = socket.await(() -> socket.received() >= CONFIRM, shorter(CONNECT, left()));
        tls = selectsTls(socket.bytes());
        if (answered || socket.received() > 0) {
            return Optional.of(socket);
        }
        failure = switch (socket.state()) {
            case RESET -> "the connection was reset on the Connection Request";
            case FIN, FAILED -> "the connection was closed on the Connection Request";
            case OPEN -> "no answer to the Connection Request within " + CONNECT.toSeconds() + " s";
        };
        socket.close();
        return Optional.empty();
    }

    /** A server of standard RDP security sends no answer to the negotiation, or selects PROTOCOL_RDP, which is 0. */
    private static boolean selectsTls(byte[] confirm) {
        return confirm.length >= CONFIRM
                && confirm[NEGOTIATION_TYPE] == NEGOTIATION_RESPONSE
                && ByteBuffer.wrap(confirm).getInt(SELECTED_PROTOCOL) != 0;
    }

    private void count(MeasuredSocket socket) {
        long again = socket.details().map(TcpDetails::retransmissions).orElse(0L);
        synsAgain += (int) again;
        if (again == 0) {
            times.add(socket.details().map(TcpDetails::roundTrip).orElse(socket.connecting()));
        }
    }

    /** Whether the last server that answered goes on with TLS. */
    boolean tls() {
        return tls;
    }

    /** Whether a segment that no path is too small for was answered with RST where TLS begins. */
    boolean helloReset() {
        return helloReset;
    }

    /** Sends the first bytes of TLS. */
    Sent begin(MeasuredSocket socket, byte[] part) throws InterruptedException {
        var sent = send(socket, part);
        helloReset |= sent == Sent.RESET;
        return sent;
    }

    String failure() {
        return failure;
    }

    PathReport.RoundTrips roundTrips() {
        return new PathReport.RoundTrips(times.stream().sorted().toList(), synsAgain);
    }

    /** The usual round trip. */
    Duration roundTrip() {
        return roundTrips().middle().orElse(Duration.ofMillis(100));
    }

    /** How long to wait for what comes after a round trip, retransmissions included. */
    Duration patience() {
        return shorter(
                shorter(
                        LONGEST_WAIT,
                        ACKNOWLEDGED.multipliedBy(2).plus(roundTrip().multipliedBy(TRIPS))),
                left());
    }

    /** What became of a segment. */
    enum Sent {
        ACKNOWLEDGED,
        LOST,
        RESET,
        CLOSED
    }

    /** Sends bytes in one call and waits until the peer's kernel has them. */
    Sent send(MeasuredSocket socket, byte[] part) throws InterruptedException {
        long before = again(socket);
        long began = System.nanoTime();
        socket.send(part);
        long least = ACKNOWLEDGED.plus(roundTrip().multipliedBy(TRIPS)).toNanos();
        var handed = new boolean[1];
        socket.await(
                () -> {
                    var details = socket.details();
                    if (details.isEmpty()) {
                        return true;
                    }
                    boolean none = details.get().unacknowledged() == 0;
                    handed[0] |= !none || System.nanoTime() - began > 2_000_000;
                    return none && handed[0]
                            || details.get().retransmissions() - before >= GIVEN_UP
                                    && System.nanoTime() - began > least;
                },
                patience());
        return switch (socket.state()) {
            case RESET -> Sent.RESET;
            case FIN, FAILED -> Sent.CLOSED;
            case OPEN ->
                socket.details().filter(d -> d.unacknowledged() == 0).isPresent() ? Sent.ACKNOWLEDGED : Sent.LOST;
        };
    }

    private static long again(MeasuredSocket socket) {
        return socket.details().map(TcpDetails::retransmissions).orElse(0L);
    }

    static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
