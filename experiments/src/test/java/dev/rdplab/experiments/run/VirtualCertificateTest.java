package dev.rdplab.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.experiments.sweep.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In virtual time the kind of the server's key changes nothing of a trial but the work of the processor. */
class VirtualCertificateTest {

    private static final int TRIALS = 20;

    @ParameterizedTest
    @ValueSource(strings = {"", "1.2", "1.3"})
    void trialsWithTheUsualKeyAreThoseWithAnRsaKey(String tls) throws InterruptedException {
        var settings = new HashMap<>(Map.of("link", "virtual", "loss", "20%", "rtt", "60ms"));
        if (!tls.isEmpty()) {
            settings.put("tls", tls);
        }
        var usual = trials(settings);
        settings.put("certificate", "good");

        assertThat(new HashSet<>(usual)).as("losses that matter").hasSizeGreaterThan(TRIALS / 2);
        assertThat(trials(settings)).isEqualTo(usual);
    }

    private static List<Trial> trials(Map<String, String> settings) throws InterruptedException {
        try (var running = new SimulatorCells().open(settings, 7)) {
            var trials = new ArrayList<Trial>();
            for (int i = 0; i < TRIALS; i++) {
                trials.add(running.run(i));
            }
            return trials;
        }
    }
}
