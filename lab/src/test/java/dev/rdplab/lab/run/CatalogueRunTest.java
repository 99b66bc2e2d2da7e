package dev.rdplab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.transport.tls.TlsEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole catalogue on real sockets and in virtual time, and some of it a second time. */
class CatalogueRunTest {

    private static final Path PAGE = Path.of("..", "docs", "predictions.md");
    private static final String BEGIN = "<!-- counts: printed by CatalogueRunTest -->\n";
    private static final String END = "<!-- end of counts -->\n";

    /** With {@code -Drdplab.catalogue=twice}, as in CI, all run again, and with the JDK's engine; else one in eight, beside the run in virtual time. */
    private static final int AGAIN = "twice".equals(System.getProperty("rdplab.catalogue")) ? 1 : 8;

    private static List<RunReport> first;
    private static List<RunReport> second;
    private static List<RunReport> virtual;
    private static List<RunReport> virtualAgain;

    @BeforeAll
    static void runTwice() throws InterruptedException {
        var all = Catalogue.load().all();
        var again = every(AGAIN);
        var inVirtualTime = RunOptions.DEFAULT.inVirtualTime();
        first = Campaign.of(all, RunOptions.DEFAULT).run();
        second = Campaign.of(again, RunOptions.DEFAULT).run();
        virtual = Campaign.of(all, inVirtualTime).run();
        virtualAgain = Campaign.of(again, inVirtualTime).run();
    }

    private static List<Scenario> every(int step) {
        var all = Catalogue.load().all();
        return IntStream.range(0, all.size())
                .filter(i -> i % step == 0)
                .mapToObj(all::get)
                .toList();
    }

    @Test
    void everyScenarioEndsAsItsFileSays() {
        assertThat(first).allSatisfy(CatalogueRunTest::asExpected);
        assertThat(second).allSatisfy(CatalogueRunTest::asExpected);
        assertThat(virtual).allSatisfy(CatalogueRunTest::asExpected);
    }

    @Test
    void theSamePlaintextIsExchangedTwice() {
        assertThat(differing(first, second, report -> report.result().transcriptSha256()))
                .isEmpty();
    }

    @Test
    void theSameEventsComeInTheSameOrderTwice() {
        assertThat(differing(first, second, TranscriptHash::order)).isEmpty();
    }

    @Test
    void verdictsInVirtualTimeAreThoseOfSockets() {
        assertThat(differing(first, virtual, CatalogueRunTest::verdict)).isEmpty();
        assertThat(differing(first, virtual, report -> report.result().transcriptSha256()))
                .isEmpty();
        assertThat(differing(first, virtual, TranscriptHash::order)).isEmpty();
    }

    @Test
    void virtualTimeIsTheSameTwice() {
        assertThat(differing(virtual, virtualAgain, CatalogueRunTest::times)).isEmpty();
        assertThat(virtual).allSatisfy(report -> {
            assertThat(report.result().link().virtualTime()).isTrue();
            assertThat(report.result().link().layer()).isEqualTo("modelled");
            assertThat(report.replay()).endsWith(" --virtual-time");
        });
    }

    /** Faults end the same for a client with the engine of whatever Java runs this; it only cannot do all. */
    @Test
    void aClientWithTheEngineOfThisJavaEndsTheSame() throws InterruptedException {
        var jdk = every(AGAIN).stream()
                .map(scenario -> scenario.withClient(scenario.client().with(TlsEngine.JDK)))
                .toList();
        var beyondIt = new ArrayList<>(List.of("tls-1.0-both", "tls-1.1-both"));
        if (TlsEngine.forManyHandshakes() != TlsEngine.JDK) {
            beyondIt.add("cipher-rsa-key-exchange"); // disabled by the policy of newer ones
        }

        var unlike = Campaign.of(jdk, RunOptions.DEFAULT.inVirtualTime()).run().stream()
                .filter(report -> !report.result().asExpected())
                .map(report -> report.scenario().about().name())
                .toList();

        beyondIt.retainAll(jdk.stream().map(scenario -> scenario.about().name()).toList());
        assertThat(unlike).containsExactlyInAnyOrderElementsOf(beyondIt);
    }

    @Test
    void thePageOfPredictionsCountsThem() throws IOException {
        String text = Files.readString(PAGE);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        String table = PredictionCounts.table(virtual);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, text.substring(0, begin) + table + text.substring(end));
        } else {
            assertThat(text.substring(begin, end))
                    .as("run the test with -Dgolden.update=true and read the difference")
                    .isEqualTo(table);
        }
    }

    /** How each attempt ended, and what is made of it: codes and causes with their order, and the exit. */
    private static List<Object> verdict(RunReport report) {
        var result = report.result();
        return List.of(
                report.client().attempts().stream()
                        // An ending may name the KDC, which is on a free port of the loopback each time.
                        .map(attempt -> attempt.ending().toString().replaceAll("localhost:\\d+", "KDC"))
                        .toList(),
                result.predictions(),
                result.causes(),
                result.asExpected());
    }

    /** When what happened, to the nanosecond. */
    private static List<String> times(RunReport report) {
        return Stream.concat(report.client().attempts().stream(), report.server().stream())
                .flatMap(connection -> connection.transcript().events().stream())
                .map(event -> event.nanos() + " " + event.stage() + " " + event.kind() + " " + event.pdu())
                .toList();
    }

    private static void asExpected(RunReport report) {
        assertThat(report.result().differences())
                .withFailMessage(() -> report.replay() + "\n" + report.result().differences() + "\n"
                        + String.join("\n", TranscriptHash.order(report)))
                .isEmpty();
    }

    private static String path(RunReport report) {
        return report.scenario().path();
    }

    /** The commands that replay what was not the same, of those scenarios that the other list has. */
    private static List<String> differing(
            List<RunReport> one, List<RunReport> other, Function<RunReport, Object> seen) {
        var byScenario = one.stream().collect(Collectors.toMap(CatalogueRunTest::path, report -> report));
        return other.stream()
                .map(there -> List.of(byScenario.get(path(there)), there))
                .filter(pair -> !seen.apply(pair.get(0)).equals(seen.apply(pair.get(1))))
                .map(pair -> pair.get(0).replay() + "\n" + seen.apply(pair.get(0)) + "\n" + seen.apply(pair.get(1)))
                .toList();
    }
}
