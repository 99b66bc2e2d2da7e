package dev.rdplab.diagnosis.path;

import dev.rdplab.diagnosis.path.PathReport.Idle;
import dev.rdplab.diagnosis.path.PathReport.Silence;
import dev.rdplab.diagnosis.path.PathReport.Step;
import dev.rdplab.transport.MeasuredSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Finds how long a silent connection lives: several connections, opened one after the other, each silent for its own time after the
 * server's Connection Confirm, and then asked with a ClientHello.
 */
final class IdleLook {

    /** Connections that are open at the same time, at most. */
    static final int CONNECTIONS = 8;

    private static final List<Duration> USUAL = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(25),
            Duration.ofSeconds(55),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30));

    private static final Duration EXTRA = Duration.ofSeconds(30);

    private IdleLook() {}

    /** The silences to try, shortest first. */
    static List<Duration> steps(Duration limit) {
        var steps = new TreeSet<Duration>();
        USUAL.stream().filter(step -> step.compareTo(limit) < 0).forEach(steps::add);
        if (steps.size() < 2) {
            steps.add(limit.dividedBy(4));
            steps.add(limit.dividedBy(2));
        }
        steps.add(limit);
        return List.copyOf(steps);
    }

    /** Takes the limit and {@link #EXTRA} at most. */
    static Duration whole(Duration limit) {
        return limit.plus(EXTRA);
    }

    static Idle of(Look look, Duration limit) throws InterruptedException {
        var waiting = new ArrayList<Waiting>();
        try {
            for (var step : steps(limit)) {
                waiting.add(new Waiting(step, look.open(OptionalInt.empty()), System.nanoTime()));
            }
            var steps = new ArrayList<Step>();
            for (var one : waiting) {
                steps.add(one.end(look));
            }
            return new Idle(List.copyOf(steps));
        } finally {
            waiting.forEach(one -> one.socket().ifPresent(MeasuredSocket::close));
        }
    }

    private record Waiting(Duration silence, Optional<MeasuredSocket> socket, long since) {

        Step end(Look look) throws InterruptedException {
            if (socket.isEmpty()) {
                return new Step(silence, Silence.UNKNOWN);
            }
            var open = socket.get();
            var left = silence.minusNanos(System.nanoTime() - since);
            open.await(() -> open.state() != MeasuredSocket.State.OPEN, left.isNegative() ? Duration.ZERO : left);
            if (open.state() != MeasuredSocket.State.OPEN) {
                return new Step(Look.shorter(silence, Duration.ofNanos(System.nanoTime() - since)), Silence.CLOSED);
            }
            long before = open.received();
            open.send(Opening.clientHello(look.name()));
            open.await(() -> open.received() > before || open.state() != MeasuredSocket.State.OPEN, look.patience());
            boolean acknowledged =
                    open.details().filter(d -> d.unacknowledged() == 0).isPresent();
            if (open.received() > before || open.state() == MeasuredSocket.State.FIN) {
                return new Step(silence, Silence.ALIVE);
            }
            return new Step(
                    silence,
                    switch (open.state()) {
                        case RESET -> Silence.RESET;
                        case OPEN -> acknowledged ? Silence.ALIVE : Silence.FORGOTTEN;
                        default -> Silence.FORGOTTEN;
                    });
        }
    }
}
