package dev.rdplab.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.experiments.flights.RecordedFlights;
import dev.rdplab.experiments.sweep.Cell;
import dev.rdplab.experiments.sweep.CellRunner;
import dev.rdplab.experiments.sweep.Grid;
import dev.rdplab.experiments.sweep.Shard;
import dev.rdplab.experiments.sweep.Sweep;
import dev.rdplab.experiments.sweep.SweepListener;
import dev.rdplab.protocol.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded here, from the lab's own simulators; the path's arithmetic is tested where the path is. */
class SimulatedCellTest {

    @TempDir
    Path directory;

    /** Shared, so that each client and server is recorded once. */
    private static final SimulatorCells CELLS = new SimulatorCells();

    @Test
    void aHandshakeWithoutLossTakesAsManyRoundTripsAsItsFlightsTurn() throws Exception {
        var settings = Map.of("link", "flights", "rtt", "1s", "credssp", "ntlm", "tls", "1.3");
        try (var cell = CELLS.open(settings, 1)) {
            var trial = cell.run(0);

            assertThat(trial.success()).isTrue();
            assertThat(trial.stage()).isEqualTo(Stage.ACTIVE);
            var roundTrips = new TreeMap<Stage, Long>();
            trial.millis().forEach((stage, ms) -> roundTrips.put(stage, (long) (ms / 1000)));
            assertThat(roundTrips)
                    .containsEntry(Stage.CONNECT, 1L)
                    .containsEntry(Stage.X224, 1L)
                    .containsEntry(Stage.TLS, 1L)
                    .containsEntry(Stage.CREDSSP, 2L)
                    .containsEntry(Stage.MCS_CONNECT, 1L)
                    .doesNotContainKey(Stage.ACTIVE);
            assertThat(cell.link().layer()).isEqualTo("simulated from recorded flights");
        }
    }

    @Test
    void aTrialOnAPerfectPathTakesAboutWhatARealOneTakes() throws Exception {
        var peers = Map.of("credssp", "ntlm", "tls", "1.3", "certificate", "good");
        var simulated = new TreeMap<>(peers);
        simulated.put("link", "flights");
        try (var real = CELLS.open(peers, 1);
                var computed = CELLS.open(simulated, 1)) {
            assertThat(computed.run(0).millis().keySet())
                    .isEqualTo(real.run(0).millis().keySet());
        }
    }

    @Test
    void aClientThatTheServerRefusesIsRefusedOnASlowPathToo() throws Exception {
        var settings = Map.of("link", "flights", "rtt", "100ms", "credssp", "ntlm", "profile", "rdesktop");
        try (var cell = CELLS.open(settings, 1)) {
            var trial = cell.run(0);

            assertThat(trial.success()).isFalse();
            assertThat(trial.stage()).isEqualTo(Stage.X224);
            assertThat(trial.ending()).isEqualTo("negotiation-failure");
            assertThat(trial.millis().get(Stage.X224)).isBetween(100.0, 200.0);
        }
    }

    @Test
    void aLadderIsClimbedOnNewConnections() throws Exception {
        var settings = Map.of("link", "flights", "rtt", "1s", "credssp", "none", "profile", "freerdp3");
        try (var cell = CELLS.open(settings, 1)) {
            assertThat(cell.run(0).success()).isTrue();
        }
    }

    @Test
    void theDeadlinesOfTheGridStrike() throws Exception {
        var settings = Map.of("link", "flights", "rtt", "1s", "deadline", "2500ms");
        try (var cell = CELLS.open(settings, 1)) {
            var trial = cell.run(0);

            assertThat(trial.ending()).isEqualTo("timeout");
            assertThat(trial.stage()).isEqualTo(Stage.TLS);
            assertThat(trial.totalMillis()).isEqualTo(2500);
        }
        var stages = Map.of("link", "flights", "rtt", "1s", "stage-deadline", "1500ms");
        try (var cell = CELLS.open(stages, 1)) {
            assertThat(cell.run(0).stage()).as("two round trips").isEqualTo(Stage.CREDSSP);
        }
        var connects = Map.of("link", "flights", "loss", "100%", "connect-deadline", "9s");
        try (var cell = CELLS.open(connects, 1)) {
            assertThat(cell.run(0).millis()).isEqualTo(Map.of(Stage.CONNECT, 9000.0));
        }
    }

