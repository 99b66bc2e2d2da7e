package dev.rdplab.lab.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class NextTestsTest {

    private static List<RankedCause> causes(Stage stage, EndingKind ending) {
        return Causes.of(Facts.of(stage, ending));
    }

    @Test
    void aResetOnTheClientHelloIsTriedAgain() {
        assertThat(NextTests.known().apart(causes(Stage.TLS, EndingKind.CLOSED_RST)))
                .hasValueSatisfying(test -> assertThat(test)
                        .contains(
                                "--count 5",
                                "every try is reset on the ClientHello: private-key-unreadable",
                                "the resets come and go: middlebox-resets"));
    }

    @Test
    void silenceInTlsAsksForTheMtu() {
        assertThat(NextTests.known()
                        .apart(causes(Stage.TLS, EndingKind.TIMEOUT))
                        .orElseThrow())
                .contains("path-mtu-black-hole", "service-hung");
    }

    @Test
    void aCauseThatStandsAloneIsCheckedItself() {
        var alone = causes(Stage.X224, EndingKind.TIMEOUT).subList(0, 1);

        assertThat(NextTests.known().apart(alone)).contains(alone.get(0).known().check());
        assertThat(NextTests.known().apart(List.of())).isEmpty();
    }

    @Test
    void everyTestTellsAtLeastTwoCausesApart() {
        assertThat(NextTests.known().all()).isNotEmpty().allSatisfy(test -> assertThat(
                        test.tells().values().stream().distinct())
                .hasSizeGreaterThan(1));
    }

    @Test
    void aThoroughProbeIsNotToldToDoWhatItDid() {
        assertThat(NextTests.known().apart(causes(Stage.TLS, EndingKind.CLOSED_RST), true))
                .hasValueSatisfying(
                        test -> assertThat(test).doesNotContain("--count").doesNotContain("--thorough"));
    }

    private static RankedCause ranked(String id, int score) {
        return new RankedCause(Causes.known().find(id).orElseThrow(), score, List.of(), List.of());
    }

    @Test
    void aCauseFarBehindIsNoRival() {
        var first = ranked("private-key-unreadable", 80);
        assertThat(NextTests.known().apart(List.of(first, ranked("middlebox-resets", 40))))
                .hasValueSatisfying(test -> assertThat(test).contains("middlebox-resets"));
        assertThat(NextTests.known().apart(List.of(first, ranked("middlebox-resets", 39))))
                .contains(first.known().check());
    }

    @Test
    void aTestThatShowsTheSameForBothTellsNothing() {
        var tests = NextTests.read(
                "x.yaml",
                """
                tests:
                  - test: Look
                    tells: { private-key-unreadable: it fails, middlebox-resets: it fails }
                  - test: Look twice
                    tells: { private-key-unreadable: it fails, middlebox-resets: it works }
                """);
        assertThat(tests.apart(List.of(ranked("private-key-unreadable", 80), ranked("middlebox-resets", 70))))
                .hasValueSatisfying(test -> assertThat(test).startsWith("Look twice"));
    }
}
