package dev.rdplab.judging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.scenario.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectationRecordTest {

    @Test
    void whatIsRecordedIsExpected(@TempDir Path folder) throws IOException {
        var catalogue = Catalogue.load();
        var session = catalogue.find("session-tls").orElseThrow();
        var failure = catalogue.find("wrong-password").orElseThrow();
        var up = new Outcome(OptionalInt.of(0), 1, true, "", Duration.ofSeconds(1));
        var ended = new Outcome(OptionalInt.of(13), 2, false, "no", Duration.ofSeconds(1));
        var file = folder.resolve("client.yaml");

        ExpectationRecord.write(
                file,
                "my \"client\"",
                Optional.of(dev.rdplab.lab.Program.XFREERDP),
                "client {host}:{port}",
                "1.2",
                LocalDate.of(2026, 11, 30),
                List.of(
                        new Judgement(session, Judgement.Kind.PASS, "", Optional.of(up), List.of()),
                        new Judgement(failure, Judgement.Kind.FAIL, "differs", Optional.of(ended), List.of())));

        String text = Files.readString(file);
        assertThat(text).contains("version: \"1.2\"", "date: \"2026-11-30\"", ExpectationRecord.REASON);
        var read = ExpectationFile.read(file.toString(), text);
        assertThat(read.name()).isEqualTo("my \"client\"");
        assertThat(read.of(session).differences(up)).isEmpty();
        assertThat(read.of(failure).differences(ended)).isEmpty();
        assertThat(read.of(failure).differences(up)).isNotEmpty();
    }
}
