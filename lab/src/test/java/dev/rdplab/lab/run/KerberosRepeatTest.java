package dev.rdplab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.scenario.Catalogue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KerberosRepeatTest {

    @ParameterizedTest
    @ValueSource(strings = {"ticket-spnego", "ticket-bare", "pac-large", "clock-server-behind", "kdc-tcp-only"})
    void theSameSeedGivesTheSameBytes(String name) throws InterruptedException {
        var scenario = Catalogue.load().find(name).orElseThrow();

        var first = Run.of(scenario, RunOptions.DEFAULT).result();
        var second = Run.of(scenario, RunOptions.DEFAULT).result();

        assertThat(first.transcriptSha256()).isNotEmpty().isEqualTo(second.transcriptSha256());
    }
}
