package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.serversim.Behaviour;
import dev.rdplab.serversim.RdpServer;
import dev.rdplab.serversim.ServerOptions;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadCommandTest {

    @Test
    void printsPercentilesOfEveryStageAsATableOrAsJson() throws IOException {
        try (var server = RdpServer.start(ServerOptions.of(new Behaviour(
                ServerPolicy.of(SecurityLayer.RDP), Optional.empty(), Interceptor.NONE, Optional.empty())))) {
            String host = "127.0.0.1:" + server.port();
            var text = Cli.run(
                    "load", host, "--rate", "50", "--duration", "200ms", "--security", "rdp", "--until", "active");
            assertThat(text.exit()).as(text.toString()).isZero();
            assertThat(text.out()).contains("p99.9").contains("licensing").contains("10 of 10 handshakes completed");

            var json = Cli.run(
                    "load",
                    host,
                    "--rate",
                    "50",
                    "--duration",
                    "200ms",
                    "--security",
                    "rdp",
                    "--until",
                    "active",
                    "--json");
            assertThat(json.exit()).as(json.toString()).isZero();
            var object = json.objects().get(0);
            assertThat(object.path("completed").asInt()).isEqualTo(10);
            assertThat(object.path("stages").path("x224").path("p99").asDouble())
                    .isPositive();
        }
    }

    @Test
    void aHostElsewhereIsRefusedUnlessItsOwnerSaysSo() {
        var refused = Cli.run("load", "192.0.2.1", "--rate", "1", "--duration", "1s");
        assertThat(refused.exit()).isEqualTo(Exit.USAGE);
        assertThat(refused.err()).contains("192.0.2.1").contains("--i-own-this-host");
    }

    @Test
    void aRateBeyondTheBoundIsRefusedInOneLine() {
        var refused = Cli.run("load", "127.0.0.1", "--rate", "10001");
        assertThat(refused.exit()).isEqualTo(Exit.USAGE);
        assertThat(refused.err()).contains("a rate of 10001 is not between 1 and 10000");
    }
}
