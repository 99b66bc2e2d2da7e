package dev.rdplab.lab.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.rdplab.lab.run.Campaign;
import dev.rdplab.lab.run.RunOptions;
import dev.rdplab.lab.run.RunReport;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Selection;
import dev.rdplab.protocol.Stage;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;

class EvidenceFolderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<RunReport> reports;

    @BeforeAll
    static void run() throws InterruptedException {
        reports = Campaign.of(
                        Selection.of(
                                Catalogue.load(),
                                List.of("active/session-nla", "server-key-unreadable", "wrong-password")),
                        RunOptions.DEFAULT)
                .run();
    }

    private static Evidence all() {
        return Evidence.of(
                "Three runs",
                "./rdplab reproduce",
                reports.stream().map(EvidenceCase::of).toList());
    }

    @Test
    void onlyTheOwnerReadsItAndLinksAreReplacedNotFollowed(@TempDir Path folder) throws IOException {
        var victim = Files.writeString(folder.resolve("victim"), "precious");
        var out = Files.createDirectory(folder.resolve("out"));
        Files.createSymbolicLink(out.resolve("report.html"), victim);

        EvidenceFolder.at(out).write(Evidence.of("One run", "", List.of(EvidenceCase.of(reports.get(1)))));
        EvidenceFolder.at(folder.resolve("new"))
                .write(Evidence.of("One", "", List.of(EvidenceCase.of(reports.get(1)))));

        assertThat(victim).hasContent("precious");
        assertThat(out.resolve("report.html")).isRegularFile();
        assertThat(Files.isSymbolicLink(out.resolve("report.html"))).isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("new"))))
                .isEqualTo("rwx------");
        try (var files = Files.list(folder.resolve("new"))) {
            assertThat(files.toList()).hasSize(5).allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }

    @Test
    void aLinkToNothingMakesNothingElsewhere(@TempDir Path folder) throws IOException {
        var out = Files.createDirectory(folder.resolve("out"));
        var absent = folder.resolve("absent");
        Files.createSymbolicLink(out.resolve("report.html"), absent);

        EvidenceFolder.at(out).write(Evidence.of("One run", "", List.of(EvidenceCase.of(reports.get(1)))));

        assertThat(absent).doesNotExist();
        assertThat(out.resolve("report.html")).isRegularFile();
    }

    @Test
    void theFolderOfACaseIsNoLinkToElsewhere(@TempDir Path folder) throws IOException {
        var out = Files.createDirectory(folder.resolve("out"));
        var elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(out.resolve("tls-server-key-unreadable-1"), elsewhere);

        assertThatThrownBy(() -> EvidenceFolder.at(out).write(all()))
                .hasMessageContaining("tls-server-key-unreadable-1");

        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void oneCaseLiesInTheFolderItself(@TempDir Path folder) throws IOException {
        var page = EvidenceFolder.at(folder.resolve("new/one"))
                .write(Evidence.of("One run", "", List.of(EvidenceCase.of(reports.get(1)))));

        assertThat(page).isEqualTo(folder.resolve("new/one/report.html"));
        assertThat(page.getParent())
                .isDirectoryContaining("glob:**result.json")
                .isDirectoryContaining("glob:**transcript.ndjson")
                .isDirectoryContaining("glob:**junit.xml");
        assertThat(JSON.readTree(page.resolveSibling("result.json").toFile())
                        .path("scenario")
                        .asText())
                .isEqualTo("server-key-unreadable");
    }

    @Test
    void severalCasesHaveAFolderEach(@TempDir Path folder) throws IOException {
        EvidenceFolder.at(folder).write(all());

        assertThat(folder.resolve("tls-server-key-unreadable-1/result.json")).isRegularFile();
        assertThat(folder.resolve("credssp-wrong-password-1/transcript.ndjson")).isRegularFile();
        assertThat(Files.readAllLines(folder.resolve("results.ndjson"))).hasSize(3);
    }

    @Test
    void aResultFitsTheSchema(@TempDir Path folder) throws IOException {
        EvidenceFolder.at(folder).write(all());
        JsonNode schema;
        try (var in = getClass().getResourceAsStream("/dev/rdplab/lab/schema/result.schema.json")) {
            schema = JSON.readTree(in);
        }
        var validator =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
        for (String line : Files.readAllLines(folder.resolve("results.ndjson"))) {
            assertThat(validator.validate(JSON.readTree(line))).isEmpty();
        }
    }

    @Test
    void everyLineOfATranscriptIsAnEvent(@TempDir Path folder) throws IOException {
        EvidenceFolder.at(folder).write(all());
        var lines = Files.readAllLines(folder.resolve("active-session-nla-1/transcript.ndjson"));
        long events = EvidenceCase.of(reports.get(0)).transcripts().stream()
                .mapToLong(transcript -> transcript.events().size())
                .sum();

        assertThat(lines).hasSize((int) events);
        for (String line : lines) {
            var event = JSON.readTree(line);
            assertThat(event.path("end").asText()).isIn("client", "server");
            assertThat(event.path("bytes").asText())
                    .hasSize(2 * event.path("length").asInt());
        }
    }

    @Test
    void theTestReportFitsTheSurefireSchema() throws Exception {
        var failing = new Failing();
        var report = JunitXml.of("rdplab", List.of(EvidenceCase.of(reports.get(0)), failing.probe()));

        validate(report);
        assertThat(report).contains("tests=\"2\"", "failures=\"1\"", "type=\"closed-rst\"", "again: ./rdplab probe x");
        assertThatThrownBy(() -> validate(report.replace("<testcase ", "<test ").replace("</testcase", "</test")))
                .isInstanceOf(SAXException.class);
    }

    /** A probe that failed: without an expectation the failure counts. */
    private record Failing() {
        EvidenceCase probe() {
            var result = reports.get(1).result();
            var unexpected = new dev.rdplab.lab.result.Result(
                    "host & \u0001 <co>",
                    result.seed(),
                    result.link(),
                    1,
                    result.client(),
                    result.server(),
                    result.stages(),
                    result.predictions(),
                    result.causes(),
                    "",
                    java.util.Optional.empty(),
                    List.of(),
                    List.of());
            return EvidenceCase.of(
                    unexpected, "./rdplab probe x", reports.get(1).client(), List.of());
        }
    }

    private static void validate(String xml) throws SAXException, IOException {
        var schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(EvidenceFolderTest.class.getResource("surefire-report.xsd"));
        schema.newValidator().validate(new StreamSource(new StringReader(xml)));
    }

    @Test
    void aPageIsOneFileThatAsksForNothing(@TempDir Path folder) throws IOException {
        var page = Files.readString(EvidenceFolder.at(folder).write(all()));

        assertThat(page).contains("default-src 'none'", "Three runs", "server-key-unreadable");
        assertThat(page).doesNotContainPattern("<(script|link|img|iframe)[^>]* src=");
        assertThat(page).doesNotContain("@DATA@", "@PROGRAM@", "@import");
    }

    @Test
    void aPageCanBeReadWithoutItsScripts(@TempDir Path folder) throws IOException {
        var page = Files.readString(EvidenceFolder.at(folder)
                        .write(Evidence.of("One run", "rdplab x", List.of(EvidenceCase.of(reports.get(1))))))
                .replaceAll("(?s)<script.*?</script>", "");

        assertThat(page)
                .contains("<dt>command</dt><dd>rdplab x</dd>", "<dt>made</dt>", "<dt>on</dt>", "rdplab (development)");
        assertThat(page)
                .contains(
                        "Failed in <strong>",
                        "Most likely: ",
                        "<dt>addresses</dt><dd>127.0.0.1:",
                        "<dt>not checked</dt>");
        assertThat(page).contains("<figure class=\"waterfall\"><svg", "class=\"arrow up\"", "What real clients show");
    }

    @Test
    void whatAPeerSendsIsShownAsText() {
        assertThat(new Markup().text("<b>\u202e\u0007\"&").toString()).isEqualTo("&lt;b&gt;\\u202e\\u0007&quot;&amp;");
    }

    @Test
    void everyEndingOfAMapLooksDifferent() {
        var cells = new ArrayList<HeatMap.Cell>();
        for (var stage : Stage.values()) {
            for (var kind : List.of("closed-fin", "closed-rst", "timeout", "completed", "tls-alert", "refused")) {
                cells.add(HeatMap.Cell.of(cells.size(), 0, kind + " at " + stage.word(), ""));
            }
        }
        var columns =
                IntStream.range(0, cells.size()).mapToObj(Integer::toString).toList();
        var markup = new Markup();
        Charts.map(markup, new HeatMap("m", "byte", "way", columns, List.of("up"), "", cells), 1);

        var samples = Pattern.compile("aria-hidden=\"true\">(.*?)</svg>")
                .matcher(markup.toString())
                .results()
                .map(r -> r.group(1))
                .toList();
        assertThat(samples).hasSize(cells.size()).doesNotHaveDuplicates();
    }

    @Test
    void labelsOfAnAxisDoNotTouch() {
        for (double high : new double[] {0.5, 7, 99, 1_999, 2_000, 60_000}) {
            var linear = Scale.linear(high, 0, 600);
            var wide = Scale.logarithmic(0.3, Math.max(high, 20), 0, 810);
            for (var scale : List.of(linear, wide)) {
                var ticks = scale.ticks();
                assertThat(ticks).hasSizeBetween(2, 10);
                for (int i = 1; i < ticks.size(); i++) {
                    assertThat(scale.at(ticks.get(i)) - scale.at(ticks.get(i - 1)))
                            .as(high + " " + ticks)
                            .isGreaterThan(38);
                }
            }
        }
    }

    @Test
    void dataCannotBreakOutOfThePage() {
        var page = ReportPage.of(
                Evidence.of("</title><script>alert(1)</script>", "</script><script>alert(2)</script><!--", List.of()));

        assertThat(page).doesNotContain("<script>alert").contains("&lt;/title&gt;", "\\u003c/script>");
    }

    @Test
    void quantilesLieBetweenTheNearestRanks() {
        var times = List.of(40, 10, 30, 20).stream().map(Duration::ofMillis).toList();
        var distribution = new Distribution("tls", times, 0);

        assertThat(distribution.min()).isEqualTo(Duration.ofMillis(10));
        assertThat(distribution.quantile(0.5)).isEqualTo(Duration.ofMillis(25));
        assertThat(distribution.max()).isEqualTo(Duration.ofMillis(40));
        assertThatThrownBy(() -> new Distribution("tls", List.of(), 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
