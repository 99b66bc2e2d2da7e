package dev.rdplab.experiments.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.Stage;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageTimesTest {

    private static final Map<Stage, Double> PLAIN = Map.of(Stage.TLS, 2.5, Stage.CONNECT, 0.0);

    @Test
    void areAMapInTheOrderOfTheStages() {
        var times = new StageTimes(PLAIN);

        assertThat(times).isEqualTo(PLAIN).hasSameHashCodeAs(PLAIN).containsOnlyKeys(Stage.CONNECT, Stage.TLS);
        assertThat(times.keySet()).containsExactly(Stage.CONNECT, Stage.TLS);
        assertThat(times.get(Stage.TLS)).isEqualTo(2.5);
        assertThat(times.get(Stage.X224)).isNull();
        assertThat(times.containsKey(Stage.X224)).isFalse();
        assertThat(new StageTimes(Map.of())).isEmpty();
    }

    @Test
    void cannotBeChanged() {
        var times = new StageTimes(PLAIN);

        assertThatThrownBy(() -> times.put(Stage.X224, 1.0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(times::clear).isInstanceOf(UnsupportedOperationException.class);
    }
}
