package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Captures of many kinds, each with its right answer in {@code captures/cases/expected.tsv}. */
class DiagnoseCasesTest {

    private static final int COLUMNS = 8;

    /** A line of the file. */
    record Case(
            String file,
            String connections,
            String client,
            String stages,
            String endings,
            String by,
            String must,
            String mustNot) {

        static Case of(String line) {
            String[] cells = line.split("\t", COLUMNS);
            return new Case(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7]);
        }

        @Override
        public String toString() {
            return file;
        }
    }

    private static Path cases() {
        try {
            return Path.of(
                    DiagnoseCasesTest.class.getResource("/captures/cases").toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static String capture(Case each) {
        return cases().resolve(each.file.endsWith(".gz") ? each.file : each.file + ".gz")
                .toString();
    }

    /** Those of others, and those that we wrote ourselves since. */
    static Stream<Case> all() {
        return Stream.concat(expected(), cases("own.tsv"));
    }

    static Stream<Case> expected() {
        return cases("expected.tsv");
    }

    private static Stream<Case> cases(String file) {
        try (var lines = Files.lines(cases().resolve(file))) {
            return lines
                    .filter(line -> !line.startsWith("#") && !line.startsWith("file\t"))
                    .map(Case::of)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void saysWhatIsRight(Case each) {
        var json = Cli.run("diagnose", "--json", capture(each));
        var text = Cli.run("diagnose", capture(each));
        var connections = json.objects();
        if (!each.connections.equals("*")) {
            assertThat(connections).hasSize(Integer.parseInt(each.connections));
        }
        connections.stream()
                .filter(c -> each.client.equals("-") || c.get("client").asText().equals(each.client))
                .findFirst()
                .ifPresent(connection -> {
                    var client = connection.get("result").get("client");
                    allowed(client.get("stage"), each.stages);
                    allowed(client.get("ending"), each.endings);
                    allowed(client.get("by"), each.by);
                });
        String all = json.out() + json.err() + text.out() + text.err();
        patterns(each.must).forEach(pattern -> assertThat(all).containsPattern(pattern));
        patterns(each.mustNot).forEach(pattern -> assertThat(all).doesNotContainPattern(pattern));
    }

    /** The second half of the blind trial: captures that other people's programs made, with what is said of them. */
    @Test
    void thePageOfTheSecondHalfSaysWhatIsSaid() throws IOException {
        var rows = expected().map(DiagnoseCasesTest::row).toList();
        long right = rows.stream().filter(row -> row.endsWith("| yes |")).count();
        String page =
                "# Blind trial, second half: captures from elsewhere\n\nWhat `diagnose` says of captures that were not made here:"
                        + " their right answers were written down by others, in `captures/cases/expected.tsv` of the tests, before the"
                        + " program saw them. They were known when it was corrected, so this half measures that it stays right. The first half,"
                        + " of faults on sockets and of real programs, is [blind-trial.md](blind-trial.md). Written by"
                        + " `DiagnoseCasesTest` (`-Dgolden.update=true`).\n\n- captures: " + rows.size() + "; right: "
                        + right + " of "
                        + rows.size()
                        + "\n\n| capture | connections | stage | ending | first cause | right |\n|---|---|---|---|---|---|\n"
                        + String.join("\n", rows) + "\n";
        var file = Path.of("..", "docs", "blind-trial-captures.md");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, page);
        }
        assertThat(Files.readString(file))
                .as("run the test with -Dgolden.update=true and read the difference")
                .isEqualTo(page);
    }

    private static String row(Case each) {
        var connections = Cli.run("diagnose", "--json", capture(each)).objects();
        var meant = connections.stream()
                .filter(c -> each.client.equals("-") || c.get("client").asText().equals(each.client))
                .findFirst();
        var client = meant.map(c -> c.get("result").get("client"));
        boolean right;
        try {
            new DiagnoseCasesTest().saysWhatIsRight(each);
            right = true;
        } catch (AssertionError wrong) {
            right = false;
        }
        return "| " + each.file + " | " + connections.size() + " | "
                + client.map(c -> c.path("stage").asText("-")).orElse("-") + " | "
                + client.map(c -> c.path("ending").asText("-")).orElse("-") + " | "
                + meant.map(c -> c.get("result")
                                .path("causes")
                                .path(0)
                                .path("id")
                                .asText("-"))
                        .filter(id -> !id.isEmpty())
                        .orElse("-")
                + " | " + (right ? "yes" : "no") + " |";
    }

    private static void allowed(JsonNode value, String words) {
        if (words.equals("*")) {
            return;
        }
        var listed = List.of(words.replace("!", "").split(","));
        if (words.startsWith("!")) {
            assertThat(listed).doesNotContain(value.asText());
        } else {
            assertThat(listed).contains(value.asText());
        }
    }

    private static Stream<Pattern> patterns(String cell) {
        return cell.equals("-")
                ? Stream.empty()
                : Arrays.stream(cell.split(" && ")).map(regex -> Pattern.compile(regex, Pattern.CASE_INSENSITIVE));
    }

    @Test
    void aFolderOfEvidenceStandsForItsCaptures(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("case-1"));
        Files.copy(cases().resolve("session-full.pcap.gz"), folder.resolve("case-1/handshake.pcap.gz"));
        Files.writeString(folder.resolve("case-1/result.json"), "{}");

        var run = Cli.run("diagnose", "--json", folder.toString());

        assertThat(run.exit()).isEqualTo(Exit.EXPECTED);
        assertThat(run.objects()).hasSize(1);
    }

    @Test
    void whatIsNoCaptureIsNamedWithTheWayToConvertIt(@TempDir Path folder) throws IOException {
        var snoop = Files.write(
                folder.resolve("x.cap"), "snoop\0\0\0........".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        var run = Cli.run("diagnose", snoop.toString());

        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).contains("snoop").contains("editcap");
        assertThat(Cli.run("diagnose", folder.resolve("missing.pcap").toString())
                        .exit())
                .isEqualTo(Exit.CANNOT_RUN);
        assertThat(Cli.run(
                                "diagnose",
                                Files.createDirectory(folder.resolve("empty")).toString())
                        .exit())
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void withoutKeysACauseIsInferredAtMost() {
        var run = Cli.run(
                "diagnose",
                "--json",
                cases().resolve("wrong-password-no-keys.pcap.gz").toString());
        var causes = run.objects().get(0).get("result").get("causes");
        assertThat(causes).isNotEmpty().allSatisfy(cause -> assertThat(
                        cause.get("confidence").asText())
                .isEqualTo("inferred"));
    }

    @Test
    void aSessionThatWasUpIsNoFailure() {
        assertThat(Cli.run(
                                "diagnose",
                                cases().resolve("session-already-up.pcap.gz").toString())
                        .exit())
                .isEqualTo(Exit.EXPECTED);
        assertThat(Cli.run(
                                "diagnose",
                                cases().resolve("ends-after-clienthello.pcap.gz")
                                        .toString())
                        .exit())
                .isEqualTo(Exit.UNEXPECTED);
    }

    @Test
    void aPageCallsNothingFailedThatTheCaptureDoesNotShow(@TempDir Path folder) throws IOException {
        var steps = Map.of(
                "session-already-up", "to see a handshake, start the capture before the client connects",
                "ends-after-clienthello", "capture again, both directions, until the client shows its message");
        for (var name : steps.keySet()) {
            var next = steps.get(name);
            var out = folder.resolve(name);
            Cli.run("diagnose", cases().resolve(name + ".pcap.gz").toString(), "--out", out.toString());

            assertThat(Files.readString(out.resolve("report.html")).replaceAll("(?s)<(script|style).*?</\\1>", ""))
                    .contains("not in the capture")
                    .contains("<h3>What to do next</h3><p>" + next + "</p>")
                    .doesNotContain(
                            "Failed in", ">failed<", "what it shows is predicted", "<h3>What real clients show");
        }
    }

    @Test
    void aPageSaysWhatWasLeftOut(@TempDir Path folder) throws IOException {
        Cli.run("diagnose", cases().resolve("4096-syns-then-rdp.pcap.gz").toString(), "--out", folder.toString());

        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("<p class=\"note\">4096 TCP connections that are not RDP</p>");
    }

    @Test
    void thePageShowsWhatWasSeenOfAnEncryptedRecordAndWhatItFits(@TempDir Path folder) throws IOException {
        Cli.run("diagnose", cases().resolve("wrong-password-no-keys.pcap.gz").toString(), "--out", folder.toString());

        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("497 bytes, encrypted; the lengths so far fit credssp or mcs-connect")
                .contains("32 bytes, encrypted; the lengths so far fit TSRequest with errorCode")
                .contains("<dt>inferred</dt><dd>the stages after TLS, from the lengths of encrypted records; ")
                .contains("Unknown: nobody has said or measured what a client shows for this ending.")
                .doesNotContain("ApplicationData</span><span class=\"size\">0 B", "the server saw");
    }
}
