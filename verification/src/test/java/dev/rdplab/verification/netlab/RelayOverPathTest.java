package dev.rdplab.verification.netlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.clientsim.Security;
import dev.rdplab.experiments.run.PathToServer;
import dev.rdplab.experiments.sweep.SweptPath;
import dev.rdplab.lab.relay.OpenedRelay;
import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.ServerSpec;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.relay.OpenRelay;
import dev.rdplab.relay.Relay;
import dev.rdplab.relay.RelayOptions;
import dev.rdplab.testkit.needs.Needs;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A relay whose leg to the server lies on a path of real packets; client and server are outside every namespace. */
@Needs(also = PacketPath.class)
@Tag("netlab")
class RelayOverPathTest {

    private static final long ROUND_TRIP = 40_000_000;

    @ParameterizedTest(name = "open: {0}")
    @ValueSource(booleans = {false, true})
    void aSessionComesAboutAndItsAnswersTakeThePathsRoundTrip(boolean open) throws Exception {
        var known = ServerSpec.LAB_ACCOUNT;
        var account = new Credentials(known.domain(), known.user(), known.password());
        try (var server = ScenarioServer.start(
                        Catalogue.load().find("session-nla").orElseThrow(), ScenarioServerOptions.DEFAULT);
                var path = PathToServer.open(SweptPath.checked(Map.of("rtt", "40ms")), server.address(), 1)) {
            var options = RelayOptions.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), path.address());
            ClientReport seen;
            if (open) {
                var mode = OpenedRelay.mode(SecurityLayer.NLA, account, account, "127.0.0.1");
                try (var relay = OpenRelay.start(options, mode, path.loops())) {
                    seen = connect(relay.address(), account);
                }
            } else {
                try (var relay = Relay.start(options, path.loops())) {
                    seen = connect(relay.address(), account);
                }
            }
            assertThat(seen.ending().kind()).isEqualTo(EndingKind.COMPLETED);
            var last = seen.attempts().get(seen.attempts().size() - 1);
            assertThat(last.stage(Stage.MCS_CONNECT).orElseThrow().durationNanos())
                    .isGreaterThanOrEqualTo(ROUND_TRIP);
            assertThat(path.used().layer()).isEqualTo("packet");
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    private static ClientReport connect(InetSocketAddress relay, Credentials account) {
        return RdpClient.run(ClientOptions.of(relay).security(Security.NLA).credentials(account));
    }
}
