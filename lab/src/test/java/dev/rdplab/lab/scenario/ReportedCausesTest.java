package dev.rdplab.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.verdict.Facts;
import dev.rdplab.lab.verdict.Pairs;
import dev.rdplab.lab.verdict.Predictions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The page that judges what people blame for the pair, against the scenarios that show it. */
class ReportedCausesTest {

    private static final Path PAGE = Path.of("..", "docs", "reported-causes.md");
    private static final String BEGIN = "<!-- reported causes: printed by ReportedCausesTest -->\n";
    private static final String END = "<!-- end of reported causes -->\n";
    private static final String STATED = "Stated: ";

    private final List<Scenario> scenarios = Catalogue.load().matching("causes/*");

    @Test
    void everyReportedCauseIsJudgedOnThePageAsItsScenarioSays() throws IOException {
        String text = Files.readString(PAGE);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        String table = "\n" + table() + "\n";
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, text.substring(0, begin) + table + text.substring(end));
        } else {
            assertThat(text.substring(begin, end))
                    .as("run the test with -Dgolden.update=true and read the difference")
                    .isEqualTo(table);
        }
    }

    @Test
    void onlyWhatLeadsToThePairCountsAsReproducedAndNothingThatLeadsElsewhereDoes() {
        assertThat(scenarios.size()).isGreaterThan(20);
        for (var scenario : scenarios) {
            boolean pair = scenario.expect().mstsc().equals(Optional.of(CodePair.of(0x904, 7)));
            switch (verdict(scenario)) {
                case "Reproduced" -> assertThat(pair).as(scenario.path()).isTrue();
                case "Refuted" -> assertThat(pair).as(scenario.path()).isEqualTo(becauseOfTheClient(scenario));
                case "Unproven" ->
                    assertThat(scenario.expect().confidence())
                            .as(scenario.path())
                            .isNotEqualTo(Confidence.DOCUMENTED);
                default -> throw new AssertionError(scenario.path() + " has no verdict");
            }
        }
    }

    /** What {@code explain} calls often blamed and not it is refuted on the page, or shown by a scenario with another ending. */
    @Test
    void explainAndThePageSayTheSame() {
        var pair = Pairs.find(CodePair.of(0x904, 7)).orElseThrow();

        assertThat(pair.not()).isNotEmpty();
        for (var not : pair.not()) {
            scenarios.stream()
                    .filter(scenario -> scenario.name().equals(not.scenario()))
                    .forEach(scenario ->
                            assertThat(verdict(scenario)).as(not.what()).isEqualTo("Refuted"));
            if (!not.scenario().isEmpty()) {
                var scenario = Catalogue.load().find(not.scenario()).orElseThrow();
                assertThat(scenario.expect().mstsc()).as(not.what()).isNotEqualTo(Optional.of(pair.pair()));
            }
        }
        for (var wire : pair.wire()) {
            var scenario = Catalogue.load().find(wire.scenario()).orElseThrow();
            assertThat(scenario.expect().mstsc()).as(wire.what()).contains(pair.pair());
        }
    }

    @Test
    void theReadmeCountsWhatTheCatalogueHolds() throws IOException {
        var all = Catalogue.load().all();
        long shown =
                all.stream().filter(scenario -> scenario.kind() != Kind.OTHER).count();

        assertThat(Files.readString(Path.of("..", "README.md")))
                .contains(shown + " of " + shown + " as expected", "and " + (all.size() - shown) + " more scenarios");
    }

    /** The same pair with any client: it is the blame that is refuted. */
    private static boolean becauseOfTheClient(Scenario scenario) {
        return scenario.name().equals("another-client");
    }

    private String table() {
        var byCause = new LinkedHashMap<String, List<Scenario>>();
        for (var scenario : scenarios) {
            assertThat(scenario.cause()).as(scenario.path()).startsWith(STATED);
            byCause.computeIfAbsent(scenario.cause().substring(STATED.length()), cause -> new ArrayList<>())
                    .add(scenario);
        }
        var text = new StringBuilder("| blamed | verdict | because | ends in | mstsc | `rdplab reproduce` |\n");
        text.append("|---|---|---|---|---|---|\n");
        for (Map.Entry<String, List<Scenario>> cause : byCause.entrySet()) {
            String blamed = cause.getKey();
            for (var scenario : cause.getValue()) {
                text.append(row(blamed, scenario));
                blamed = "";
            }
        }
        return text.toString();
    }

    private static String row(String blamed, Scenario scenario) {
        var expect = scenario.expect();
        String because = scenario.summary().substring(verdict(scenario).length() + 2);
        String mstsc = expect.mstsc()
                .map(pair -> pair + ", " + expect.confidence().word())
                .orElse(expect.ending().word().equals("completed") ? "a session" : predicted(expect));
        return "| " + blamed + " | " + verdict(scenario) + " | " + because + " | `"
                + expect.stage().word() + "`, `" + expect.ending().word() + "` | " + mstsc + " | `" + scenario.name()
                + "` |\n";
    }

    /** What is known without a pair, such as a dialog: as `reproduce` says it. */
    private static String predicted(Expectation expect) {
        var facts = Facts.of(expect.stage(), expect.ending());
        facts = expect.by().isPresent() ? facts.by(expect.by().get()) : facts;
        facts = expect.code().isPresent() ? facts.code(expect.code().getAsLong()) : facts;
        var prediction = Predictions.of(facts).get(Program.MSTSC);
        return prediction.confidence() == Confidence.UNKNOWN
                ? "unknown"
                : prediction.shows() + ", " + prediction.confidence().word();
    }

    private static String verdict(Scenario scenario) {
        int colon = scenario.summary().indexOf(": ");
        return colon < 0 ? "" : scenario.summary().substring(0, colon);
    }
}
