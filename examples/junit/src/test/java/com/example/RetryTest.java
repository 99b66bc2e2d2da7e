package com.example;

import static dev.rdplab.junitjupiter.RdpAssertions.assertThat;

import dev.rdplab.junitjupiter.LabClient;
import dev.rdplab.junitjupiter.LabServer;
import dev.rdplab.junitjupiter.RdpLab;
import dev.rdplab.junitjupiter.RdpScenarios;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryTest {

    @Test
    void theSecondTrySucceeds(@RdpLab LabServer server, LabClient client) throws Exception {
        server.enqueue("server-key-unreadable");

        client.connect(server);
        client.connect(server);

        assertThat(server.takeConnection(Duration.ofSeconds(20))).endedWith(EndingKind.CLOSED_RST);
        assertThat(server.takeConnection(Duration.ofSeconds(20))).reached(Stage.ACTIVE);
    }

    @RdpScenarios("x224/closed-*")
    void everyScenarioOfAGroup(Scenario scenario, LabServer server, LabClient client) {
        assertThat(client.connect(server)).endedAsExpectedBy(scenario);
    }
}