    @Test
    void whatCannotBeSimulatedIsRefusedWithWhatCan() {
        for (var wrong : List.of(
                Map.of("tunnel", "wireguard"),
                Map.of("mtu", "1300"),
                Map.of("state-loss", "2s"),
                Map.of("reorder", "5%"),
                Map.of("duplicate", "5%"),
                Map.of("mtu-probing", "1"),
                Map.of("congestion-control", "bbr"))) {
            var settings = new TreeMap<String, String>(wrong);
            settings.put("link", "flights");
            assertThatThrownBy(() -> CELLS.open(settings, 1))
                    .as(wrong.toString())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("loss, burst, loss-way, rtt")
                    .hasMessageContaining("take the link tun");
        }
    }

    @Test
    void theSameGridWithTheSameRecordingGivesTheSameRows() throws Exception {
        var grid = Grid.read(
                "g.yaml",
                """
                name: g
                trials: 40
                seeds: [1, 2]
                fixed: { link: flights, credssp: ntlm, deadline: 3s }
                axes: { loss: [0%, 10%], burst: [1, 4], rtt: [20ms, 200ms] }
                """);
        var first = directory.resolve("first");
        var findings = new Sweep(grid, CELLS, first, Shard.ALL, 2, SweepListener.NONE).run();
        assertThat(findings.problems()).isEmpty();

        var second = Files.createDirectories(directory.resolve("second"));
        Files.copy(first.resolve(Flights.FILE), second.resolve(Flights.FILE));
        new Sweep(grid, new SimulatorCells(), second, Shard.ALL, 1, SweepListener.NONE).run();

        assertThat(Files.readAllLines(second.resolve("trials.jsonl")))
                .containsExactlyInAnyOrderElementsOf(Files.readAllLines(first.resolve("trials.jsonl")))
                .allMatch(line -> line.contains("\"layer\":\"simulated from recorded flights\""));
        assertThat(findings.text()).contains("simulated from recorded flights");
        assertThat(findings.html()).contains("simulated from recorded flights");
    }

    @Test
    void aRecordingSurvivesItsFile() throws Exception {
        CELLS.prepare(List.of(new Cell(Map.of("link", "flights", "credssp", "none"))), directory);

        assertThat(directory.resolve(Flights.FILE)).content().satisfies(text -> {
            var recorded = RecordedFlights.parse(text.strip()).orElseThrow();
            assertThat(recorded.json()).isEqualTo(text.strip());
            assertThat(recorded.peers()).isEqualTo(Map.of("credssp", "none"));
        });
        assertThat(RecordedFlights.parse("{\"peers\":{}")).isEmpty();
    }

    @Test
    void aSimulatedHandshakeCostsASmallPartOfARealOne() throws Exception {
        var peers = Map.of("credssp", "ntlm", "tls", "1.3");
        var simulated = new TreeMap<>(peers);
        simulated.putAll(Map.of("link", "flights", "loss", "5%", "rtt", "100ms"));
        try (var real = CELLS.open(peers, 1);
                var computed = CELLS.open(simulated, 1)) {
            var ratios = new ArrayList<Double>();
            for (int round = 0; round < 5; round++) {
                double one = nanosOfOne(real, 10);
                ratios.add(one / nanosOfOne(computed, 1_000));
            }
            // Measured: some two hundred times cheaper.
            assertThat(ratios.stream().sorted().toList().get(2)).isGreaterThan(10);
        }
    }

    private static double nanosOfOne(CellRunner.Running cell, int trials) throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < trials; i++) {
            assertThat(cell.run(i).success()).isTrue();
        }
        return (double) (System.nanoTime() - start) / trials;
    }

    @Test
    void peersThatCannotBeAreNamedAndTheOthersRun() throws Exception {
        var grid = Grid.read(
                "g.yaml",
                """
                name: g
                trials: 1
                seeds: [1]
                fixed: { link: flights }
                axes: { credssp: [kerberos, none] }
                """);
        var findings = new Sweep(grid, CELLS, directory, Shard.ALL, 1, SweepListener.NONE).run();

        assertThat(findings.cells()).hasSize(1);
        assertThat(findings.problems()).hasSize(1).allMatch(p -> p.contains("needs a realm"));
    }

    @Test
    void nothingIsMissingForAGridThatIsComputed() {
        var grid = Grid.read("g.yaml", "name: g\ntrials: 1\nfixed: { link: flights }\naxes: { loss: [0%, 1%] }\n");

        assertThat(SimulatorCells.missing(grid)).isEmpty();
    }
}
