package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.chaos.process.OperatingSystem;
import dev.rdplab.lab.scenario.Catalogue;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ServeTextTest {

    @Test
    void saysOnWindowsWhereMstscConnectsTo() {
        assertThat(begins("127.0.0.1", OperatingSystem.WINDOWS))
                .contains("connect to 127.0.0.2:3389, after --listen 127.0.0.2;", "0x708", "RDPCheck");
        assertThat(begins("127.0.0.2", OperatingSystem.WINDOWS))
                .contains("connect to 127.0.0.2:3389;")
                .doesNotContain("--listen");
        assertThat(begins("0.0.0.0", OperatingSystem.WINDOWS)).contains("connect to 127.0.0.2:3389;");
        assertThat(begins("192.0.2.1", OperatingSystem.WINDOWS)).doesNotContain("127.0.0.2");
    }

    @Test
    void saysNothingOfMstscElsewhere() {
        assertThat(begins("127.0.0.1", OperatingSystem.LINUX)).doesNotContain("127.0.0.2");
    }

    private static String begins(String host, OperatingSystem system) {
        var scenario = Catalogue.load().find("session-negotiate").orElseThrow();
        return String.join(" ", ServeText.begins(scenario, new InetSocketAddress(host, 3389), system, 1_000));
    }
}
