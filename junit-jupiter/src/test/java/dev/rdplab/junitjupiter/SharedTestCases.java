package dev.rdplab.junitjupiter;

import static dev.rdplab.junitjupiter.RdpAssertions.assertThat;

import dev.rdplab.protocol.Stage;
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
        assertThat(client.connect(server)).reached(Stage.ACTIVE).inOrder("ConnectionConfirm", "ConnectInitial");
    }

    @Nested
    class Inner {
        @Test
        void hasTheServerOfTheClassAroundIt(LabServer server) {
            RdpLabExtensionTest.SEEN.add(server);
        }
    }
}
