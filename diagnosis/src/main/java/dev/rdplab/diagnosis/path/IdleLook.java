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

    /** With less time left nothing can be told from a silence. */
    private static final Duration ANSWER = Duration.ofSeconds(3);

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
        boolean refuses = refusesTls(look);
        var waiting = new ArrayList<Waiting>();
        try {
            for (var step : steps(limit)) {
                waiting.add(new Waiting(step, look.open(OptionalInt.empty()), System.nanoTime()));
            }
            var steps = new ArrayList<Step>();
            for (var one : waiting) {
                steps.add(one.end(look, refuses));
            }
            return new Idle(List.copyOf(steps));
        } finally {
            waiting.forEach(one -> one.socket().ifPresent(MeasuredSocket::close));
        }
    }

    /** Whether the server answers a ClientHello with RST at once, as one does that cannot use its key: then a RST after silence says nothing. */
    private static boolean refusesTls(Look look) throws InterruptedException {
        var opened = look.open(OptionalInt.empty());
        if (opened.isEmpty()) {
            return false;
        }
        try (var socket = opened.get()) {
            ask(look, socket);
            return socket.state() == MeasuredSocket.State.RESET;
        }
    }

    /** Sends a ClientHello and waits for an answer or an end. @return whether an answer came */
    private static boolean ask(Look look, MeasuredSocket socket) throws InterruptedException {
        long before = socket.received();
        socket.send(Opening.clientHello(look.name()));
        socket.await(() -> socket.received() > before || socket.state() != MeasuredSocket.State.OPEN, look.patience());
        return socket.received() > before;
    }

    private record Waiting(Duration silence, Optional<MeasuredSocket> socket, long since) {

        /** @param refuses whether a RST is what the server answers without any silence, too */
        Step end(Look look, boolean refuses) throws InterruptedException {
            if (socket.isEmpty()) {
                return new Step(silence, Silence.UNKNOWN);
            }
            var open = socket.get();
            var left = silence.minusNanos(System.nanoTime() - since);
            open.await(() -> open.state() != MeasuredSocket.State.OPEN, left.isNegative() ? Duration.ZERO : left);
            if (open.state() != MeasuredSocket.State.OPEN) {
                return new Step(Look.shorter(silence, Duration.ofNanos(System.nanoTime() - since)), Silence.CLOSED);
            }
            if (!look.hasTimeFor(ANSWER)) {
                return new Step(silence, Silence.UNKNOWN);
            }
            boolean answered = ask(look, open);
            boolean acknowledged =
                    open.details().filter(d -> d.unacknowledged() == 0).isPresent();
            if (answered || open.state() == MeasuredSocket.State.FIN) {
                return new Step(silence, Silence.ALIVE);
            }
            return new Step(
                    silence,
                    switch (open.state()) {
                        case RESET -> refuses ? Silence.UNKNOWN : Silence.RESET;
                        case OPEN -> acknowledged ? Silence.ALIVE : Silence.FORGOTTEN;
                        default -> Silence.FORGOTTEN;
                    });
        }
    }
}
