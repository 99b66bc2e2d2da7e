package dev.rdplab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KerberosRepeatTest {

    static List<Scenario> scenarios() {
        return Catalogue.load().matching("kerberos/*");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void theSameSeedGivesTheSameBytes(Scenario scenario) throws InterruptedException {
        var first = Run.of(scenario, RunOptions.DEFAULT).result();
        var second = Run.of(scenario, RunOptions.DEFAULT).result();

        assertThat(first.transcriptSha256()).isNotEmpty().isEqualTo(second.transcriptSha256());
        // the detail may name the KDC's port, which is any free one
        assertThat(first.client())
                .usingRecursiveComparison()
                .ignoringFields("detail")
                .isEqualTo(second.client());
    }
}
