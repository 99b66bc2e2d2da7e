package dev.rdplab.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.handshake.EndingKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every case of the handshake in Microsoft's protocol test suites has its scenarios, or a reason why it has none. */
class ProtocolTestSuitesTest {

    private static final String REASON = "- ";
    private static final int CASES = 147;

    private final Catalogue catalogue = Catalogue.load();

    /** @param scenarios paths, or a reason */
    private record Case(String name, String side, String scenarios) {
        boolean played() {
            return !scenarios.startsWith(REASON);
        }

        List<String> paths() {
            return played() ? List.of(scenarios.split(" ")) : List.of();
        }
    }

    @Test
    void everyCaseIsPlayedOrSaysWhyNot() {
        var cases = cases();

        assertThat(cases).hasSize(CASES).doesNotHaveDuplicates();
        assertThat(cases)
                .filteredOn(Case::played)
                .hasSizeGreaterThanOrEqualTo(120)
                .allSatisfy(one -> assertThat(one.paths())
                        .as(one.name())
                        .isNotEmpty()
                        .allSatisfy(path ->
                                assertThat(catalogue.find(path)).as(path).isPresent()));
        assertThat(cases)
                .filteredOn(one -> !one.played())
                .allSatisfy(one -> assertThat(one.scenarios()).as(one.name()).hasSizeGreaterThan(20));
    }

    /** The suites are content when the client goes away; a scenario names stage, ending and side. */
    @Test
    void aNegativeCaseOfTheHandshakeEndsTheHandshake() {
        assertThat(cases())
                .filteredOn(one -> one.name().contains("_NegativeTest_") && one.played())
                .allSatisfy(one -> {
                    var played = one.paths().stream()
                            .map(path -> catalogue.find(path).orElseThrow())
                            .toList();
                    assertThat(played)
                            .as(one.name())
                            .anyMatch(scenario -> scenario.group().equals("active")
                                    || scenario.name().equals("multitransport-declined")
                                    || scenario.expect().ending() != EndingKind.COMPLETED);
                });
    }

    private static List<Case> cases() {
        try (var in = ProtocolTestSuitesTest.class.getResourceAsStream("protocol-test-suites.tsv");
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> line.split("\t"))
                    .map(cells -> new Case(cells[0], cells[1], cells[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
