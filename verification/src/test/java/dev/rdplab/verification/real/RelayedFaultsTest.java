package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.testkit.needs.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every scenario whose faults a closed relay can play, between xfreerdp 2.11 and a real server: xrdp with TLS, and where the fault does
 * not trigger there, the next pair. {@code -Dgolden.update=true} writes docs/relay-faults.md anew; exit codes are not compared,
 * since a client that is in the middle of something may end in two ways.
 */
@Needs(
        value = {"xfreerdp", "xrdp", "openssl", "freerdp-shadow-cli", "winpr-hash", "Xvfb"},
        also = XrdpsFiles.class)
@Tag("real")
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class RelayedFaultsTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "relay-faults.md");
    private static final String BEGIN = "<!-- printed by RelayedFaultsTest -->\n";
    private static final String END = "\n## Every fault on every pair\n";
    private static final int AT_ONCE = 4;

    /** A real server, and what xfreerdp is told for it. */
    private enum Pair {
        XRDP_TLS("xrdp, TLS 1.3", "/sec:tls"),
        XRDP_TLS_1_2("xrdp, TLS 1.2", "/sec:tls"),
        SHADOW_NLA("freerdp-shadow 2.11, NLA"),
        XRDP_RDP("xrdp, standard RDP security", "/sec:rdp");

        private final String text;
        private final String[] options;

        Pair(String text, String... options) {
            this.text = text;
            this.options = options;
        }
    }

    private record Played(RelayedPlay play, Pair pair) {
        String row() {
            return "| `%s` | %s | %s |%n"
                    .formatted(
                            play.scenario().path(),
                            play.triggered() ? pair.text : "none of the pairs",
                            play.exitText());
        }
    }

    private final Map<Pair, Xrdp> xrdps = new EnumMap<>(Pair.class);

    private Played play(Scenario scenario) throws Exception {
        Played last = null;
        for (var pair : Pair.values()) {
            last = pair == Pair.SHADOW_NLA
                    ? besideAShadow(scenario)
                    : play(scenario, pair, xrdps.get(pair).port());
            if (last.play().triggered()) {
                return last;
            }
        }
        return last;
    }

    private static Played besideAShadow(Scenario scenario) throws Exception {
        try (var shadow = Shadow2.start(ShadowMode.NLA)) {
            return play(scenario, Pair.SHADOW_NLA, shadow.port());
        }
    }

    private static Played play(Scenario scenario, Pair pair, int port) throws Exception {
        return new Played(
                RelayedPlay.of(
                        scenario, port, relay -> XFreeRdp2.start(XFreeRdp2.logOn(relay, Account.ALICE, pair.options))),
                pair);
    }

    @Test
    void everyFaultThatAClosedRelayCanPlayTriggersOnARealPair() throws Exception {
        var pool = Executors.newFixedThreadPool(AT_ONCE);
        var played = new ArrayList<Played>();
        try (var tls = Xrdp.start(Xrdp.Mode.TLS);
                var older = Xrdp.start(Xrdp.Mode.TLS, Map.of("ssl_protocols", "TLSv1.2"));
                var rdp = Xrdp.start(Xrdp.Mode.RDP)) {
            xrdps.putAll(Map.of(Pair.XRDP_TLS, tls, Pair.XRDP_TLS_1_2, older, Pair.XRDP_RDP, rdp));
            var waiting = new ArrayList<Future<Played>>();
            for (var scenario : RelayedPlay.playable()) {
                waiting.add(pool.submit(() -> {
                    var one = play(scenario);
                    System.out.print(one.row());
                    return one;
                }));
            }
            for (var one : waiting) {
                played.add(one.get());
            }
        } finally {
            pool.shutdownNow();
        }
        if (Boolean.getBoolean("golden.update")) {
            var table = new StringBuilder("| scenario | pair | xfreerdp 2.11 |\n|---|---|---|\n");
            played.forEach(one -> table.append(one.row()));
            var text = Files.readString(DOCUMENT);
            var second = text.substring(text.indexOf(END));
            Files.writeString(DOCUMENT, text.substring(0, text.indexOf(BEGIN) + BEGIN.length()) + table + second);
        }
        assertThat(played)
                .hasSizeGreaterThan(100)
                .filteredOn(one -> !one.play().triggered())
                .extracting(Played::row)
                .isEmpty();
    }
}
