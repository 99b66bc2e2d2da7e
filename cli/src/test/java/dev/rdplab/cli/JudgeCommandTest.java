package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With shells for programs. */
@Timeout(60)
class JudgeCommandTest {

    @Test
    void aProgramThatStaysIsEndedAtTheLimitThatWasGiven() {
        var run = Cli.run(
                "judge",
                "--client",
                "sleep 300",
                "--scenarios",
                "tls/server-key-unreadable",
                "--limit",
                "200ms",
                "--json");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("\"did\":\"still running\"");
    }

    @Test
    void wrongUsageIsOneLine() {
        assertUsage("--limit: a limit is 1ms to 10min", "--client", "true", "--limit", "11min");
        assertUsage("is no placeholder", "--client", "x {hots}");
        assertUsage("say which program", "--scenarios", "tls/*");
        assertUsage("stands without --client", "--server", "127.0.0.1:1", "--client", "true");
        assertUsage("is none of", "--program", "mstsc");
    }

    private static void assertUsage(String message, String... arguments) {
        var line = new java.util.ArrayList<>(java.util.List.of("judge"));
        line.addAll(java.util.List.of(arguments));
        var run = Cli.run(line.toArray(String[]::new));
        assertThat(run.exit()).as(message).isEqualTo(2);
        assertThat(run.err()).contains(message).doesNotContain("Exception");
    }
}
