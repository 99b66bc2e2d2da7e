package dev.rdplab.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.verdict.Facts;
import dev.rdplab.lab.verdict.KnownPair;
import dev.rdplab.lab.verdict.Observed;
import dev.rdplab.lab.verdict.Pairs;
import dev.rdplab.lab.verdict.Predictions;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.EndingKind;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private final Catalogue catalogue = Catalogue.load();

    @Test
    void theIndexNamesEveryFile() throws IOException, URISyntaxException {
        var root = Path.of(Catalogue.class
                        .getResource("/dev/rdplab/lab/scenarios/index.txt")
                        .toURI())
                .getParent();
        try (var files = Files.walk(root)) {
            var found = files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .collect(Collectors.toSet());
            assertThat(Catalogue.paths()).containsExactlyInAnyOrderElementsOf(found);
        }
    }

    @Test
    void everyScenarioSaysWhatItIsFor() {
        assertThat(catalogue.all()).hasSizeGreaterThanOrEqualTo(600).allSatisfy(scenario -> {
            assertThat(scenario.cause()).isNotEmpty();
            assertThat(scenario.evidence()).isNotEmpty();
            assertThat(scenario.fix()).isNotEmpty();
            assertThat(scenario.source()).isNotEmpty();
        });
    }

    @Test
    void namesAreUniqueWithoutTheirGroup() {
        assertThat(catalogue.all()).extracting(Scenario::name).doesNotHaveDuplicates();
    }

    @Test
    void everyRecipeOfThePairIsThere() {
        var pair = Pairs.find(CodePair.of(0x904, 7)).orElseThrow();

        assertThat(pair.wire()).extracting(KnownPair.Wire::scenario).allSatisfy(name -> assertThat(
                        catalogue.find(name).map(Scenario::kind))
                .contains(Kind.RECIPE));
        assertThat(pair.not())
                .extracting(KnownPair.Myth::scenario)
                .filteredOn(name -> !name.isEmpty())
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(catalogue.find(name)).as(name).isPresent());
    }

    /** The confidence is compared where it is run: it depends on what else was seen. */
    @Test
    void expectationsAgreeWithThePredictions() {
        for (Scenario scenario : catalogue.all()) {
            var expect = scenario.expect();
            var facts = Facts.of(expect.stage(), expect.ending()).by(expect.by().orElse(Role.SERVER));
            if (expect.mstsc().filter(pair -> pair.reason() == 3).isPresent()) {
                facts = facts.observed(Observed.ULTIMATUM);
            }
            if (expect.ending() == EndingKind.COMPLETED && expect.mstsc().isPresent()) {
                facts = facts.observed(Observed.SERVER_ENDED);
            }
            var predictions = Predictions.of(
                    expect.code().isPresent() ? facts.code(expect.code().getAsLong()) : facts);
            if (theClientMisbehaves(scenario)) {
                assertThat(expect.mstsc())
                        .as("%s: mstsc does no such thing", scenario.path())
                        .isEmpty();
                continue;
            }
            assertThat(predictions.get(Program.MSTSC).pair())
                    .as(scenario.path())
                    .isEqualTo(expect.mstsc());
            expect.programs().forEach((program, shown) -> {
                assertThat(predictions.get(program).exit())
                        .as("%s: %s", scenario.path(), program)
                        .hasValue(shown.exit());
                if (shown.confidence() == Confidence.MEASURED) {
                    assertThat(predictions.get(program).confidence())
                            .as("%s: %s", scenario.path(), program)
                            .isEqualTo(Confidence.MEASURED);
                }
            });
        }
    }

    private static boolean theClientMisbehaves(Scenario scenario) {
        return !scenario.faults().isEmpty()
                && scenario.faults().stream().allMatch(rule -> rule.when().role() == Role.CLIENT);
    }

    @Test
    void findsByNamePathAndPattern() {
        assertThat(catalogue.find("server-key-unreadable")).isEqualTo(catalogue.find("tls/server-key-unreadable"));
        assertThat(catalogue.matching("tls/*"))
                .extracting(Scenario::group)
                .containsOnly("tls")
                .hasSizeGreaterThan(80);
        assertThat(catalogue.matching("credssp-abort-*")).hasSize(3);
        assertThat(catalogue.matching("nothing/*")).isEmpty();
        assertThat(catalogue.near("server-key-unreadible")).contains("server-key-unreadable");
    }
}
