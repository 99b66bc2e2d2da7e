package dev.rdplab.verification.real;

import java.time.Duration;
import java.util.List;

/** One rule of the kernel's packet filter on the loopback interface, in a table of its own that goes with it. Wants root. */
final class PacketFilter implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final String table = "rdplab_" + ProcessHandle.current().pid() + "_" + System.nanoTime();

    private PacketFilter() {}

    static PacketFilter start(String rule) {
        var filter = new PacketFilter();
        var ruleset =
                """
                table inet %s {
                  chain c {
                    type filter hook input priority 0
                    iifname "lo" %s
                  }
                }
                """
                        .formatted(filter.table, rule);
        var run = nft(List.of("-f", "-"), ruleset);
        return run.exitCode() == 0
                ? filter
                : RealPrograms.unusable("nft does not take a rule (not root, or no netfilter in this kernel): "
                        + run.output().lines().findFirst().orElse(""));
    }

    private static Finished nft(List<String> arguments, String stdin) {
        var program = RealPrograms.require("nft");
        try (var process = RealProcess.start(Scratch.create("nft"), program, arguments, java.util.Map.of(), stdin)) {
            return process.await(LIMIT);
        }
    }

    @Override
    public void close() {
        nft(List.of("delete", "table", "inet", table), "");
    }
}
