package dev.rdplab.verification.netlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.experiments.run.SimulatorCells;
import dev.rdplab.experiments.sweep.CellFindings;
import dev.rdplab.experiments.sweep.CellRunner;
import dev.rdplab.experiments.sweep.Findings;
import dev.rdplab.experiments.sweep.Grid;
import dev.rdplab.experiments.sweep.Shard;
import dev.rdplab.experiments.sweep.Sweep;
import dev.rdplab.experiments.sweep.SweepListener;
import dev.rdplab.experiments.sweep.Trial;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A grid that has been run with the lab's own server and client. */
record Experiment(Findings findings, List<Trial> trials) {

    /** Most of these wait: for a round trip, or for a deadline. */
    private static final int PARALLEL = 8;

    static Experiment run(Grid grid, Path directory) throws InterruptedException {
        var trials = new CopyOnWriteArrayList<Trial>();
        var cells = new SimulatorCells(grid.tunnels());
        CellRunner kept = (settings, seed) -> keeping(cells.open(settings, seed), trials);
        var findings = new Sweep(grid, kept, directory, Shard.ALL, PARALLEL, SweepListener.NONE).run();
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.cells()).hasSameSizeAs(grid.cells());
        return new Experiment(findings, List.copyOf(trials));
    }

    private static CellRunner.Running keeping(CellRunner.Running cell, List<Trial> trials) {
        return new CellRunner.Running() {
            @Override
            public Trial run(int number) throws InterruptedException {
                var trial = cell.run(number);
                trials.add(trial);
                return trial;
            }

            @Override
            public void close() {
                cell.close();
            }
        };
    }

    /** The one cell with these settings, given as word and value in turn. */
    CellFindings cell(String... wordsAndValues) {
        var wanted = new LinkedHashMap<String, String>();
        for (int i = 0; i < wordsAndValues.length; i += 2) {
            wanted.put(wordsAndValues[i], wordsAndValues[i + 1]);
        }
        var found = findings.cells().stream()
                .filter(c -> c.cell().settings().entrySet().containsAll(wanted.entrySet()))
                .toList();
        assertThat(found).as("cells with %s", wanted).hasSize(1);
        return found.get(0);
    }
}
