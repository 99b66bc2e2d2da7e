package dev.rdplab.jmeter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.serversim.Behaviour;
import dev.rdplab.serversim.RdpServer;
import dev.rdplab.serversim.ServerOptions;
import dev.rdplab.testkit.ClosedPort;
import dev.rdplab.transport.tls.SelfSigned;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.apache.jmeter.config.Arguments;
import org.apache.jmeter.protocol.java.sampler.JavaSamplerClient;
import org.apache.jmeter.protocol.java.sampler.JavaSamplerContext;
import org.apache.jmeter.samplers.SampleResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RdpHandshakeSamplerTest {

    private static SampleResult sample(Map<String, String> plan) {
        var sampler = new RdpHandshakeSampler();
        var arguments = new Arguments();
        sampler.getDefaultParameters()
                .getArgumentsAsMap()
                .forEach((name, usual) -> arguments.addArgument(name, plan.getOrDefault(name, usual)));
        var context = new JavaSamplerContext(arguments);
        sampler.setupTest(context);
        return sampler.runTest(context);
    }

    @Test
    void aSampleHoldsItsStagesAndTheyAddUp() throws IOException {
        var policy =
                new Behaviour(ServerPolicy.of(SecurityLayer.RDP), Optional.empty(), Interceptor.NONE, Optional.empty());
        try (var server = RdpServer.start(ServerOptions.of(policy))) {
            var sample = sample(
                    Map.of("port", "" + server.port(), "security", "rdp", "until", "active", "profile", "mstsc"));
            assertThat(sample.isSuccessful()).as(sample.getResponseMessage()).isTrue();
            assertThat(sample.getResponseCode()).isEqualTo("completed");
            assertThat(sample.getResponseMessage()).isEqualTo("reached active");
            var stages = sample.getSubResults();
            assertThat(stages)
                    .extracting(SampleResult::getSampleLabel)
                    .containsExactly(
                            "connect",
                            "x224",
                            "mcs-connect",
                            "channel-join",
                            "licensing",
                            "capabilities",
                            "finalization");
            assertThat(stages).allMatch(SampleResult::isSuccessful).allMatch(s -> s.getClass() == SampleResult.class);
            assertThat(Arrays.stream(stages).mapToLong(SampleResult::getTime).sum())
                    .isEqualTo(sample.getTime());
            assertThat(stages[0].getStartTime()).isEqualTo(sample.getStartTime());
            assertThat(Arrays.stream(stages)
                            .mapToLong(SampleResult::getSentBytes)
                            .sum())
                    .isPositive()
                    .isEqualTo(sample.getSentBytes());
            assertThat(Arrays.stream(stages)
                            .mapToLong(SampleResult::getBytesAsLong)
                            .sum())
                    .isPositive()
                    .isEqualTo(sample.getBytesAsLong());
        }
    }

    @Test
    void aFailureSaysWhereAndHow() throws IOException {
        try (var closed = ClosedPort.any()) {
            var sample = sample(Map.of("port", "" + closed.number()));
            assertThat(sample.isSuccessful()).isFalse();
            assertThat(sample.getResponseCode()).isEqualTo("refused");
            assertThat(sample.getResponseMessage()).isEqualTo("connect refused by the server");
            assertThat(sample.isStopThread()).isFalse();
            assertThat(sample.getSubResults()).singleElement().satisfies(stage -> {
                assertThat(stage.getSampleLabel()).isEqualTo("connect");
                assertThat(stage.isSuccessful()).isFalse();
            });
        }
    }

    @Test
    void aPlanThatIsWrongFailsOnceInEachThread() {
        var sample = sample(Map.of("host", "192.0.2.1"));
        assertThat(sample.isSuccessful()).isFalse();
        assertThat(sample.getResponseCode()).isEqualTo("not-started");
        assertThat(sample.getResponseMessage()).contains("192.0.2.1").contains("iOwnThisHost=true");
        assertThat(sample.isStopThread()).isTrue();
    }

    /** Each thread has a sampler of its own; the account is one. */
    @Test
    void oneRefusedLogonEndsTheTriesOfAllThreads(@TempDir Path folder) throws Exception {
        var password = Files.writeString(folder.resolve("password"), "not the password\n");
        var certificate = SelfSigned.ec("rdp.test", Instant.now()).issue(new SecureRandom());
        var policy = ServerPolicy.of(SecurityLayer.NLA);
        var tls = TlsContext.of(TlsServerSettings.of(certificate.certificate()));
        try (var server = RdpServer.start(ServerOptions.of(Behaviour.of(policy, tls)))) {
            var plan = Map.of("port", "" + server.port(), "user", "jmeter-alice", "passwordFile", password.toString());
            var first = sample(plan);
            var second = sample(plan);

            assertThat(first.getResponseCode()).isEqualTo("credssp-error");
            assertThat(second.getResponseCode()).isEqualTo("account-refused");
            assertThat(second.getResponseMessage())
                    .contains("the server refused the account jmeter-alice")
                    .contains("yesPresentAgain=true");
            assertThat(second.isStopThread()).isTrue();
        }
    }

    @Test
    void aStopOfTheTestEndsTheWaiting() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.currentThread().interrupt();
            var sample = sample(Map.of("port", "" + silent.getLocalPort()));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(sample.getResponseCode()).isEqualTo("interrupted");
        }
    }

    @Test
    void jMeterFindsItWithoutSearchingTheJar() {
        assertThat(ServiceLoader.load(JavaSamplerClient.class).stream().map(ServiceLoader.Provider::type))
                .contains(RdpHandshakeSampler.class);
    }

    @Test
    void everyArgumentIsExplained() {
        var arguments = new RdpHandshakeSampler().getDefaultParameters();
        assertThat(arguments.getArgumentCount()).isEqualTo(Argument.values().length);
        for (int i = 0; i < arguments.getArgumentCount(); i++) {
            assertThat(arguments.getArgument(i).getDescription()).isNotEmpty();
        }
    }
}
