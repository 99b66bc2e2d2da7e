package dev.rdplab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.scenario.Catalogue;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole catalogue on real sockets, twice. */
class CatalogueRunTest {

    private static List<RunReport> first;
    private static List<RunReport> second;

    @BeforeAll
    static void runTwice() throws InterruptedException {
        var campaign = Campaign.of(Catalogue.load().all(), RunOptions.DEFAULT);
        first = campaign.run();
        second = campaign.run();
    }

    @Test
    void everyScenarioEndsAsItsFileSays() {
        assertThat(first).allSatisfy(CatalogueRunTest::asExpected);
        assertThat(second).allSatisfy(CatalogueRunTest::asExpected);
    }

    @Test
    void theSamePlaintextIsExchangedTwice() {
        assertThat(differing(report -> report.result().transcriptSha256())).isEmpty();
    }

    @Test
    void theSameEventsComeInTheSameOrderTwice() {
        assertThat(differing(TranscriptHash::order)).isEmpty();
    }

    private static void asExpected(RunReport report) {
        assertThat(report.result().differences())
                .withFailMessage(() -> report.replay() + "\n" + report.result().differences() + "\n"
                        + String.join("\n", TranscriptHash.order(report)))
                .isEmpty();
    }

    /** The commands that replay what was not the same. */
    private static List<String> differing(Function<RunReport, Object> seen) {
        return IntStream.range(0, first.size())
                .filter(i -> !seen.apply(first.get(i)).equals(seen.apply(second.get(i))))
                .mapToObj(
                        i -> first.get(i).replay() + "\n" + seen.apply(first.get(i)) + "\n" + seen.apply(second.get(i)))
                .collect(Collectors.toList());
    }
}
