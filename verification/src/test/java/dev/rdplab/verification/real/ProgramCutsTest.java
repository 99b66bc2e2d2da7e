package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.experiments.cuts.Cut;
import dev.rdplab.judging.ExpectationFile;
import dev.rdplab.judging.ProgramCommand;
import dev.rdplab.judging.ProgramCutMap;
import dev.rdplab.judging.ProgramCuts;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.run.RunOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.testkit.needs.Needs;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The handshake of a real client, cut at each of its messages. */
@Needs({"xfreerdp", "Xvfb"})
@Tag("real")
@Execution(ExecutionMode.CONCURRENT)
class ProgramCutsTest {

    @Test
    void xfreerdpNamesTheLayerThatWasCut() throws IOException, InterruptedException {
        var known = ExpectationFile.bundled(Program.XFREERDP);
        var map = new ProgramCuts(
                        Catalogue.load().find("active/session-nla-tls-1.2").orElseThrow(),
                        ProgramCommand.parse(known.command().orElseThrow()),
                        known,
                        XvfbDisplay.environment(),
                        RunOptions.DEFAULT_SEED,
                        List.of(Cut.How.FIN),
                        done -> {})
                .run();

        assertThat(map.undisturbed()).isEqualTo("session");
        assertThat(map.cells()).hasSizeGreaterThan(40);
        assertThat(shows(map, "after ConnectionRequest")).isEqualTo("exit 147");
        assertThat(shows(map, "after ClientHello")).isEqualTo("exit 143");
        assertThat(map.cells())
                .allSatisfy(cell -> assertThat(cell.shows()).as(cell.toString()).isNotEmpty());
    }

    private static String shows(ProgramCutMap map, String point) {
        return map.cells().stream()
                .filter(cell -> cell.point().words().equals(point))
                .findFirst()
                .orElseThrow()
                .shows();
    }
}
