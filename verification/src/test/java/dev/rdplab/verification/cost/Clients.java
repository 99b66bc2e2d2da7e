package dev.rdplab.verification.cost;

import dev.rdplab.verification.real.Account;
import dev.rdplab.verification.real.XFreeRdp2;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client's whole process from cold, ours and FreeRDP's, against one server with NLA, in turn. */
final class Clients {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Clients() {}

    /** Wall and processor time of one run, seconds. */
    private record Cost(double wall, double cpu) {}

    private interface Run {
        void go() throws IOException, InterruptedException;
    }

    /** Ours over theirs, medians. */
    record Ratios(double wall, double cpu) {}

    static Ratios compare(String rdplab, int rounds) throws IOException, InterruptedException {
        try (var server = Contender.ours("OPENSSL", "RSA", "NLA")) {
            var ours = new ArrayList<Cost>();
            var theirs = new ArrayList<Cost>();
            for (int i = 0; i <= rounds; i++) {
                var our = cost(() -> probe(rdplab, server.port()));
                var their = cost(() -> freeRdp(server.port()));
                if (i > 0) { // the first run fills the page cache
                    ours.add(our);
                    theirs.add(their);
                }
            }
            return print(ours, theirs, rounds);
        }
    }

    private static Cost cost(Run run) throws IOException, InterruptedException {
        var before = ProcessCpu.ofEndedChildren();
        long start = System.nanoTime();
        run.go();
        double wall = (System.nanoTime() - start) / 1e9;
        return new Cost(wall, ProcessCpu.ofEndedChildren().minus(before).toNanos() / 1e9);
    }

    private static void probe(String rdplab, int port) throws IOException, InterruptedException {
        var command = List.of(
                rdplab, "probe", "127.0.0.1:" + port, "--user", "alice", "--password-env", "LAB_PASSWORD", "--json");
        var builder = new ProcessBuilder(command)
                .redirectOutput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(Map.of("LAB_PASSWORD", Account.ALICE.password(), "RDPLAB_NO_BUILD", "1"));
        int exit = builder.start().waitFor();
        if (exit != 0) {
            throw new IOException("rdplab probe ended with " + exit);
        }
    }

    private static void freeRdp(int port) {
        XFreeRdp2.run(LIMIT, XFreeRdp2.logOn(port, Account.ALICE, "+auth-only"));
    }

    private static Ratios print(List<Cost> ours, List<Cost> theirs, int rounds) {
        var ourWall = new Figures(ours.stream().map(Cost::wall).toList());
        var ourCpu = new Figures(ours.stream().map(Cost::cpu).toList());
        var theirWall = new Figures(theirs.stream().map(Cost::wall).toList());
        var theirCpu = new Figures(theirs.stream().map(Cost::cpu).toList());
        System.out.printf("%nOne handshake with NLA, the client's whole process: seconds, median of %d%n", rounds);
        System.out.println("| client | wall s | CPU s |");
        System.out.println("|---|---|---|");
        System.out.printf("| rdplab probe | %s | %s |%n", ourWall.text("%.2f"), ourCpu.text("%.2f"));
        System.out.printf("| xfreerdp +auth-only | %s | %s |%n", theirWall.text("%.2f"), theirCpu.text("%.2f"));
        System.out.printf(
                "| probe / xfreerdp | %s | %s |%n",
                ourWall.per(theirWall).text("%.2f"), ourCpu.per(theirCpu).text("%.2f"));
        return new Ratios(ourWall.median() / theirWall.median(), ourCpu.median() / theirCpu.median());
    }
}
