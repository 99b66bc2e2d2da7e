package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.Program;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.testkit.needs.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every scenario whose faults a closed relay can play, on every pair of a real client and a real server that works directly. About an
 * hour. {@code -Dgolden.update=true} writes the second table of docs/relay-faults.md anew; {@code -Drdplab.pairs=REGEX} and
 * {@code -Drdplab.pairScenarios=REGEX} play some of them and write nothing.
 */
@Needs(
        value = {
            "xfreerdp",
            "xfreerdp3",
            "rdesktop",
            "xrdp",
            "openssl",
            "freerdp-shadow-cli",
            "winpr-hash",
            "freerdp-shadow-cli3",
            "winpr-hash3",
            "weston",
            "gnome-remote-desktop-daemon",
            "grdctl",
            "dbus-run-session",
            "python3",
            "ip",
            "unshare",
            "Xvfb"
        },
        also = {XrdpsFiles.class, OwnNetwork.class})
@Tag("real")
@Tag("soak")
@Timeout(value = 3, unit = TimeUnit.HOURS)
class RelayedPairFaultsTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "relay-faults.md");
    private static final String BEGIN = "<!-- printed by RelayedPairFaultsTest -->\n";
    private static final String PAIRS = System.getProperty("rdplab.pairs", ".*");
    private static final String SCENARIOS = System.getProperty("rdplab.pairScenarios", ".*");
    private static final int AT_ONCE = Integer.getInteger("rdplab.pairsAtOnce", 4);

    private enum Server {
        XRDP("xrdp", "/sec:tls"),
        XRDP_TLS_1_2("xrdp, TLS 1.2", "/sec:tls"),
        SHADOW2("freerdp-shadow 2.11"),
        SHADOW3("freerdp-shadow 3.10"),
        WESTON("weston", "/sec:tls"),
        GNOME("gnome-remote-desktop");

        private final String text;
        private final String[] options;

        Server(String text, String... options) {
            this.text = text;
            this.options = options;
        }

        RelayedPairsTest.Running start() {
            return switch (this) {
                case XRDP -> running(() -> Xrdp.start(Xrdp.Mode.TLS), Xrdp::port, Xrdp::close);
                case XRDP_TLS_1_2 ->
                    running(
                            () -> Xrdp.start(Xrdp.Mode.TLS, Map.of("ssl_protocols", "TLSv1.2")),
                            Xrdp::port,
                            Xrdp::close);
                case SHADOW2 -> running(() -> Shadow2.start(ShadowMode.NLA), Shadow2::port, Shadow2::close);
                case SHADOW3 -> running(() -> Shadow3.start(ShadowMode.NLA), Shadow3::port, Shadow3::close);
                case WESTON -> running(Weston::tls, Weston::port, Weston::close);
                case GNOME -> running(GnomeRemoteDesktop::start, GnomeRemoteDesktop::port, GnomeRemoteDesktop::close);
            };
        }

        private static <S> RelayedPairsTest.Running running(
                Supplier<S> start, ToIntFunction<S> port, Consumer<S> close) {
            S started = start.get();
            return new RelayedPairsTest.Running(port.applyAsInt(started), () -> close.accept(started));
        }
    }

    /** A client and a server. */
    private enum Pair {
        X2_XRDP(Program.XFREERDP, "xfreerdp 2.11", Server.XRDP),
        X3_XRDP(Program.XFREERDP3, "xfreerdp 3.10", Server.XRDP),
        RD_XRDP(Program.RDESKTOP, "rdesktop 1.9", Server.XRDP),
        X2_XRDP12(Program.XFREERDP, "xfreerdp 2.11", Server.XRDP_TLS_1_2),
        X2_SHADOW2(Program.XFREERDP, "xfreerdp 2.11", Server.SHADOW2),
        X3_SHADOW3(Program.XFREERDP3, "xfreerdp 3.10", Server.SHADOW3),
        X2_WESTON(Program.XFREERDP, "xfreerdp 2.11", Server.WESTON),
        X2_GNOME(Program.XFREERDP, "xfreerdp 2.11", Server.GNOME),
        X3_SHADOW2(Program.XFREERDP3, "xfreerdp 3.10", Server.SHADOW2),
        X2_SHADOW3(Program.XFREERDP, "xfreerdp 2.11", Server.SHADOW3),
        X3_WESTON(Program.XFREERDP3, "xfreerdp 3.10", Server.WESTON),
        X3_GNOME(Program.XFREERDP3, "xfreerdp 3.10", Server.GNOME);

        private final Program program;
        private final String client;
        private final Server server;

        Pair(Program program, String client, Server server) {
            this.program = program;
            this.client = client;
            this.server = server;
        }

        RealProcess client(int port) {
            return switch (program) {
                case XFREERDP3 -> XFreeRdp3.start(XFreeRdp3.logOn(port, Account.ALICE, server.options));
                case RDESKTOP -> Rdesktop.start(Rdesktop.logOn(port, "bob"));
                default -> XFreeRdp2.start(XFreeRdp2.logOn(port, Account.ALICE, server.options));
            };
        }

        @Override
        public String toString() {
            return client + " to " + server.text;
        }
    }

    /** What every play of a pair has come to, by scenario. */
    private static Map<String, RelayedPlay> played(Pair pair, List<Scenario> scenarios) throws Exception {
        var waiting = new ConcurrentLinkedQueue<>(scenarios);
        var played = new TreeMap<String, RelayedPlay>();
        var pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var workers = new ArrayList<Future<List<RelayedPlay>>>();
            for (int i = 0; i < AT_ONCE; i++) {
                workers.add(pool.submit(() -> work(pair, waiting)));
            }
            for (var worker : workers) {
                worker.get().forEach(play -> played.put(play.scenario().path(), play));
            }
        } finally {
            pool.shutdownNow();
        }
        return played;
    }

    /** Plays with a server of its own. A server that a fault has ended is started anew: then nothing triggers. */
    private static List<RelayedPlay> work(Pair pair, ConcurrentLinkedQueue<Scenario> waiting) throws Exception {
        var played = new ArrayList<RelayedPlay>();
        var server = pair.server.start();
        try {
            for (var scenario = waiting.poll(); scenario != null; scenario = waiting.poll()) {
                var play = RelayedPlay.of(scenario, server.port(), pair::client);
                if (!play.triggered()) {
                    server.close();
                    server = pair.server.start();
                    play = RelayedPlay.of(scenario, server.port(), pair::client);
                }
                System.out.println("| " + pair + " | " + scenario.path() + " | " + cell(play) + " |");
                played.add(play);
            }
        } finally {
            server.close();
        }
        return played;
    }

    private static String cell(RelayedPlay play) {
        return play == null || !play.triggered() ? "-" : play.exitText();
    }

    @Test
    void everyFaultOnEveryPair() throws Exception {
        var scenarios = RelayedPlay.playable().stream()
                .filter(scenario -> scenario.path().matches(SCENARIOS))
                .toList();
        var all = new EnumMap<Pair, Map<String, RelayedPlay>>(Pair.class);
        for (var pair : Pair.values()) {
            if (pair.name().matches(PAIRS)) {
                all.put(pair, played(pair, scenarios));
            }
        }
        var table = new StringBuilder("| scenario |");
        all.keySet().forEach(pair -> table.append(' ').append(pair).append(" |"));
        table.append("\n|---|").append("---|".repeat(all.size())).append('\n');
        for (var scenario : scenarios) {
            table.append("| `").append(scenario.path()).append("` |");
            all.values().forEach(plays -> table.append(' ')
                    .append(cell(plays.get(scenario.path())))
                    .append(" |"));
            table.append('\n');
        }
        System.out.print(table);
        boolean whole = all.size() == Pair.values().length && SCENARIOS.equals(".*");
        if (Boolean.getBoolean("golden.update") && whole) {
            var text = Files.readString(DOCUMENT);
            Files.writeString(DOCUMENT, text.substring(0, text.indexOf(BEGIN) + BEGIN.length()) + table);
        }
        assertThat(scenarios).isNotEmpty();
        assertThat(scenarios)
                .filteredOn(scenario -> all.values().stream()
                        .noneMatch(plays -> plays.get(scenario.path()).triggered()))
                .extracting(Scenario::path)
                .isEmpty();
    }
}
