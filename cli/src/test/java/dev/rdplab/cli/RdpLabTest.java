package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RdpLabTest {

    @ParameterizedTest
    @ValueSource(strings = {"--version", "probe --version", "explain -V", "lab shell --version"})
    void everyCommandTellsTheVersion(String line) {
        var run = Cli.run(line.split(" "));

        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("rdplab ").contains(", Java ");
    }
}
