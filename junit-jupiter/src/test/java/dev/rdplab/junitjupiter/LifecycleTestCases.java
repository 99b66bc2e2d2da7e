package dev.rdplab.junitjupiter;

import static dev.rdplab.junitjupiter.RdpAssertions.assertThat;

import dev.rdplab.protocol.Stage;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Run by {@link RdpLabExtensionTest}. */
@Execution(ExecutionMode.CONCURRENT)
class LifecycleTestCases {

    /** The smallest key that does: here nobody asks how a session comes up, only whether. */
    private static final String QUICK = "{ security: tls, tls: { certificate: ec } }";

    @RdpLab(server = QUICK)
    static LabServer shared;

    @RdpLab(server = QUICK)
    LabServer own;

    @RdpLab
    private LabClient client;

    @BeforeEach
    void isThereBeforeEachTest() {
        assertThat(client.connect(own)).reached(Stage.ACTIVE);
    }

    @RepeatedTest(3)
    void connects() {
        see(shared, own);
        assertThat(client.connect(shared)).reached(Stage.ACTIVE);
    }

    @Nested
    class Inner {

        @RdpLab("server-key-unreadable")
        private LabServer inner;

        @RepeatedTest(3)
        void connects() {
            see(shared, own, inner);
            assertThat(client.connect(inner)).endedIn(Stage.TLS);
        }
    }

    private static void see(LabServer... servers) {
        RdpLabExtensionTest.SEEN.addAll(List.of(servers));
    }
}
