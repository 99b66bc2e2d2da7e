package dev.rdplab.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.protocol.Stage;
import dev.rdplab.testkit.ClosedPort;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A real server that goes away. */
class RealServerCellsTest {

    private static final Map<String, String> SETTINGS = Map.of("link", "embedded", "rtt", "2ms");

    @Test
    void aServerThatEndsBetweenTwoTrialsIsNoTrial() throws Exception {
        var server =
                ScenarioServer.start(Catalogue.load().find("session-nla").orElseThrow(), ScenarioServerOptions.DEFAULT);
        var client = ClientOptions.of(server.address()).until(Stage.CREDSSP);
        try (var cell = new RealServerCells(server.address(), client).open(SETTINGS, 1)) {
            assertThat(cell.run(0).success()).isTrue();
            server.close();
            try (var closed = ClosedPort.of(server.address().getPort())) {
                assertThatThrownBy(() -> cell.run(1))
                        .isInstanceOf(LinkUnavailableException.class)
                        .hasMessageStartingWith("nothing listens at ")
                        .hasMessageContaining(":" + closed.number());
            }
        } finally {
            server.close();
        }
    }
}
