package dev.rdplab.experiments.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.experiments.sweep.Cell;
import dev.rdplab.experiments.sweep.CellFindings;
import dev.rdplab.experiments.sweep.Trial;
import dev.rdplab.experiments.sweep.TrialSet;
import dev.rdplab.protocol.Stage;
import dev.rdplab.words.BadValueException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

    private static final Cell CELL = new Cell(Map.of("tunnel", "wireguard", "loss", "2%"));

    /** 90 of 100 succeed, in 100 ms to 9,000 ms; 60 of them within 6 s. */
    private static final CellFindings SEEN = findings(90, 10);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "success < 99%                             | true",
                "success<90%                               | false",
                "success <= 90 %                           | true",
                "slow > 39.9%                              | true",
                "slow > 40%                                | false",
                "p50 > 4s                                  | true",
                "p50 > 4500ms                              | false",
                "p50 >= 4500ms                             | true",
                "p95 > 3s                                  | true",
                "tunnel=wireguard: p95 > 3s                | true",
                "tunnel = wireguard, loss = 2% : p99 < 10s | true",
            })
    void holdsOrNot(String text, boolean fails) {
        var condition = Condition.parse(text);

        assertThat(condition.concerns(CELL)).isTrue();
        assertThat(condition.of(SEEN).fails()).isEqualTo(fails);
    }

    @Test
    void concernsOnlyTheCellsItNames() {
        assertThat(Condition.parse("tunnel=openvpn: p95 > 3s").concerns(CELL)).isFalse();
        assertThat(new Gate(List.of(Condition.parse("tunnel=openvpn: p95 > 3s"))).idle(List.of(CELL)))
                .hasValueSatisfying(line -> assertThat(line).contains("tunnel=openvpn", "no cell"));
    }

    @Test
    void aTimeThatNobodyReachedFails() {
        assertThat(Condition.parse("p95 > 3s").of(findings(0, 20)).fails()).isTrue();
        assertThat(Condition.parse("p95 > 3s").of(findings(0, 20)).line()).contains("no handshake succeeded");
    }

    @Test
    void saysHowUncertainAPercentileOfFewTrialsIs() {
        assertThat(Condition.parse("p95 > 30s").of(findings(20, 0)).doubt()).contains("20 successes", "200");
        assertThat(Condition.parse("p50 > 30s").of(findings(20, 0)).doubt()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "success",
                "success 99%",
                "success = 99%",
                "success < 101%",
                "success < 3s",
                "p95 > 3",
                "p95 > 99%",
                "p0 > 3s",
                "p100 > 3s",
                "speed > 3s",
                "tunnel: p95 > 3s",
                "tunnel=: p95 > 3s",
                "p95 > -3s",
            })
    void refusesWhatItDoesNotUnderstand(String text) {
        assertThatThrownBy(() -> Condition.parse(text))
                .isInstanceOf(BadValueException.class)
                .hasMessageContaining("allowed:");
    }

    @Test
    void theReportNamesCellAndFigure() {
        var outcomes = List.of(
                Condition.parse("success < 99%").of(SEEN),
                Condition.parse("p50 > 1min").of(SEEN));

        assertThat(GateXml.of("grid", outcomes))
                .contains("tests=\"2\"", "failures=\"1\"", "loss=2%,tunnel=wireguard: success is 90.0 %");
    }

    private static CellFindings findings(int good, int bad) {
        var trials = Stream.concat(
                        IntStream.rangeClosed(1, good)
                                .mapToObj(i ->
                                        new Trial(true, Stage.ACTIVE, "completed", Map.of(Stage.TLS, i * 100.0), -1)),
                        IntStream.range(0, bad).mapToObj(i -> new Trial(false, Stage.TLS, "timeout", Map.of(), -1)))
                .toList();
        return new TrialSet("a", Map.of(CELL, trials), Optional.empty()).findings(CELL, Duration.ofSeconds(6));
    }
}
