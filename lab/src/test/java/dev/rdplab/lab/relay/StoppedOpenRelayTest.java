package dev.rdplab.lab.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.lab.run.Certificates;
import dev.rdplab.lab.scenario.CertificateVariant;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Occasion;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.handshake.server.Account;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.relay.OpenRelay;
import dev.rdplab.relay.RelayOptions;
import dev.rdplab.relay.RelayReport;
import dev.rdplab.serversim.Behaviour;
import dev.rdplab.serversim.RdpServer;
import dev.rdplab.serversim.ServerOptions;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsServerSettings;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StoppedOpenRelayTest {

    private static final Credentials ALICE = Credentials.of("alice", "Relay-Pass-1");
    private static final int LIMIT_SECONDS = 60;

    /** Both legs are joined, and the server's next PDU is held. */
    @Test
    void aRelayThatIsStoppedEndsBothLegsAndReports() throws Exception {
        var held = new CountDownLatch(1);
        var holding = new Interceptor() {
            @Override
            public List<Effect> sending(Occasion occasion, Effect.Send send) {
                if (!occasion.pdu().equals("DemandActive")) {
                    return List.of(send);
                }
                held.countDown();
                return List.of(new Effect.Wait(Effect.Wait.FOREVER), send);
            }

            @Override
            public Reception received(Occasion occasion, Message message) {
                return Reception.PROCEED;
            }
        };
        var tls = TlsContext.of(TlsServerSettings.of(Certificates.of(CertificateVariant.GOOD)));
        var policy = ServerPolicy.of(SecurityLayer.TLS).withAccounts(List.of(Account.local("alice", "Relay-Pass-1")));
        var reports = new LinkedBlockingQueue<RelayReport>();
        CompletableFuture<ClientReport> client;
        try (var server = RdpServer.start(ServerOptions.of(Behaviour.of(policy, tls)))) {
            var options = RelayOptions.of(new InetSocketAddress("127.0.0.1", 0), server.address())
                    .faults((role, number) -> role == Role.SERVER ? holding : Interceptor.NONE)
                    .finished(reports::add);
            try (var relay = OpenRelay.start(options, OpenedRelay.mode(SecurityLayer.TLS, ALICE, ALICE, "127.0.0.1"))) {
                var target = ClientOptions.of(relay.address()).credentials(ALICE);
                client = CompletableFuture.supplyAsync(() -> RdpClient.run(target));
                assertThat(held.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            }
            var report = reports.poll(LIMIT_SECONDS, TimeUnit.SECONDS);

            assertThat(report).isNotNull();
            assertThat(report.client().end().ending()).isEqualTo(EndingKind.CLOSED_RST);
            assertThat(report.client().end().by()).isEqualTo(Role.SERVER);
            assertThat(report.server().end().by()).isEqualTo(Role.CLIENT);
        }
        assertThat(client.get(LIMIT_SECONDS, TimeUnit.SECONDS).ending().kind()).isEqualTo(EndingKind.CLOSED_RST);
    }
}
