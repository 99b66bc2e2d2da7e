package dev.rdplab.verification.cost;

import static java.util.stream.Collectors.joining;

import dev.rdplab.verification.real.ShadowMode;
import java.io.IOException;
import java.io.PrintStream;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Loads our server and real ones in interleaved rounds and prints the processor time of each server per handshake. What the
 * others do besides (xrdp forks a process for a session, freerdp-shadow sets one up) is in their figures, so this is the
 * cost to answer a handshake, and no more can be said of it.
 */
final class Compare {

    private static final int CLIENTS = 4;
    private static final Duration DRAIN = Duration.ofSeconds(10);

    /** A busy machine may take longer than a short round for its first handshake: so many more rounds are waited for it. */
    private static final int PATIENCE = 30;

    private static final String OURS = "rdplab OPENSSL RSA";

    private Compare() {}

    /** How much is measured. @param probes runs of each client's whole process */
    record Plan(int rounds, Duration round, Duration warmUp, long warmHandshakes, int probes) {

        static final Plan FULL = new Plan(7, Duration.ofSeconds(3), Duration.ofSeconds(30), 5_000, 11);
        static final Plan BRIEF = new Plan(7, Duration.ofSeconds(1), Duration.ofSeconds(10), 5_000, 11);
        static final Plan QUICK = new Plan(3, Duration.ofSeconds(1), Duration.ofSeconds(3), 0, 3);
    }

    /** {@code --brief}: shorter rounds and warm-up, for figures in some four minutes; {@code --quick}: three, to see that it runs. */
    public static void main(String[] args) throws Exception {
        var plan =
                switch (args.length > 0 ? args[0] : "") {
                    case "--brief" -> Plan.BRIEF;
                    case "--quick" -> Plan.QUICK;
                    default -> Plan.FULL;
                };
        run(plan, System.getProperty("anchor", ""), System.out);
        NlaOnTop.compare(plan, System.out);
        Clients.compare(System.getProperty("rdplab", "./rdplab"), plan.probes);
    }

    /**
     * Starts the servers, measures, ends them.
     *
     * @param anchor command of the C anchor; empty when there is none
     * @return those that ran and have ended
     */
    static List<Contender> run(Plan plan, String anchor, PrintStream out) throws Exception {
        var contenders = new ArrayList<Contender>();
        try {
            contenders.add(Contender.ours("OPENSSL", "RSA", "TLS"));
            contenders.add(Contender.ours("JDK", "RSA", "TLS"));
            contenders.add(Contender.ours("OPENSSL", "EC", "TLS"));
            contenders.add(Contender.xrdp());
            contenders.add(Contender.shadow(ShadowMode.TLS));
            Contender.anchor(anchor).ifPresent(contenders::add);
            servers(contenders, plan, out);
        } finally {
            for (Contender contender : contenders) {
                contender.close();
            }
        }
        return contenders;
    }

    private static void servers(List<Contender> contenders, Plan plan, PrintStream out)
            throws IOException, GeneralSecurityException, InterruptedException {
        var load = new LoadGenerator();
        for (Contender contender : contenders) {
            System.err.printf("warmed %s: %d handshakes%n", contender.name(), warm(load, contender, plan));
        }
        Map<String, List<Double>> micros = new LinkedHashMap<>();
        for (int i = 0; i < plan.rounds; i++) {
            for (Contender contender : contenders) {
                double each = microsPerHandshake(load, contender, plan.round);
                System.err.printf("round %d: %s %.0f us%n", i + 1, contender.name(), each);
                micros.computeIfAbsent(contender.name(), name -> new ArrayList<>())
                        .add(each);
            }
        }
        print(micros, plan.rounds, out);
    }

    /** Time alone does not warm what compiles itself on a busy machine: up to four times as long until enough are done. */
    private static long warm(LoadGenerator load, Contender contender, Plan plan) throws InterruptedException {
        long done = 0;
        int times = contender.compiles() ? 4 : 1;
        for (int i = 0; i < times && (i == 0 || done < plan.warmHandshakes); i++) {
            done += load.run(contender.port(), "TLSv1.3", CLIENTS, plan.warmUp).handshakes();
        }
        return done;
    }

    private static double microsPerHandshake(LoadGenerator load, Contender contender, Duration round)
            throws IOException, InterruptedException {
        drain(contender);
        var before = ProcessCpu.of(contender.pid());
        var done = load.run(contender.port(), "TLSv1.3", CLIENTS, round);
        for (int more = 0; more < PATIENCE && done.handshakes() == 0; more++) {
            done = load.run(contender.port(), "TLSv1.3", CLIENTS, round);
        }
        drain(contender);
        var used = ProcessCpu.of(contender.pid()).minus(before);
        if (done.handshakes() == 0) {
            throw new IOException(contender.name() + " answered none: " + done.first());
        }
        if (done.failures() > 0) {
            System.err.printf("%s: %d failed, first: %s%n", contender.name(), done.failures(), done.first());
        }
        return used.toNanos() / 1e3 / done.handshakes();
    }

    private static void drain(Contender contender) throws IOException {
        int left = contender.forks() ? ProcessCpu.drain(contender.pid(), DRAIN) : 0;
        if (left > 0) {
            System.err.printf("%s: %d children are not counted%n", contender.name(), left);
        }
    }

    private static void print(Map<String, List<Double>> micros, int rounds, PrintStream out) {
        out.printf(
                "%nCost to answer a handshake, X.224 + TLS 1.3: server CPU in microseconds, median of %d rounds%n",
                rounds);
        var beside = Stream.of(OURS, "rdplab JDK RSA", Contender.ANCHOR)
                .filter(micros::containsKey)
                .toList();
        out.println("| server | CPU us |"
                + beside.stream().map(name -> " by " + name + " |").collect(joining()));
        out.println("|---|---|" + "---|".repeat(beside.size()));
        micros.forEach((name, list) -> {
            var figures = new Figures(list);
            var ratios = beside.stream()
                    .map(other ->
                            ' ' + figures.per(new Figures(micros.get(other))).text("%.2f") + " |");
            out.printf("| %s | %s |%s%n", name, figures.text("%.0f"), ratios.collect(joining()));
        });
    }
}
