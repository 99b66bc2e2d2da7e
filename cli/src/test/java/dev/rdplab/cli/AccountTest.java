package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands that log on do with somebody's account. */
class AccountTest {

    @TempDir
    private Path folder;

    private String password;

    @BeforeEach
    void write() throws IOException {
        password = Files.writeString(folder.resolve("password"), "bad\n").toString();
    }

    private Cli at(ScenarioServer server, String command, String... more) {
        var line =
                new ArrayList<>(List.of(command, "127.0.0.1:" + server.address().getPort()));
        if (command.equals("probe")) {
            line.addAll(List.of("--out", folder.resolve("out").toString()));
        }
        line.addAll(List.of(more));
        return Cli.run(line.toArray(String[]::new));
    }

    private static ScenarioServer refusing() throws IOException {
        return ScenarioServer.start(
                Catalogue.load().find("wrong-password").orElseThrow(), ScenarioServerOptions.DEFAULT);
    }

    @Test
    void oneRefusedLogonEndsTheCount() throws Exception {
        try (var server = refusing()) {
            var run = at(server, "probe", "--user", "lab", "--password-file", password, "--count", "5");

            assertThat(run.exit()).isEqualTo(1);
            assertThat(server.accepted()).isEqualTo(1);
            assertThat(run.err())
                    .contains("stopped after 1 of 5 probes: the server refused the account lab")
                    .contains("--yes-present-again");
        }
    }

    @Test
    void whoInsistsPresentsItAgain() throws Exception {
        try (var server = refusing()) {
            at(server, "probe", "--user", "lab", "--password-file", password, "--count", "3", "--yes-present-again");

            assertThat(server.accepted()).isEqualTo(3);
        }
    }

    @Test
    void aLoadEndsWithTheFirstRefusedLogon() throws Exception {
        try (var server = refusing()) {
            var run = at(server, "load", "--user", "lab", "--password-file", password, "--rate", "50");

            assertThat(run.exit()).isEqualTo(1);
            assertThat(server.accepted()).isEqualTo(1);
            assertThat(run.err()).contains("stopped: the server refused the account lab");
        }
    }

    @Test
    void aUserWithoutAPasswordIsWrongUsageAndNothingIsSent() throws Exception {
        try (var server = refusing()) {
            for (var command : List.of("probe", "load")) {
                var run = at(server, command, "--user", "lab");

                assertThat(run.exit()).as(command).isEqualTo(2);
                assertThat(run.err())
                        .contains("no password for lab")
                        .contains("--password-env", "--password-file", "--password-stdin", "--empty-password");
            }
            assertThat(server.accepted()).isZero();
        }
        var serve = Cli.run("serve", "--port", "0", "--user", "lab");
        assertThat(serve.exit()).isEqualTo(2);
        assertThat(serve.err()).contains("no password for lab");
    }

    @Test
    void anEmptyPasswordIsSentOnlyWhenAskedFor() throws Exception {
        var empty = Files.writeString(folder.resolve("empty"), "\n").toString();
        try (var server = refusing()) {
            var refused = at(server, "probe", "--user", "lab", "--password-file", empty);
            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.err()).contains("is empty", "--empty-password");
            assertThat(server.accepted()).isZero();

            assertThat(at(server, "probe", "--user", "lab", "--empty-password").exit())
                    .isEqualTo(1);
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void aPasswordFileThatCannotBeReadIsThree() {
        var run = Cli.run("probe", "127.0.0.1:1", "--user", "lab", "--password-file", folder + "/none");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("none: no such file");
    }
}
