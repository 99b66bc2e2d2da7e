package dev.rdplab.verification.real;

import dev.rdplab.testkit.needs.Programs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One rule of the kernel's packet filter on the loopback interface, in a table of its own that goes with it. Wants root. */
final class PacketFilter implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final String table = "rdplab_" + ProcessHandle.current().pid() + "_" + System.nanoTime();

    private PacketFilter() {}

    /** @throws AssertionError when nft refuses it: {@link Netfilter} is what such a test needs */
    static PacketFilter start(String rule) {
        var filter = new PacketFilter();
        var run = filter.ask(rule);
        if (run.exitCode() != 0) {
            throw new AssertionError(run);
        }
        return filter;
    }

    /** What nft says against a rule; empty when it takes it. The rule is gone when this returns. */
    static Optional<String> refusal(String rule) {
        var filter = new PacketFilter();
        var run = filter.ask(rule);
        if (run.exitCode() == 0) {
            filter.close();
            return Optional.empty();
        }
        return Optional.of(run.output().lines().findFirst().orElse(""));
    }

    private Finished ask(String rule) {
        var ruleset =
                """
                table inet %s {
                  chain c {
                    type filter hook input priority 0
                    iifname "lo" %s
                  }
                }
                """
                        .formatted(table, rule);
        return nft(List.of("-f", "-"), ruleset);
    }

    private static Finished nft(List<String> arguments, String stdin) {
        var program = Programs.require("nft");
        try (var process = RealProcess.start(Scratch.create("nft"), program, arguments, java.util.Map.of(), stdin)) {
            return process.await(LIMIT);
        }
    }

    @Override
    public void close() {
        nft(List.of("delete", "table", "inet", table), "");
    }
}
