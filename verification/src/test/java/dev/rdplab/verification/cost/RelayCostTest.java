package dev.rdplab.verification.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.testkit.needs.Needs;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The comparison runs. What it measures in so short a time says nothing, but for the memory of a connection. */
@Needs("toxiproxy-server")
@Tag("real")
class RelayCostTest {

    @Test
    void everyFigureIsPrinted() throws Exception {
        var printed = new ByteArrayOutputStream();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        RelayCost.run(
                new RelayCost.Plan(1, 2, 20, 20, 200),
                List.of(java, "-cp", System.getProperty("java.class.path"), "dev.rdplab.cli.RdpLab"),
                new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains(
                        "MB/s of a session",
                        "round trip, just started",
                        "round trip, warm",
                        "rdplab relay",
                        "Toxiproxy: ");
        var memory = printed.toString(StandardCharsets.UTF_8)
                .replaceAll("(?s).*rdplab relay: ([0-9.-]+) kB resident.*", "$1");
        assertThat(Double.parseDouble(memory)).isLessThan(50);
    }
}
