package dev.rdplab.lab.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.chaos.fault.FaultKind;
import dev.rdplab.chaos.link.Link;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.lab.result.FaultOutcome;
import dev.rdplab.lab.run.Clients;
import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every scenario of the catalogue with faults, played by a relay that decrypts nothing between a server and a client that do
 * nothing wrong. The table in docs/relay.md is printed by it; {@code -Dgolden.update=true} writes it anew.
 */
class RelayedCatalogueTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "relay.md");
    private static final String BEGIN = "<!-- faults of the catalogue: printed by RelayedCatalogueTest -->\n";
    private static final String END = "<!-- end -->";
    private static final long LIMIT_SECONDS = 60;

    /** A scenario, and what came of its faults. */
    private record Played(Scenario scenario, List<FaultOutcome> faults) {
        boolean allTriggered() {
            return faults.stream().allMatch(FaultOutcome::triggered);
        }
    }

    private static Played play(Scenario scenario) throws Exception {
        var server = scenario.withFaults(List.of()).withLink(Link.DIRECT);
        var passed = new LinkedBlockingQueue<PassedConnection>();
        var outcomes = new TreeMap<String, FaultOutcome>();
        try (var real = ScenarioServer.start(server, ScenarioServerOptions.DEFAULT);
                var relay = ScenarioRelay.start(
                        scenario.withLink(Link.DIRECT), 1, real.address(), Optional.empty(), passed::add)) {
            RdpClient.run(Clients.options(scenario.client(), relay.address()));
            for (int i = 0; i < relay.accepted(); i++) {
                var one = passed.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
                assertThat(one).as(scenario.path() + ", connection " + (i + 1)).isNotNull();
                one.result()
                        .remarks()
                        .faults()
                        .forEach(fault ->
                                outcomes.merge(fault.at(), fault, (before, now) -> before.triggered() ? before : now));
            }
        }
        return new Played(scenario, List.copyOf(outcomes.values()));
    }

    @Test
    void everyFaultWhoseMomentShowsTriggers() throws Exception {
        var faulty = Catalogue.load().all().stream()
                .filter(scenario -> !scenario.faults().isEmpty())
                .toList();
        var playable = faulty.stream()
                .filter(scenario -> HiddenMoment.of(scenario).isEmpty())
                .toList();
        var pool = Executors.newFixedThreadPool(8);
        var played = new ArrayList<Played>();
        try {
            var waiting = new ArrayList<Future<Played>>();
            for (var scenario : playable) {
                waiting.add(pool.submit(() -> play(scenario)));
            }
            for (var one : waiting) {
                played.add(one.get(LIMIT_SECONDS * 4, TimeUnit.SECONDS));
            }
        } finally {
            pool.shutdownNow();
        }
        played.forEach(one -> one.faults()
                .forEach(fault -> System.out.printf(
                        "%-60s %-9s %s%n", one.scenario().path(), fault.triggered() ? "triggered" : "-", fault.at())));

        var text = Files.readString(DOCUMENT);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        var table = table(faulty, played);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(DOCUMENT, text.substring(0, begin) + table + text.substring(text.indexOf(END, begin)));
        }
        assertThat(Files.readString(DOCUMENT))
                .as("run the test with -Dgolden.update=true and read the difference")
                .contains(BEGIN + table + END);
    }

    private static String table(List<Scenario> faulty, List<Played> played) {
        var text = new StringBuilder(
                "| fault | scenarios | triggered | not triggered | hidden |\n|---|---|---|---|---|\n");
        Map<String, int[]> rows = new TreeMap<>();
        faulty.forEach(scenario -> row(rows, scenario)[0]++);
        played.forEach(one -> row(rows, one.scenario())[one.allTriggered() ? 1 : 2]++);
        int[] all = new int[3];
        rows.forEach((kind, row) -> {
            line(text, "`" + kind + "`", row);
            for (int i = 0; i < all.length; i++) {
                all[i] += row[i];
            }
        });
        line(text, "all", all);
        var names = played.stream().map(one -> one.scenario().path()).collect(Collectors.toSet());
        text.append("\nHidden, by reason: ").append(reasons(faulty, names)).append(".\n");
        var idle = played.stream()
                .filter(one -> !one.allTriggered())
                .map(one -> "`" + one.scenario().path() + "`")
                .toList();
        text.append("\nNot triggered: ")
                .append(idle.isEmpty() ? "none" : String.join(", ", idle))
                .append(".\n");
        return text.toString();
    }

    private static int[] row(Map<String, int[]> rows, Scenario scenario) {
        return rows.computeIfAbsent(
                FaultKind.of(scenario.faults().get(0).fault()).word(), kind -> new int[3]);
    }

    private static void line(StringBuilder text, String kind, int[] row) {
        text.append("| %s | %d | %d | %d | %d |%n".formatted(kind, row[0], row[1], row[2], row[0] - row[1] - row[2]));
    }

    private static String reasons(List<Scenario> faulty, Set<String> played) {
        var reasons = new TreeMap<String, Integer>();
        for (var scenario : faulty) {
            if (!played.contains(scenario.path())) {
                var hidden = HiddenMoment.of(scenario).get(0);
                String why = hidden.key().endsWith(".on")
                        ? "the message is encrypted"
                        : hidden.key().endsWith(".stage")
                                ? "where the stage begins is encrypted"
                                : "the fault needs the keys";
                reasons.merge(why, 1, Integer::sum);
            }
        }
        return reasons.entrySet().stream()
                .map(reason -> reason.getValue() + " because " + reason.getKey())
                .collect(Collectors.joining(", "));
    }
}
