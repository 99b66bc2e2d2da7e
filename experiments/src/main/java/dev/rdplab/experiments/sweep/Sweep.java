package dev.rdplab.experiments.sweep;

import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.lab.result.LinkUsed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Runs a grid, or a shard of it, and writes every trial down as it ends. Run again, it goes on where it was stopped. */
public final class Sweep {

    /** Trials of one cell with one seed, which share a network. */
    private record Unit(Cell cell, long seed, int trials) {}

    private final Grid grid;
    private final CellRunner runner;
    private final Path directory;
    private final Shard shard;
    private final int parallel;
    private final SweepListener listener;

    private final List<String> problems = new ArrayList<>();
    private final AtomicReference<RuntimeException> fatal = new AtomicReference<>();
    private final Map<Row.Key, Row> rows = new LinkedHashMap<>();
    private ResultFiles files;
    private SweepProgress progress;
    private boolean anyMade;
    private boolean stopped;

    /** @param parallel cells at work at the same time, at least 1 */
    public Sweep(Grid grid, CellRunner runner, Path directory, Shard shard, int parallel, SweepListener listener) {
        if (parallel < 1) {
            throw new IllegalArgumentException(parallel + " cells at the same time");
        }
        this.grid = grid;
        this.runner = runner;
        this.directory = directory;
        this.shard = shard;
        this.parallel = parallel;
        this.listener = listener;
    }

    /**
     * Runs what is not there yet. Interrupting the thread stops it after the trials at work; what has ended is kept.
     *
     * @return what the trials of this shard show, old and new
     * @throws LinkUnavailableException when not even the first cell can be made, or no cell at all
     * @throws ForeignResultsException when the directory holds results of another grid
     */
    public Findings run() throws InterruptedException {
        var units = shard.of(units());
        rows.putAll(ResultFiles.read(directory));
        var belonging = new Belonging(grid);
        unchecked(() -> belonging.check(directory, rows.values()));
        long total = units.stream().mapToLong(Unit::trials).sum();
        long known = total - units.stream().mapToLong(u -> missing(u).size()).sum();
        progress = SweepProgress.start(total, known, System.nanoTime());
        listener.progressed(progress);
        files = ResultFiles.open(directory, columns(), rows.values());
        unchecked(() -> belonging.mark(directory));
        try {
            work(new ConcurrentLinkedQueue<>(units));
        } finally {
            files.close();
        }
        if (fatal.get() != null) {
            throw fatal.get();
        }
        if (rows.isEmpty() && !stopped && !problems.isEmpty()) {
            throw new LinkUnavailableException(
                    problems.get(0) + (problems.size() == 1 ? "" : "; and " + (problems.size() - 1) + " more like it"));
        }
        return Findings.of(grid, trials(rows.values()), ResultFiles.links(directory), problems);
    }

    /**
     * Puts the results of shards together. A trial that stands in several is taken once.
     *
     * @param grid the experiment
     * @throws ForeignResultsException when a shard or {@code into} holds trials of other cells, or there is no trial at all
     */
    public static Findings merge(Grid grid, List<Path> shards, Path into) {
        var belonging = new Belonging(grid);
        var rows = new LinkedHashMap<Row.Key, Row>();
        for (Path shard : shards) {
            var read = ResultFiles.read(shard);
            unchecked(() -> belonging.check(shard, read.values()));
            read.forEach(rows::putIfAbsent);
        }
        if (rows.isEmpty()) {
            throw new ForeignResultsException("there are no trials in "
                    + shards.stream().map(Path::toString).collect(Collectors.joining(", ")));
        }
        unchecked(() -> belonging.check(into, ResultFiles.read(into).values()));
        var links = shards.stream()
                .flatMap(shard -> ResultFiles.links(shard).stream())
                .distinct()
                .toList();
        try (var files = ResultFiles.open(into, ResultFiles.columns(rows.values()), rows.values())) {
            links.forEach(files::add);
        }
        unchecked(() -> belonging.mark(into));
        return Findings.of(grid, trials(rows.values()), links, List.of());
    }

    private interface FileWork {
        void run() throws IOException;
    }

