package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.testkit.needs.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Faults that nobody tells the probe about: how often it finds the stage and the cause. */
@Needs(
        value = {
            "xrdp",
            "openssl",
            "freerdp-shadow-cli",
            "winpr-hash",
            "freerdp-shadow-cli3",
            "winpr-hash3",
            "xfreerdp",
            "Xvfb",
            "toxiproxy-server",
            "nft"
        },
        also = {XrdpsFiles.class, Netfilter.class})
@Tag("real")
@Execution(ExecutionMode.CONCURRENT)
class BlindTrialTest {

    private static final Path PAGE = Path.of("..", "docs", "blind-trial.md");
    private static final double STAGES = 0.95;
    private static final double CAUSES = 0.90;
    private static final int AT_LEAST = 60;

    @Test
    void theProbeFindsTheStageAndTheCause() throws Exception {
        var found = new ArrayList<BlindTrial.Found>();
        var trials = Stream.of(
                        StubTrials.all(),
                        LinkTrials.served(),
                        LinkTrials.toxiproxy(),
                        ProgramTrials.all(),
                        LinkTrials.packetFilter())
                .flatMap(List::stream)
                .toList();
        for (var trial : trials) {
            found.add(trial.run());
        }
        var report = report(found);
        System.out.println(report);
        write(report);
        assertThat(found).hasSizeGreaterThanOrEqualTo(AT_LEAST);
        assertThat(onThePage(found))
                .as("docs/blind-trial.md is not what was run; write it again with -Dgolden.update=true")
                .containsExactlyElementsOf(
                        found.stream().map(BlindTrialTest::row).toList());
        assertThat(share(found.stream().filter(BlindTrial.Found::stageRight).count(), found))
                .as(report)
                .isGreaterThanOrEqualTo(STAGES);
        assertThat(share(found.stream().filter(BlindTrial.Found::causeRight).count(), found))
                .as(report)
                .isGreaterThanOrEqualTo(CAUSES);
    }

    /**
     * A fault on one line with the stage that was found. Where a fault may be seen in more than one stage, and for the kind of close
     * and what follows from it, it is a matter of who was faster, and not compared.
     */
    private static String row(BlindTrial.Found found) {
        var cells = cells(found.line());
        return cells.get(1) + " | " + cells.get(2) + (found.trial().stages().size() == 1 ? " | " + cells.get(3) : "");
    }

    /** The rows of the page, each as far as {@link #row} compares it. */
    private static List<String> onThePage(List<BlindTrial.Found> found) throws IOException {
        var more = found.stream()
                .filter(each -> each.trial().stages().size() > 1)
                .map(BlindTrialTest::row)
                .collect(Collectors.toSet());
        var page = Files.readString(PAGE);
        return page.substring(page.indexOf("## Every fault"))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| made by"))
                .map(BlindTrialTest::cells)
                .map(cells -> cells.get(1) + " | " + cells.get(2)
                        + (more.contains(cells.get(1) + " | " + cells.get(2)) ? "" : " | " + cells.get(3)))
                .toList();
    }

    private static List<String> cells(String line) {
        return Stream.of(line.split("\\|")).map(String::strip).toList();
    }

    private static double share(long right, List<BlindTrial.Found> found) {
        return (double) right / found.size();
    }

    private static void write(String report) throws IOException {
        Path file = Path.of("target", "blind-trial.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, report);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, report);
        }
    }

    private static String report(List<BlindTrial.Found> found) {
        long stages = found.stream().filter(BlindTrial.Found::stageRight).count();
        long causes = found.stream().filter(BlindTrial.Found::causeRight).count();
        long first = found.stream().filter(f -> f.rank() == 1).count();
        var text = new StringBuilder();
        text.append(
                "# Blind trial\n\nFaults that our client does not make, and what one `probe` with its default settings says"
                        + " of them. Written by `BlindTrialTest` (`-Dgolden.update=true`). The second half, of captures from"
                        + " elsewhere, is [blind-trial-captures.md](blind-trial-captures.md); what others found is"
                        + " [blind-trial-findings.md](blind-trial-findings.md).\n\n");
        text.append("- faults: ").append(found.size()).append("; stage right: ").append(percent(stages, found));
        text.append("; cause first or second: ").append(percent(causes, found));
        text.append("; cause first: ").append(percent(first, found)).append("\n");
        text.append("- where several causes put the same bytes on the wire, any of them counts\n");
        text.append("\n## Confusion of stages\n\n| struck in | found | count |\n|---|---|---|\n");
        Map<String, Long> pairs = found.stream()
                .collect(Collectors.groupingBy(
                        f -> (f.stageRight()
                                        ? f.stage()
                                        : f.trial().stages().iterator().next()) + " | " + f.stage(),
                        TreeMap::new,
                        Collectors.counting()));
        pairs.forEach((pair, count) ->
                text.append("| ").append(pair).append(" | ").append(count).append(" |\n"));
        text.append(
                "\n## Every fault\n\n| made by | fault | stage found | ending | first cause | rank of the true one |\n"
                        + "|---|---|---|---|---|---|\n");
        found.forEach(f -> text.append(f.line()).append('\n'));
        return text.toString();
    }

    private static String percent(long right, List<BlindTrial.Found> found) {
        return right + " of " + found.size() + " (" + Math.round(1000.0 * right / found.size()) / 10.0 + " %)";
    }
}
