package dev.rdplab.judging;

import dev.rdplab.chaos.fault.FaultKind;
import dev.rdplab.chaos.fault.Moment;
import dev.rdplab.chaos.fault.Rule;
import dev.rdplab.chaos.fault.When;
import dev.rdplab.experiments.cuts.Cut;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.transport.ConnectionReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;

/**
 * Cuts the handshake of a program at each of its messages: behind what it sends, and inside and behind what it is sent. Whole
 * programs are slow, so it is messages and not bytes; and of messages of one name the first two.
 *
 * @param hows of a cut; silence makes most programs wait for their own limit
 * @param progress told how many cuts are done, from any thread
 */
public record ProgramCuts(
        Scenario scenario,
        ProgramCommand command,
        ExpectationFile known,
        Map<String, String> environment,
        long seed,
        List<Cut.How> hows,
        IntConsumer progress) {

    private static final int JOBS_PER_PROCESSOR = 2;
    private static final int LAST_LINES = 2;
    private static final int MOST_OF_A_NAME = 2;
    private static final Pattern TLS = Pattern.compile("tls ([<>]) (\\w+) (\\d+)");

    public ProgramCuts {
        environment = Map.copyOf(environment);
        hows = List.copyOf(hows);
        if (!scenario.link().needsNoProxy() || !scenario.faults().isEmpty()) {
            throw new IllegalArgumentException("only a scenario without link and faults can be cut");
        }
    }

    /**
     * A message of the undisturbed handshake.
     *
     * @param bytes its length
     */
    private record Passed(Role sender, String name, int occurrence, int bytes) {}

    /** @throws IOException when the program cannot be started, or no port is free */
    public ProgramCutMap run() throws IOException, InterruptedException {
        var judge = new Judge(command, known, environment, seed);
        var undisturbed = judge.judge(scenario);
        var passed = undisturbed.server().isEmpty()
                ? List.<Passed>of()
                : passed(undisturbed.server().get(0));
        var outcome = undisturbed.outcome().map(Outcome::word).orElse("");
        if (passed.isEmpty() && !undisturbed.lastLines(LAST_LINES).isEmpty()) {
            outcome += ": " + String.join(" | ", undisturbed.lastLines(LAST_LINES));
        }
        return new ProgramCutMap(scenario.path(), command.program(), outcome, cells(judge, cuts(passed)));
    }

    private static List<Passed> passed(ConnectionReport report) {
        var counts = new HashMap<String, Integer>();
        var passed = new ArrayList<Passed>();
        for (Transcript.Event event : report.transcript().events()) {
            message(event).ifPresent(message -> {
                int occurrence = counts.merge(message.sender() + message.name(), 1, Integer::sum);
                if (occurrence <= MOST_OF_A_NAME) {
                    passed.add(new Passed(message.sender(), message.name(), occurrence, message.bytes()));
                }
            });
        }
        return passed;
    }

    private static Optional<Passed> message(Transcript.Event event) {
        if (event.kind() == Transcript.Kind.SENT || event.kind() == Transcript.Kind.RECEIVED) {
            var sender = event.kind() == Transcript.Kind.SENT ? Role.SERVER : Role.CLIENT;
            return Optional.of(new Passed(sender, event.pdu(), 1, event.bytes().length()));
        }
        var record = TLS.matcher(event.detail());
        if (event.kind() != Transcript.Kind.SIGNAL || !record.matches()) {
            return Optional.empty();
        }
        var sender = record.group(1).equals(">") ? Role.SERVER : Role.CLIENT;
        return Optional.of(new Passed(sender, record.group(2), 1, Integer.parseInt(record.group(3))));
    }

    private List<ProgramCutMap.Point> cuts(List<Passed> passed) {
        var points = new ArrayList<ProgramCutMap.Point>();
        for (Passed message : passed) {
            for (Cut.How how : hows) {
                if (message.sender() == Role.SERVER) {
                    points.add(point(message, When.at(Math.max(1, message.bytes() / 2)), how));
                }
                points.add(point(message, When.AFTER, how));
            }
        }
        return points;
    }

    private static ProgramCutMap.Point point(Passed message, When when, Cut.How how) {
        return new ProgramCutMap.Point(message.sender(), message.name(), message.occurrence(), when, how);
    }

    private List<ProgramCutMap.Cell> cells(Judge judge, List<ProgramCutMap.Point> points)
            throws IOException, InterruptedException {
        var done = new AtomicInteger();
        var pool = Executors.newFixedThreadPool(
                JOBS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
        try {
            var running = new ArrayList<Future<ProgramCutMap.Cell>>();
            for (var point : points) {
                running.add(pool.submit(() -> {
                    var outcome = judge.judge(cut(point)).outcome().orElseThrow();
                    progress.accept(done.incrementAndGet());
                    return new ProgramCutMap.Cell(point, outcome.word(), outcome.connections());
                }));
            }
            var cells = new ArrayList<ProgramCutMap.Cell>();
            for (var each : running) {
                cells.add(each.get());
            }
            return cells;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** On every connection: a client that tries again is cut again. */
    private Scenario cut(ProgramCutMap.Point point) {
        var moment = new Moment(
                Role.SERVER,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.of(point.message()),
                Optional.of(point.sender() == Role.SERVER),
                point.occurrence(),
                false,
                point.when(),
                Optional.empty());
        var fault = FaultKind.of(point.how().fault()).orElseThrow().create(new HashMap<>());
        return scenario.withFaults(List.of(new Rule(moment, fault)));
    }
}
