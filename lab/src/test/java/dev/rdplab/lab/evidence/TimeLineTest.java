package dev.rdplab.lab.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.evidence.LoggedMoment.Weight;
import dev.rdplab.lab.run.Campaign;
import dev.rdplab.lab.run.RunOptions;
import dev.rdplab.lab.run.RunReport;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Selection;
import dev.rdplab.lab.verdict.LogRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TimeLineTest {

    private static RunReport session;

    @BeforeAll
    static void run() throws InterruptedException {
        session = Campaign.of(Selection.of(Catalogue.load(), List.of("active/session-nla")), RunOptions.DEFAULT)
                .run()
                .get(0);
    }

    private static LoggedMoment record(Duration at, Instant time, String says) {
        return new LoggedMoment(
                at,
                Weight.NOTE,
                says,
                new LogRecord("xrdp.log", 7, "xrdp.log", "xrdp", 0, time, Map.of("message", "m")));
    }

    private static String drawn(EvidenceCase each) {
        var page = new Markup();
        TimeLine.draw(page, each);
        return page.toString();
    }

    @Test
    void aCaseWithoutLogsHasNone() {
        assertThat(drawn(EvidenceCase.of(session))).isEmpty();
    }

    @Test
    void ofManyMessagesTheOnesInTheMiddleAreCounted() {
        var line = drawn(EvidenceCase.of(session)
                .logs(List.of(record(Duration.ofNanos(1), Instant.parse("2026-11-30T10:00:00.5Z"), "one")), List.of()));

        assertThat(line).containsSubsequence("ConnectionRequest", "more messages", "FontMap");
    }

    @Test
    void aRecordOfAWholeSecondIsSaidToLieWithinIt() {
        var line = drawn(EvidenceCase.of(session)
                .logs(
                        List.of(record(Duration.ofMillis(-345), Instant.parse("2026-11-30T10:00:00Z"), "a line")),
                        List.of()));

        assertThat(line).contains("\u2212345 ms +1 s", "the log writes whole seconds", "xrdp.log line 7");
    }

    @Test
    void aPauseIsWrittenAndTextIsNeverMarkup() {
        var line = drawn(EvidenceCase.of(session)
                .logs(
                        List.of(record(Duration.ofMinutes(1), Instant.parse("2026-11-30T10:01:00.5Z"), "<b>\u202e")),
                        List.of("no <131>")));

        assertThat(line)
                .contains("s later", "&lt;b&gt;\\u202e", "no &lt;131&gt;")
                .doesNotContain("<b>", "\u202e");
    }
}
