package dev.rdplab.junitjupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs the classes named TestCases in the engine and looks at what came of them. */
class RdpLabExtensionTest {

    /** The servers that the test cases were given. */
    static final Set<LabServer> SEEN = ConcurrentHashMap.newKeySet();

    @TempDir
    private Path evidence;

    @AfterEach
    void forget() {
        SEEN.clear();
    }

    @Test
    void aStaticFieldIsSharedAndAnInstanceFieldIsNot() {
        var results = run(selectClass(LifecycleTestCases.class));

        assertThat(results.testEvents().succeeded().count()).isEqualTo(6);
        assertThat(failures(results)).isEmpty();
        // One static, one for each of three tests, and the same again in the nested class, which has the static one
        // too.
        assertThat(SEEN).hasSize(1 + 3 + 3 + 3);
    }

    @Test
    void theServerOfAClassIsOneForAllItsTestsInParallelToo() {
        var results = run(selectClass(SharedTestCases.class));

        assertThat(failures(results)).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isEqualTo(9);
        assertThat(SEEN).hasSize(1);
    }

    @Test
    void whateverWasStartedIsClosedAfterwards(@RdpLab LabServer open) {
        assertThat(open.isListening()).isTrue();

        run(selectClass(LifecycleTestCases.class));
        run(selectClass(SharedTestCases.class));

        assertThat(SEEN).isNotEmpty().noneMatch(LabServer::isListening);
    }

    @Test
    void aFailureTellsAllAndLeavesEvidence() throws IOException {
        var results = run(selectMethod(FailingTestCases.class, "expectsASession", LabServer.class, LabClient.class));

        assertThat(failures(results))
                .singleElement()
                .asString()
                .contains(
                        "expected the connection to end with completed, but it ended closed-rst by server in tls",
                        "-> ConnectionConfirm",
                        "tls < ClientHello",
                        "faults triggered: [server, stage tls, after ClientHello: close-rst",
                        "mstsc shows 0x904/0x7 (reported)",
                        "possible cause: ",
                        "replay: rdplab serve --scenario tls/server-key-unreadable --seed 7",
                        "evidence: " + evidence);
        var folder = evidence.resolve(FailingTestCases.class.getName().replace('$', '-'))
                .resolve("expectsASession")
                .resolve("server-1");
        assertThat(folder.resolve("transcript.txt")).content().contains("ConnectionRequest", "ended: closed-rst");
        assertThat(folder.resolve("result.json")).content().contains("\"closed-rst\"", "\"0x904\"");
        assertThat(folder.resolve("report.html"))
                .content()
                .contains("rdplab serve --scenario tls/server-key-unreadable");
        assertThat(folder.resolve("handshake.pcapng")).isNotEmptyFile();
        assertThat(folder.resolve("scenario.yaml")).content().contains("name: server-key-unreadable");
    }

    @Test
    void aFailureOfTheClientsViewTellsHowToTryAgain() {
        var results = run(selectMethod(FailingTestCases.class, "expectsAnAlert", LabServer.class, LabClient.class));

        assertThat(failures(results))
                .singleElement()
                .asString()
                .contains(
                        "expected the connection to end with tls-alert, but it ended completed by client in active",
                        "attempt 1 as the client saw it",
                        "replay: rdplab serve --scenario " + evidence,
                        "scenario.yaml --seed 1 --port ",
                        ", and against it rdplab probe 127.0.0.1:");
    }

    @Test
    void noPasswordIsInTheEvidence() throws IOException {
        run(selectClass(FailingTestCases.class));

        try (var files = Files.walk(evidence)) {
            assertThat(files.filter(Files::isRegularFile).toList())
                    .hasSizeGreaterThan(10)
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain("Lab-Pass-1"));
        }
    }

    @Test
    void mistakesAreNamed() {
        assertThat(failures(run(selectClass(MistakenTestCases.class))))
                .anySatisfy(message -> assertThat(message)
                        .contains("no scenario is called 'server-key-unreadible'; perhaps server-key-unreadable"))
                .anySatisfy(message -> assertThat(message).contains("@RdpLab: server.sekurity: unknown key"))
                .anySatisfy(message -> assertThat(message).contains("takes either a scenario"))
                .anySatisfy(message -> assertThat(message).contains("goes on parameters of type LabServer"))
                .anySatisfy(message -> assertThat(message).contains("@RdpLab: a link of its own has toxics"))
                .anySatisfy(message ->
                        assertThat(message).contains("'tls/server-key-unreadible'; perhaps server-key-unreadable"))
                .anySatisfy(message -> assertThat(message)
                        .contains("@RdpLab is missing: it goes on the LabServer parameter, or on the class"))
                .anySatisfy(
                        message -> assertThat(message).contains("@RdpLab is missing: it goes on the LabLink parameter"))
                .anySatisfy(message -> assertThat(message).contains("its server and client are yours"))
                .hasSize(9);
        assertThat(failures(run(selectClass(MistakenPatternTestCases.class))))
                .singleElement()
                .asString()
                .contains("@RdpScenarios: no scenario is called 'tsl/*'; perhaps tls/*");
        assertThat(failures(run(selectClass(MistakenFieldTestCases.class))))
                .singleElement()
                .asString()
                .contains("fields of type LabServer, LabClient, LabLink or LabRelay that are not final");
    }

    private EngineExecutionResults run(DiscoverySelector selector) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selector)
                .configurationParameter(TestEvidence.PARAMETER, evidence.toString())
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .execute();
    }

    private static List<String> failures(EngineExecutionResults results) {
        return results.allEvents().failed().stream()
                .map(RdpLabExtensionTest::message)
                .toList();
    }

    private static String message(Event event) {
        return event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                .getThrowable()
                .map(Throwable::getMessage)
                .orElse("");
    }
}