    private static void unchecked(FileWork work) {
        try {
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the results in a directory show, without running anything. */
    public static Findings show(Grid grid, Path directory) {
        return Findings.of(grid, trials(ResultFiles.read(directory).values()), ResultFiles.links(directory), List.of());
    }

    private void work(Queue<Unit> units) throws InterruptedException {
        var workers = Executors.newFixedThreadPool(parallel, task -> {
            var thread = new Thread(task, "sweep");
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < parallel; i++) {
            workers.execute(() -> {
                for (Unit unit = units.poll(); unit != null && fatal.get() == null; unit = units.poll()) {
                    if (!run(unit)) {
                        return;
                    }
                }
            });
        }
        workers.shutdown();
        try {
            while (!workers.awaitTermination(1, TimeUnit.HOURS)) {
                // a sweep may take days
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            workers.awaitTermination(1, TimeUnit.MINUTES);
            throw e;
        }
    }

    /** @return false when the sweep is to stop */
    private boolean run(Unit unit) {
        var missing = missing(unit);
        if (missing.isEmpty()) {
            return true;
        }
        try (var running = runner.open(unit.cell().settings(), unit.seed())) {
            var link = running.link();
            opened(unit, link);
            var cell = unit.cell().id();
            for (int number : missing) {
                if (Thread.currentThread().isInterrupted()) {
                    return false;
                }
                done(
                        new Row(unit.cell(), unit.seed(), number, link.backend(), link.layer(), running.run(number)),
                        new Row.Key(cell, unit.seed(), number));
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (RuntimeException e) {
            return gone(unit, e);
        }
    }

    private synchronized List<Integer> missing(Unit unit) {
        var numbers = new ArrayList<Integer>();
        var cell = unit.cell().id();
        for (int i = 0; i < unit.trials(); i++) {
            if (!rows.containsKey(new Row.Key(cell, unit.seed(), i))) {
                numbers.add(i);
            }
        }
        return numbers;
    }

    private synchronized void opened(Unit unit, LinkUsed link) {
        anyMade = true;
        files.add(new LinkRow(unit.cell().id(), unit.seed(), link));
    }

    private void done(Row row, Row.Key key) {
        files.add(row);
        count(row, key);
    }

    private synchronized void count(Row row, Row.Key key) {
        rows.put(key, row);
        progress = progress.one(row.trial().success(), System.nanoTime());
        listener.progressed(progress);
    }

    /** A cell that cannot be made does not end a sweep that works otherwise. */
    private synchronized boolean gone(Unit unit, RuntimeException why) {
        if (Thread.currentThread().isInterrupted()) {
            return false;
        }
        if (why instanceof SweepStoppedException) {
            if (!stopped) {
                problems.add("stopped: " + why.getMessage());
            }
            stopped = true;
            return false;
        }
        if (why instanceof LinkUnavailableException && !anyMade) {
            fatal.compareAndSet(null, why);
            return false;
        }
        problems.add(unit.cell().id() + ", seed " + unit.seed() + ": " + why.getMessage());
        return true;
    }

    /** All cells with one seed, then with the next: what else the machine does in the meantime must not look like an axis. */
    private List<Unit> units() {
        var units = new ArrayList<Unit>();
        int seeds = grid.seeds().size();
        for (int i = 0; i < seeds; i++) {
            int trials = grid.trials() / seeds + (i < grid.trials() % seeds ? 1 : 0);
            for (Cell cell : trials == 0 ? List.<Cell>of() : grid.cells()) {
                units.add(new Unit(cell, grid.seeds().get(i), trials));
            }
        }
        return units;
    }

    private List<String> columns() {
        var columns = new ArrayList<>(grid.fixed().keySet());
        columns.addAll(grid.axes().keySet());
        return columns;
    }

    private static Map<String, List<Trial>> trials(Collection<Row> rows) {
        var trials = new LinkedHashMap<String, List<Trial>>();
        var ids = new HashMap<Cell, String>();
        rows.forEach(row -> trials.computeIfAbsent(ids.computeIfAbsent(row.cell(), Cell::id), k -> new ArrayList<>())
                .add(row.trial()));
        return trials;
    }
}
