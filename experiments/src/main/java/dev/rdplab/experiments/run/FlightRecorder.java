package dev.rdplab.experiments.run;

import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.experiments.flights.RecordedAttempt;
import dev.rdplab.experiments.flights.Step;
import dev.rdplab.experiments.sweep.SweptPeers;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Interceptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Records what client and server write, after what, and how long they compute, in real handshakes on the loopback. Several are
 * kept, because computing varies; what a step waited for is the least that was seen, since a read may bring more than was needed.
 */
final class FlightRecorder implements SweptNetwork {

    /** Handshakes before those that count, for the compilers. */
    private static final int WARM = 20;

    private static final int KEPT = 25;

    private final List<FlightTap> taps = new CopyOnWriteArrayList<>();

    private FlightRecorder() {}

    /** @param peers without deadlines of their own */
    static List<List<RecordedAttempt>> record(SweptPeers peers) throws InterruptedException {
        var recorder = new FlightRecorder();
        try (var cell = SimulatorCells.open(peers, recorder, 0)) {
            for (int i = 0; i < WARM; i++) {
                cell.handshake(i);
            }
            var all = new ArrayList<List<RecordedAttempt>>();
            for (int i = 0; i < KEPT; i++) {
                recorder.taps.clear();
                all.add(recorder.attempts(cell.handshake(WARM + i)));
            }
            return alike(all);
        }
    }

    private List<RecordedAttempt> attempts(ClientReport report) {
        var clients = taps.stream().filter(t -> t.role() == Role.CLIENT).toList();
        var servers = taps.stream().filter(t -> t.role() == Role.SERVER).toList();
        var attempts = new ArrayList<RecordedAttempt>();
        for (int i = 0; i < report.attempts().size(); i++) {
            var ending = report.attempts().get(i).ending();
            var client = merged(clients.get(i).events());
            var server = merged(servers.get(i).events());
            var clientSteps = steps(client, server, clients.get(i).begun());
            if (ending.kind() != EndingKind.COMPLETED) {
                clientSteps.add(new Step((int) writes(server).count(), 0, 0, Optional.empty()));
            }
            var serverSteps = steps(server, client, servers.get(i).begun());
            attempts.add(new RecordedAttempt(
                    clientSteps,
                    upTo(serverSteps, clientSteps.get(clientSteps.size() - 1).after()),
                    ending.kind(),
                    ending.stage(),
                    ending.outcome().code()));
        }
        return attempts;
    }

    /** The records of a flight of TLS leave together, so they are one write. */
    private static List<FlightTap.Event> merged(List<FlightTap.Event> events) {
        var merged = new ArrayList<FlightTap.Event>();
        for (var event : events) {
            var last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null
                    && last.kind() == FlightTap.Kind.WRITE
                    && event.kind() == FlightTap.Kind.WRITE
                    && event.stage() == Stage.TLS) {
                merged.set(
                        merged.size() - 1,
                        new FlightTap.Event(event.nanos(), event.kind(), last.bytes() + event.bytes(), event.stage()));
            } else {
                merged.add(event);
            }
        }
        return merged;
    }

    private static Stream<FlightTap.Event> writes(List<FlightTap.Event> events) {
        return events.stream().filter(e -> e.kind() == FlightTap.Kind.WRITE);
    }

    private static List<Step> steps(List<FlightTap.Event> own, List<FlightTap.Event> peer, long begun) {
        var ends = new ArrayList<Integer>();
        writes(peer).forEach(e -> ends.add(e.bytes() + (ends.isEmpty() ? 0 : ends.get(ends.size() - 1))));
        var steps = new ArrayList<Step>();
        int read = 0;
        int after = 0;
        long since = begun;
        for (var event : own) {
            if (event.kind() == FlightTap.Kind.READ) {
                read += event.bytes();
                while (after < ends.size() && ends.get(after) <= read) {
                    after++;
                }
            } else {
                steps.add(new Step(
                        after,
                        Math.max(0, event.nanos() - since),
                        event.bytes(),
                        event.kind() == FlightTap.Kind.ENTER ? Optional.of(event.stage()) : Optional.empty()));
            }
            since = event.nanos();
        }
        return steps;
    }

    /** Without what is written after the client has got all that it waits for. */
    private static List<Step> upTo(List<Step> steps, int writes) {
        int end = 0;
        for (int seen = 0; end < steps.size() && seen < writes; end++) {
            seen += steps.get(end).writes() > 0 ? 1 : 0;
        }
        return steps.subList(0, end);
    }

    /** Those that went the way that most went, and of what each step waited for the least. */
    private static List<List<RecordedAttempt>> alike(List<List<RecordedAttempt>> all) {
        var alike = all.stream().collect(Collectors.groupingBy(FlightRecorder::shape)).values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElseThrow();
        return alike.stream().map(one -> leastWaiting(one, alike)).toList();
    }

    private static List<RecordedAttempt> leastWaiting(List<RecordedAttempt> one, List<List<RecordedAttempt>> alike) {
        var attempts = new ArrayList<RecordedAttempt>();
        for (int i = 0; i < one.size(); i++) {
            int number = i;
            var same = alike.stream().map(handshake -> handshake.get(number)).toList();
            var attempt = one.get(i);
            attempts.add(new RecordedAttempt(
                    leastWaiting(attempt.client(), same, RecordedAttempt::client),
                    leastWaiting(attempt.server(), same, RecordedAttempt::server),
                    attempt.ending(),
                    attempt.stage(),
                    attempt.code()));
        }
        return attempts;
    }

    private static List<Step> leastWaiting(
            List<Step> steps, List<RecordedAttempt> same, Function<RecordedAttempt, List<Step>> end) {
        var least = new ArrayList<Step>();
        for (int i = 0; i < steps.size(); i++) {
            int number = i;
            int after = same.stream()
                    .mapToInt(attempt -> end.apply(attempt).get(number).after())
                    .min()
                    .orElseThrow();
            least.add(new Step(
                    after,
                    steps.get(i).nanos(),
                    steps.get(i).writes(),
                    steps.get(i).enters()));
        }
        return least;
    }

    private static List<Object> shape(List<RecordedAttempt> attempts) {
        var shape = new ArrayList<Object>();
        for (var attempt : attempts) {
            shape.add(attempt.ending());
            for (var steps : List.of(attempt.client(), attempt.server())) {
                shape.add(steps.size());
                steps.forEach(step -> shape.add(step.writes() > 0 ? "writes" : step.enters()));
            }
        }
        return shape;
    }

    @Override
    public Interceptor interceptor(Role role, int connection) {
        var tap = new FlightTap(role);
        taps.add(tap);
        return tap;
    }

    @Override
    public void impair() {
        // nothing is to happen on this path
    }

    @Override
    public LinkUsed used() {
        return new LinkUsed("direct", "none", Map.of("recorded", true));
    }

    @Override
    public void close() {
        // nothing was opened
    }
}
