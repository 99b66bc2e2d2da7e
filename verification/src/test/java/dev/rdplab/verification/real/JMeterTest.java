package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.testkit.needs.Needs;
import dev.rdplab.transport.ConnectionReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The sampler in JMeter's distributed mode: a local JMeter, and one remote engine on the loopback that makes the load. */
@Needs(also = MadeJMeter.class)
@Tag("real")
@Tag("long")
class JMeterTest {

    private static final int THREADS = 2;
    private static final int LOOPS = 3;
    private static final int SAMPLES = THREADS * LOOPS;

    private static JMeter jmeter;

    @BeforeAll
    static void startTheEngine() throws IOException {
        jmeter = JMeter.withOneEngine();
    }

    @AfterAll
    static void endTheEngine() {
        if (jmeter != null) {
            jmeter.close();
        }
    }

    private static JMeterResults load(int port, String security) {
        var password = jmeter.file("password", Account.ALICE.password() + "\n");
        var results = jmeter.run(
                "threads=" + THREADS,
                "loops=" + LOOPS,
                "port=" + port,
                "security=" + security,
                "user=" + Account.ALICE.user(),
                "passwordFile=" + password);
        assertThat(results.samples()).hasSize(SAMPLES).allSatisfy(sample -> {
            assertThat(sample.label()).isEqualTo("RDP handshake");
            assertThat(sample.thread()).as("made by the engine").startsWith("127.0.0.1");
            assertThat(sample.stages().stream()
                            .mapToLong(JMeterResults.Sample::millis)
                            .sum())
                    .isEqualTo(sample.millis());
            assertThat(sample.stages().stream()
                            .mapToLong(JMeterResults.Sample::sent)
                            .sum())
                    .isEqualTo(sample.sent());
            assertThat(sample.stages().stream()
                            .mapToLong(JMeterResults.Sample::received)
                            .sum())
                    .isEqualTo(sample.received());
        });
        assertThat(jmeter.written()).contains("RDP handshake").doesNotContain(Account.ALICE.password());
        return results;
    }

    @Test
    void aLoadWithTlsReachesTheSession() {
        try (var server = LabServer.start(SecurityLayer.TLS)) {
            assertThat(load(server.port(), "tls").samples()).allSatisfy(sample -> {
                assertThat(sample.successful()).as(sample.message()).isTrue();
                assertThat(sample.code()).isEqualTo("completed");
                assertThat(sample.message()).isEqualTo("reached active");
                assertThat(sample.stageNames())
                        .containsExactly(
                                "connect",
                                "x224",
                                "tls",
                                "mcs-connect",
                                "channel-join",
                                "licensing",
                                "capabilities",
                                "finalization");
                assertThat(sample.received()).isPositive();
            });
            assertThat(server.connections()).hasSize(SAMPLES).allMatch(JMeterTest::completed);
        }
    }

    @Test
    void aLoadWithNlaLogsOn() {
        try (var server = LabServer.start(SecurityLayer.NLA)) {
            assertThat(load(server.port(), "nla").samples())
                    .allMatch(JMeterResults.Sample::successful)
                    .allSatisfy(sample ->
                            assertThat(sample.stageNames()).containsSequence("tls", "credssp", "mcs-connect"));
            assertThat(server.connections()).hasSize(SAMPLES).allMatch(JMeterTest::completed);
        }
    }

    private static boolean completed(ConnectionReport connection) {
        return connection.ending().kind() == EndingKind.COMPLETED;
    }

    @Test
    void aServerThatResetsOnTheClientHelloFailsEverySampleInTls() {
        try (var server = LabCommand.serve(Account.ALICE, "--scenario", "server-key-unreadable")) {
            assertThat(load(LabCommand.port(server), "nla").samples()).allSatisfy(sample -> {
                assertThat(sample.successful()).isFalse();
                assertThat(sample.code()).isEqualTo("closed-rst");
                assertThat(sample.message()).isEqualTo("tls closed-rst by the server");
                assertThat(sample.stageNames()).containsExactly("connect", "x224", "tls");
                assertThat(sample.stages().stream().map(JMeterResults.Sample::successful))
                        .containsExactly(true, true, false);
            });
        }
    }

    @Test
    void theJarHoldsNoNameThatJMeterOrAnotherPlugInCouldBring() throws IOException {
        try (var jar = new JarFile(JMeter.JAR.toFile())) {
            assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
                    .contains(
                            "META-INF/NOTICE",
                            "META-INF/services/org.apache.jmeter.protocol.java.sampler.JavaSamplerClient")
                    .allMatch(name -> name.startsWith("dev/rdplab/") || name.startsWith("META-INF/"))
                    .noneMatch(name -> name.startsWith("META-INF/versions/") || name.endsWith(".so"));
            assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
                    .isEqualTo("dev.rdplab.jmeter");
        }
    }

    @Test
    void itRunsInTheVersionItIsCompiledFor() throws IOException {
        assertThat(version(JMeter.ROOT.resolve("jmeter/home/pom.xml")))
                .isEqualTo(version(JMeter.ROOT.resolve("pom.xml")));
    }

    private static String version(Path pom) throws IOException {
        var found = Pattern.compile("<jmeter.version>([^<]+)<").matcher(Files.readString(pom));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
