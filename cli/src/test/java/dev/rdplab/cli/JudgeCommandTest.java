package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** With shells for programs. */
class JudgeCommandTest {

    @Test
    void aProgramThatStaysIsEndedAtTheLimitThatWasGiven() {
        var run = Cli.run(
                "judge",
                "--client",
                "sh -c 'sleep 300' {port}",
                "--scenarios",
                "tls/server-key-unreadable",
                "--limit",
                "200ms",
                "--json");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("\"did\":\"still running\"");
    }

    @Test
    void aProgramThatCannotBeStartedIsThree() {
        for (var command : java.util.List.of("judge", "cuts")) {
            for (var program : java.util.List.of("nosuchprogram-77", "./nosuch", "/etc/hostname")) {
                var run = Cli.run(command, "--client", program + " {host}:{port}");

                assertThat(run.exit()).as(command + " " + program).isEqualTo(3);
                assertThat(run.err()).contains("cannot start " + program).doesNotContain("Exception");
            }
        }
    }

    @Test
    void aCommandWithoutAPortIsTwo() {
        for (var command : java.util.List.of("judge", "cuts")) {
            var run = Cli.run(command, "--client", "true {host}");

            assertThat(run.exit()).as(command).isEqualTo(2);
            assertThat(run.err()).contains("the command has no {port}");
        }
    }

    /** It ends with 1, as a client would that found the failure of the scenario. */
    @Test
    void aProgramThatNeverConnectsFails() {
        var run = Cli.run(
                "judge",
                "--client",
                "sh -c 'echo first; echo cannot open the display; exit 1' {port}",
                "--scenarios",
                "tls/server-key-unreadable,active/session-nla,connect/port-refused");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("server-key-unreadable +fail +exit 1 +0 .*never connected")
                .containsPattern("session-nla +fail +exit 1 +0 .*never connected")
                .containsPattern("port-refused +pass")
                .contains("first | cannot open the display");
        var cuts = Cli.run("cuts", "--client", "false {port}");
        assertThat(cuts.exit()).isEqualTo(1);
        assertThat(cuts.err()).contains("false never connected (exit 1)");
    }

    @Test
    void wrongUsageIsOneLine() {
        assertUsage("--limit: a limit is 1ms to 10min", "--client", "true {port}", "--limit", "11min");
        assertUsage("is not a placeholder", "--client", "x {hots} {port}");
        assertUsage("say which program", "--scenarios", "tls/*");
        assertUsage("give no --client", "--server", "127.0.0.1:1", "--client", "true {port}");
        assertUsage("is not one of", "--program", "putty");
    }

    private static void assertUsage(String message, String... arguments) {
        var line = new java.util.ArrayList<>(java.util.List.of("judge"));
        line.addAll(java.util.List.of(arguments));
        var run = Cli.run(line.toArray(String[]::new));
        assertThat(run.exit()).as(message).isEqualTo(2);
        assertThat(run.err()).contains(message).doesNotContain("Exception");
    }
}
