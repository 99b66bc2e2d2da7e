package dev.rdplab.lab.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.chaos.link.InProcessLink;
import dev.rdplab.chaos.link.Link;
import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.clientsim.Security;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.run.Reach;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.relay.OpenRelay;
import dev.rdplab.relay.Relay;
import dev.rdplab.relay.RelayOptions;
import dev.rdplab.relay.RelayReport;
import dev.rdplab.testkit.ClosedPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A link accepts in the place of a server that is not there. */
class UnreachedTest {

    private static final Credentials ALICE = Credentials.of("alice", "Relay-Pass-1");

    @ParameterizedTest(name = "open: {0}")
    @ValueSource(booleans = {false, true})
    void aLinkDoesNotHideThatNothingListens(boolean open) throws Exception {
        try (var closed = ClosedPort.any()) {
            toldOf(open, new InetSocketAddress(InetAddress.getLoopbackAddress(), closed.number()));
        }
    }

    private static void toldOf(boolean open, InetSocketAddress server) throws Exception {
        var reports = new LinkedBlockingQueue<RelayReport>();
        RelayReport seen;
        try (var link = InProcessLink.embedded().open(Link.DIRECT, server, 1)) {
            var options = RelayOptions.of(new InetSocketAddress("127.0.0.1", 0), link.address())
                    .finished(reports::add);
            if (open) {
                try (var relay =
                        OpenRelay.start(options, OpenedRelay.mode(SecurityLayer.NLA, ALICE, ALICE, "127.0.0.1"))) {
                    seen = connect(relay.address(), reports);
                }
            } else {
                try (var relay = Relay.start(options)) {
                    seen = connect(relay.address(), reports);
                }
            }
        }
        assertThat(seen.server().end().ending().isClose())
                .as("what the wire shows")
                .isTrue();

        var told = Unreached.corrected(seen, server);

        var end = told.server().end();
        assertThat(end.stage()).contains(Stage.CONNECT);
        assertThat(end.ending()).isEqualTo(EndingKind.REFUSED);
        assertThat(end.by()).isEqualTo(Role.SERVER);
        assertThat(end.detail()).isEqualTo("nothing listens at " + Reach.text(server) + ": connection refused");
        assertThat(told.client().end().ending()).isEqualTo(seen.client().end().ending());
        assertThat(told.client().end().detail()).startsWith("the server cannot be reached: nothing listens");
        assertThat(RelayResult.of(told, Optional.empty(), "server", LinkUsed.NETWORK)
                        .causes())
                .isNotEmpty();
    }

    private static RelayReport connect(InetSocketAddress relay, BlockingQueue<RelayReport> reports) throws Exception {
        RdpClient.run(ClientOptions.of(relay).security(Security.NLA).credentials(ALICE));
        var report = reports.poll(60, TimeUnit.SECONDS);
        assertThat(report).isNotNull();
        return report;
    }
}
