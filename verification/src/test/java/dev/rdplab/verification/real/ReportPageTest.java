package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.evidence.Distribution;
import dev.rdplab.lab.evidence.Evidence;
import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.evidence.EvidenceFolder;
import dev.rdplab.lab.evidence.HeatMap;
import dev.rdplab.lab.evidence.LoggedMoment;
import dev.rdplab.lab.run.Campaign;
import dev.rdplab.lab.run.RunOptions;
import dev.rdplab.lab.run.RunReport;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Selection;
import dev.rdplab.lab.verdict.LogRecord;
import dev.rdplab.testkit.needs.Needs;
import dev.rdplab.testkit.needs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a report in a real browser: everything is drawn, nothing is asked for, nothing is complained of. */
@Needs("chromium")
@Tag("real")
class ReportPageTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static List<RunReport> reports;

    @BeforeAll
    static void run() throws InterruptedException {
        var names = List.of("active/session-nla", "server-key-unreadable", "closed-after-client-info");
        reports = Campaign.of(Selection.of(Catalogue.load(), names), RunOptions.DEFAULT)
                .run();
    }

    private static Finished chromium(Path profile, String... more) {
        var arguments = new ArrayList<>(List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--host-resolver-rules=MAP * ~NOTFOUND", // the browser's own curiosity
                "--enable-logging=stderr",
                "--user-data-dir=" + profile,
                "--window-size=1200,2400"));
        arguments.addAll(List.of(more));
        try (var browser = RealProcess.start(Scratch.create("chromium"), Programs.require("chromium"), arguments)) {
            return browser.await(LIMIT);
        }
    }

    private static int count(String pattern, String text) {
        return (int) Pattern.compile(pattern).matcher(text).results().count();
    }

    @Test
    void oneRunIsDrawnWhole(@TempDir Path folder) throws Exception {
        var page = EvidenceFolder.at(folder).write(Evidence.of("one", "", List.of(EvidenceCase.of(reports.get(2)))));

        var dom = chromium(folder.resolve("profile"), "--dump-dom", page.toUri().toString());

        assertThat(dom.stdout())
                .contains(
                        "data-drawn=\"yes\"", "<figure class=\"waterfall\"><svg", "class=\"sequence\"", "Most likely:")
                .contains("What real clients show", "./rdplab reproduce client-info/closed-after-client-info --seed 1");
        assertThat(count("<g class=\"row\"", dom.stdout())).isGreaterThanOrEqualTo(5);
        assertThat(count("class=\"arrow (up|down)", dom.stdout())).isGreaterThanOrEqualTo(8);
        assertThat(count("class=\"event fault", dom.stdout())).isEqualTo(1);
        assertThat(dom.stderr()).doesNotContain("CONSOLE");
    }

    @Test
    void recordsOfLogsAreDrawnAmongTheMessages(@TempDir Path folder) throws Exception {
        var record = new LogRecord(
                "system.xml",
                1,
                "System",
                "Schannel",
                36870,
                Instant.parse("2026-11-30T10:00:00.5Z"),
                Map.of("Type", "server"));
        var logged = new LoggedMoment(Duration.ofMillis(1), LoggedMoment.Weight.PROVES, "the key is not read", record);
        var page = EvidenceFolder.at(folder)
                .write(Evidence.of(
                        "one",
                        "",
                        List.of(EvidenceCase.of(reports.get(1)).logs(List.of(logged), List.of("no event 131")))));

        var dom = chromium(folder.resolve("profile"), "--dump-dom", page.toUri().toString());

        assertThat(dom.stdout())
                .contains("<figure class=\"scroll timeline\"><svg", "System event 36870, record 1", "no event 131");
        assertThat(count("<g class=\"message\"", dom.stdout())).isGreaterThanOrEqualTo(3);
        assertThat(count("<g class=\"record proves\"", dom.stdout())).isEqualTo(1);
        assertThat(dom.stderr()).doesNotContain("CONSOLE");
    }

    @Test
    void aSummaryWithMapsAndDistributionsIsDrawn(@TempDir Path folder) throws Exception {
        var map = new HeatMap(
                "Cuts",
                "byte",
                "direction",
                List.of("0", "1", "2"),
                List.of("up", "down"),
                "",
                List.of(HeatMap.Cell.of(0, 0, "closed-fin", ""), HeatMap.Cell.of(2, 1, "timeout", "x224")));
        var page = EvidenceFolder.at(folder)
                .write(Evidence.of(
                                "all",
                                "",
                                reports.stream().map(EvidenceCase::of).toList())
                        .maps(List.of(map))
                        .distributions(Distribution.ofStages(
                                reports.stream().map(RunReport::result).toList())));

        var dom = chromium(folder.resolve("profile"), "--dump-dom", page.toUri() + "#case-2");

        assertThat(dom.stdout()).contains("3 of 3 shown", "class=\"map\"", "class=\"distributions\"", "id=\"case-3\"");
        assertThat(count("<tr data-case=", dom.stdout())).isEqualTo(3);
        assertThat(count("<figure class=\"waterfall\"><svg", dom.stdout())).isEqualTo(3);
        assertThat(dom.stderr()).doesNotContain("CONSOLE");
    }

    @Test
    void noRequestLeavesThePage(@TempDir Path folder) throws Exception {
        var page = EvidenceFolder.at(folder).write(Evidence.of("one", "", List.of(EvidenceCase.of(reports.get(1)))));
        var counted = Files.readString(page)
                .replace(
                        "</body>",
                        """
                        <script>addEventListener('load', () => setTimeout(() => { document.documentElement.dataset.requests =
                          performance.getEntriesByType('resource').filter(e => !e.name.startsWith('data:')).length; }, 0));</script></body>""");
        Files.writeString(page, counted);

        var dom = chromium(
                folder.resolve("profile"),
                "--virtual-time-budget=2000",
                "--dump-dom",
                page.toUri().toString());
        var shot = folder.resolve("page.png");
        chromium(folder.resolve("profile"), "--screenshot=" + shot, page.toUri().toString());

        assertThat(dom.stdout()).contains("data-drawn=\"yes\"", "data-requests=\"0\"");
        assertThat(Files.size(shot)).isGreaterThan(20_000); // an empty page is smaller
    }
}
