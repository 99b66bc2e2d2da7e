package dev.rdplab.junitjupiter;

import static dev.rdplab.junitjupiter.RdpAssertions.assertThat;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Run by {@link RdpLabExtensionTest}. */
@RdpLab(server = "{ security: tls, tls: { certificate: ec } }", client = "{ security: tls }")
@Execution(ExecutionMode.CONCURRENT)
class SharedTestCases {

    @BeforeAll
    static void isThereBeforeAllTests(LabServer server) {
        RdpLabExtensionTest.SEEN.add(server);
    }

    @RepeatedTest(8)
    void connects(LabServer server, LabClient client) {
        RdpLabExtensionTest.SEEN.add(server);
        var patient = client.options(server.address()).deadlines(Deadlines.each(Duration.ofMinutes(3)));
        assertThat(client.connect(patient)).reached(Stage.ACTIVE).inOrder("ConnectionConfirm", "ConnectInitial");
    }

    @Nested
    class Inner {
        @Test
        void hasTheServerOfTheClassAroundIt(LabServer server) {
            RdpLabExtensionTest.SEEN.add(server);
        }
    }
}
