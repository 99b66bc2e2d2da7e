package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.Program;
import dev.rdplab.lab.verdict.OwnMeasurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionsCommandTest {

    private static final String MEASURED =
            "measured: { program: mstsc, version: '10.0.22621', os: Windows 11, date: 2026-11-30, wire: { stage: tls }, numbers: ";

    @TempDir
    private Path folder;

    private String recorded(String... rows) throws IOException {
        return Files.writeString(
                        folder.resolve("mine.yaml"),
                        "name: mstsc\nprogram: mstsc\nexpect:\n  - " + String.join("\n  - ", rows) + "\n")
                .toString();
    }

    private Cli add(String file, String... more) {
        var line = new java.util.ArrayList<>(java.util.List.of("predictions", "add", file));
        line.addAll(java.util.List.of("--folder", folder.resolve("data").toString()));
        line.addAll(java.util.List.of(more));
        return Cli.run(line.toArray(String[]::new));
    }

    @Test
    void whatAgreesIsKeptAsMeasured() throws IOException {
        var run = add(recorded("{ scenario: tls/server-key-unreadable, shows: any, " + MEASURED + "0x904/0x7 } }"));

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("1 added as measured", "1 of them as predicted", "0 contradictions");
        assertThat(OwnMeasurements.in(folder.resolve("data"))).singleElement().satisfies(row -> {
            assertThat(row.program()).isEqualTo(Program.MSTSC);
            assertThat(row.shows()).isEqualTo("0x904/0x7");
            assertThat(row.source()).contains("Windows 11", "2026-11-30", "10.0.22621", "mine.yaml");
        });
    }

    @Test
    void aContradictionIsListedAndEndsWithOne() throws IOException {
        var run = add(
                recorded("{ scenario: credssp/wrong-password, shows: any, " + MEASURED + "[2308, 7] } }"), "--json");

        assertThat(run.exit()).isEqualTo(1);
        var contradiction = run.objects().get(0).path("contradictions").get(0);
        assertThat(contradiction.path("measured").asText()).isEqualTo("0x904/0x7");
        assertThat(contradiction.path("earlier").asText()).isEqualTo("0x807");
        assertThat(contradiction.path("confidence").asText()).isEqualTo("inferred");
    }

    @Test
    void aFirstNumberAloneDoesNotReplaceAPair() throws IOException {
        var run = add(recorded("{ scenario: tls/server-key-unreadable, shows: any, " + MEASURED + "2308 } }"));

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("agrees in the first number", "0 added");
        assertThat(OwnMeasurements.in(folder.resolve("data"))).isEmpty();
    }

    @Test
    void mstscIsMeasuredOnWindowsOnly() throws IOException {
        var run = add(recorded("{ scenario: tls/server-key-unreadable, shows: any, "
                + MEASURED.replace("Windows 11", "Linux 6.1") + "0x904/0x7 } }"));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("measured.os: mstsc runs on Windows only, not on 'Linux 6.1'");
    }

    @Test
    void wrongFilesAreRefused() throws IOException {
        var unmeasured = add(recorded("{ scenario: tls/server-key-unreadable, exit: 1 }"));
        assertThat(unmeasured.exit()).isEqualTo(2);
        assertThat(unmeasured.err()).contains("no row has 'measured'", "judge --record");

        var numbers = add(recorded("{ scenario: tls/server-key-unreadable, shows: any, " + MEASURED + "error } }"));
        assertThat(numbers.exit()).isEqualTo(2);
        assertThat(numbers.err()).contains("'error' is not what mstsc can show");

        assertThat(add(folder.resolve("none.yaml").toString()).exit()).isEqualTo(3);
        assertThat(Cli.run("predictions").exit()).isEqualTo(2);
    }
}
