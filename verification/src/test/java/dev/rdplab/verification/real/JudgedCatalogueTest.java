package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rdplab.testkit.needs.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real clients through the catalogue, as a user judges them: nothing they do is unexplained. */
@Needs({"xfreerdp", "xfreerdp3", "rdesktop", "Xvfb"})
@Tag("real")
@Execution(ExecutionMode.CONCURRENT)
class JudgedCatalogueTest {

    private static final Duration LIMIT = Duration.ofMinutes(8);
    /** Most of a run is waiting: for a time limit, a retry, a session that stands. */
    private static final String JOBS = "16";

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource({"xfreerdp, 400", "xfreerdp3, 400"})
    @Execution(ExecutionMode.CONCURRENT)
    void everyScenarioEndsAsExpectedOfTheProgram(String program, int atLeast) throws IOException {
        assertExplained(judged(program, "*"), atLeast);
    }

    @Test
    void rdesktopEndsAsExpectedWhereItSaysAnything() throws IOException {
        var scenarios = "active/session-*,x224/refused-*,tls/server-key-unreadable,tls/alert-*";
        assertExplained(judged("rdesktop", scenarios), 10);
    }

    @Test
    void whatIsUnexpectedIsAFailureOfTheTestReportToo() throws Exception {
        var report = folder.resolve("judge.xml");
        Finished judged = LabCommand.judge(
                LIMIT,
                "--client",
                "sh -c 'exit 0' {host} {port}",
                "--scenarios",
                "tls/server-key-unreadable,active/session-nla",
                "--junit",
                report.toString());

        assertThat(judged).returns(1, Finished::exitCode);
        assertThat(judged.stdout()).contains("exit 0 instead of exit other than 0", "without a session", "2 fail");
        var suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getDocumentElement();
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
    }

    private static List<JsonNode> judged(String program, String scenarios) throws IOException {
        Finished judged = LabCommand.judge(
                LIMIT, "--program", program, "--scenarios", scenarios, "--jobs", JOBS, "--json", "--quiet");
        assertThat(judged.exitCode()).as(judged::toString).isLessThanOrEqualTo(1);
        var all = new ArrayList<JsonNode>();
        for (String line : judged.stdout().lines().toList()) {
            all.add(JSON.readTree(line));
        }
        return all;
    }

    private static void assertExplained(List<JsonNode> judged, int atLeast) {
        assertThat(judged)
                .filteredOn(each -> each.path("judgement").asText().equals("fail"))
                .extracting(each ->
                        each.path("scenario").asText() + ": " + each.path("why").asText() + "\n"
                                + each.path("details").asText())
                .isEmpty();
        assertThat(judged).filteredOn(each -> each.has("did")).hasSizeGreaterThan(atLeast);
    }
}
