package dev.rdplab.verification.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.testkit.needs.Needs;
import dev.rdplab.verification.real.XrdpsFiles;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The comparison runs and leaves nothing behind. What it measures in so short a time says nothing. */
@Needs(
        value = {"xrdp", "openssl", "freerdp-shadow-cli", "winpr-hash", "xfreerdp", "Xvfb"},
        also = XrdpsFiles.class)
@Tag("real")
class CompareTest {

    private static final Compare.Plan MOMENT =
            new Compare.Plan(1, Duration.ofMillis(300), Duration.ofMillis(300), 0, 1);

    @Test
    void everyServerHasARowAndNoneIsLeftRunning() throws Exception {
        var printed = new ByteArrayOutputStream();

        var ran = Compare.run(MOMENT, "", new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("| rdplab OPENSSL RSA |", "| rdplab JDK RSA |", "| xrdp |", "| freerdp-shadow |");
        assertThat(ran).noneMatch(server -> ProcessHandle.of(server.pid())
                .filter(ProcessHandle::isAlive)
                .isPresent());
    }
}
