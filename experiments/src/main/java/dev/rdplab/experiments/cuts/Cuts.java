package dev.rdplab.experiments.cuts;

import dev.rdplab.chaos.fault.FaultInjector;
import dev.rdplab.chaos.fault.FaultKind;
import dev.rdplab.chaos.fault.Moment;
import dev.rdplab.chaos.fault.Rule;
import dev.rdplab.lab.run.RunOptions;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Interceptor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Cuts the handshake of a scenario after every byte of either direction, by FIN, by RST and by silence.
 *
 * <p>FIN and RST are made for every byte, on real sockets unless time is virtual. Up to the cut the connection is the same
 * whatever comes then, so silence is measured where it could matter, on both sides of the beginning of each message, and
 * concluded from FIN elsewhere; where the two disagree it is measured again with a longer deadline, and the map says what came
 * of that: on a machine that is busy the short one may pass before the cut is made. In virtual time silence costs nothing and
 * is tried everywhere.
 *
 * @param step every Nth byte is tried; 1 for each
 * @param hows of a cut
 * @param progress told how many cuts are done, from any thread
 */
public record Cuts(Scenario scenario, RunOptions options, int step, List<Cut.How> hows, IntConsumer progress) {

    private static final int WORKERS_PER_PROCESSOR = 3;

    public Cuts {
        hows = List.copyOf(hows);
        if (step < 1) {
            throw new IllegalArgumentException("step " + step + ", at least 1");
        }
        if (!scenario.link().needsNoProxy() || !scenario.faults().isEmpty()) {
            throw new IllegalArgumentException("only a scenario without link and faults can be cut");
        }
    }

    public static Cuts of(Scenario scenario, RunOptions options) {
        return new Cuts(scenario, options, 1, List.of(Cut.How.values()), done -> {});
    }

    public Cuts step(int bytes) {
        return new Cuts(scenario, options, bytes, hows, progress);
    }

    public Cuts progress(IntConsumer told) {
        return new Cuts(scenario, options, step, hows, told);
    }

    /** @throws IOException when no port is free */
    public CutMap run() throws IOException, InterruptedException {
        var client = new Axis(Role.CLIENT);
        var server = new Axis(Role.SERVER);
        try (var bench = CutBench.start(scenario, options)) {
            bench.run(client, server, CutBench.PATIENT);
        }
        var marks = new ArrayList<>(client.marks());
        marks.addAll(server.marks());
        var lengths = Map.of(Role.CLIENT, client.sent(), Role.SERVER, server.sent());
        var endings = new ConcurrentHashMap<Cut, CutEnding>();
        carryOut(cuts(marks, lengths), CutBench.SHORT, endings);
        carryOut(doubtful(endings), CutBench.LONG, endings);
        var cells = new ArrayList<CutMap.Cell>();
        for (Role sender : List.of(Role.CLIENT, Role.SERVER)) {
            for (Cut.How how : hows) {
                for (int offset = 0; offset < lengths.get(sender); offset += step) {
                    var cut = new Cut(sender, offset, how);
                    cells.add(new CutMap.Cell(cut, endings.computeIfAbsent(cut, c -> concluded(c, endings))));
                }
            }
        }
        return new CutMap(
                scenario.path(),
                scenario.seed().orElse(options.seed()),
                marks,
                lengths.get(Role.CLIENT),
                lengths.get(Role.SERVER),
                cells);
    }

    /** Silences that ended otherwise than the FIN at their place lets expect. */
    private List<Cut> doubtful(Map<Cut, CutEnding> endings) {
        return endings.keySet().stream()
                .filter(cut -> cut.how() == Cut.How.SILENCE && hows.contains(Cut.How.FIN))
                .filter(cut -> !endings.get(cut).alike(concluded(cut, endings)))
                .toList();
    }

    private CutEnding concluded(Cut silence, Map<Cut, CutEnding> endings) {
        return endings.get(new Cut(silence.sender(), silence.offset(), Cut.How.FIN))
                .withSilence();
    }

    private List<Cut> cuts(List<Mark> marks, Map<Role, Integer> lengths) {
        var cuts = new ArrayList<Cut>();
        for (Role sender : List.of(Role.CLIENT, Role.SERVER)) {
            for (int offset = 0; offset < lengths.get(sender); offset += step) {
                for (Cut.How how : hows) {
                    if (options.virtualTime()
                            || how != Cut.How.SILENCE
                            || !hows.contains(Cut.How.FIN)
                            || matters(sender, offset, marks)) {
                        cuts.add(new Cut(sender, offset, how));
                    }
                }
            }
        }
        return cuts;
    }

    private boolean matters(Role sender, int offset, List<Mark> marks) {
        return marks.stream()
                .anyMatch(mark -> mark.sender() == sender && Math.abs(mark.offset() - offset) <= Math.max(1, step / 2));
    }

    private void carryOut(List<Cut> cuts, Duration silence, Map<Cut, CutEnding> endings)
            throws IOException, InterruptedException {
        var open = new ConcurrentLinkedQueue<>(cuts);
        if (cuts.isEmpty()) {
            return;
        }
        int processors = Runtime.getRuntime().availableProcessors();
        int workers = Math.min(cuts.size(), options.virtualTime() ? processors : WORKERS_PER_PROCESSOR * processors);
        var pool = Executors.newFixedThreadPool(workers, work -> {
            var thread = new Thread(work, "rdplab-cuts");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < workers; i++) {
                running.add(pool.submit(() -> {
                    try (var bench = CutBench.start(scenario, options)) {
                        for (Cut cut = open.poll(); cut != null; cut = open.poll()) {
                            endings.put(cut, ending(bench, cut, silence));
                            progress.accept(endings.size());
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> future : running) {
                future.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private CutEnding ending(CutBench bench, Cut cut, Duration silence) throws InterruptedException {
        var rule = new Rule(
                Moment.wire(Role.SERVER, cut.sender(), cut.offset()),
                FaultKind.of(cut.how().fault()).orElseThrow().create(new HashMap<>()));
        var injector = FaultInjector.of(List.of(rule), Role.SERVER, 1, options.seed());
        return CutEnding.measured(
                bench.run(Interceptor.NONE, injector, cut.how() == Cut.How.SILENCE ? silence : CutBench.PATIENT));
    }
}
