package dev.rdplab.lab.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.clientsim.Security;
import dev.rdplab.lab.evidence.Evidence;
import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.evidence.EvidenceFolder;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.run.Certificates;
import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.CertificateVariant;
import dev.rdplab.lab.scenario.ServerSpec;
import dev.rdplab.lab.verdict.Causes;
import dev.rdplab.lab.verdict.Facts;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
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
import dev.rdplab.testkit.ClosedPort;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsServerSettings;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OpenedRelayTest {

    private static final Credentials ALICE = Credentials.of("alice", "Relay-Pass-1");

    private record Seen(ClientReport client, RelayReport relay) {}

    private static Seen run(SecurityLayer layer, Credentials client, RelayOptions.Faults faults) throws Exception {
        return run(layer, client, ALICE, faults);
    }

    private static Seen run(
            SecurityLayer layer, Credentials client, Credentials towardsServer, RelayOptions.Faults faults)
            throws Exception {
        var tls = TlsContext.of(TlsServerSettings.of(Certificates.of(CertificateVariant.GOOD)));
        var policy = ServerPolicy.of(layer).withAccounts(List.of(Account.local("alice", "Relay-Pass-1")));
        var reports = new LinkedBlockingQueue<RelayReport>();
        try (var server = RdpServer.start(ServerOptions.of(Behaviour.of(policy, tls)))) {
            assertThat(OpenedRelay.layer(server.address()))
                    .contains(layer == SecurityLayer.EXT ? SecurityLayer.NEGOTIATE : layer);
            var options = RelayOptions.of(new InetSocketAddress("127.0.0.1", 0), server.address())
                    .faults(faults)
                    .finished(reports::add);
            try (var relay = OpenRelay.start(options, OpenedRelay.mode(layer, ALICE, towardsServer, "127.0.0.1"))) {
                var report = RdpClient.run(ClientOptions.of(relay.address()).credentials(client));
                return new Seen(report, reports.poll(60, TimeUnit.SECONDS));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TLS", "NLA", "EXT"})
    void aWholeSessionPassesAndEveryPduIsNamed(SecurityLayer layer) throws Exception {
        var seen = run(layer, ALICE, RelayOptions.Faults.NONE);

        assertThat(seen.client().ending().kind()).isEqualTo(EndingKind.COMPLETED);
        assertThat(seen.relay().client().end().stage()).contains(Stage.ACTIVE);
        assertThat(seen.relay().client().end().ending()).isEqualTo(EndingKind.COMPLETED);
        assertThat(seen.relay().server().transcript().events())
                .extracting(event -> event.pdu())
                .contains("ConnectInitial", "ConnectResponse", "ClientInfo", "DemandActive", "FontMap");
    }

    @Test
    void aWrongPasswordEndsAtTheRelayAndNeverReachesTheServer() throws Exception {
        var seen = run(SecurityLayer.NLA, Credentials.of("alice", "wrong"), RelayOptions.Faults.NONE);

        assertThat(seen.client().ending().kind()).isEqualTo(EndingKind.CREDSSP_ERROR);
        assertThat(seen.relay().client().end().stage()).contains(Stage.CREDSSP);
        assertThat(seen.relay().server().peer()).isEmpty();
    }

    /** The client only sees a reset; what is wrong is the account on the other leg. */
    @Test
    void causesAreThoseOfTheLegThatEndedFirst() throws Exception {
        var seen = run(SecurityLayer.NLA, ALICE, Credentials.of("alice", "wrong"), RelayOptions.Faults.NONE);

        assertThat(seen.relay().server().end().ending()).isEqualTo(EndingKind.CREDSSP_ERROR);
        assertThat(seen.relay().client().end().ending()).isEqualTo(EndingKind.CLOSED_RST);
        assertThat(seen.relay().client().end().detail()).isEqualTo("the leg of the server ended first");
        var result = RelayResult.of(seen.relay(), Optional.empty(), "server", LinkUsed.NETWORK);
        assertThat(result.causes().get(0).known().cause()).containsIgnoringCase("password");
    }

    /** A bare token is not sent a second time; one inside SPNEGO is followed by a bare one. */
    @ParameterizedTest(name = "{0}: {2} connections")
    @CsvSource({"bare-ntlm-refused, FREERDP, 1", "spnego-refused, MSTSC, 2"})
    void theServerIsAskedAgainOnlyIfItRefusedSpnego(String name, ClientProfile profile, int connections)
            throws Exception {
        var known = ServerSpec.LAB_ACCOUNT;
        var account = new Credentials(known.domain(), known.user(), known.password());
        var reports = new LinkedBlockingQueue<RelayReport>();
        try (var server =
                ScenarioServer.start(Catalogue.load().find(name).orElseThrow(), ScenarioServerOptions.DEFAULT)) {
            var options = RelayOptions.of(new InetSocketAddress("127.0.0.1", 0), server.address())
                    .finished(reports::add);
            try (var relay =
                    OpenRelay.start(options, OpenedRelay.mode(SecurityLayer.NLA, account, account, "127.0.0.1"))) {
                RdpClient.run(ClientOptions.of(relay.address())
                        .profile(profile)
                        .security(Security.NLA)
                        .credentials(account));
                assertThat(reports.poll(60, TimeUnit.SECONDS)).isNotNull();
            }
            assertThat(server.accepted()).isEqualTo(connections);
        }
    }

    @Test
    void aServerThatIsNotThereIsTheCause() throws Exception {
        var passed = new LinkedBlockingQueue<PassedConnection>();
        var scenario = Catalogue.load().find("server-key-unreadable").orElseThrow();
        try (var nobody = ClosedPort.any();
                var relay = ScenarioRelay.start(
                        scenario,
                        1,
                        new InetSocketAddress("127.0.0.1", nobody.number()),
                        Optional.empty(),
                        passed::add)) {
            assertThat(RdpClient.run(ClientOptions.of(relay.address())).ending().kind())
                    .isEqualTo(EndingKind.CLOSED_RST);
            var result = passed.poll(60, TimeUnit.SECONDS).result();
            var refused =
                    new Facts(Stage.CONNECT, EndingKind.REFUSED, Role.SERVER, OptionalLong.empty(), "", "", Set.of());
            assertThat(result.causes()).isNotEmpty().isEqualTo(Causes.of(refused));
        }
    }

    @Test
    void aFaultActsOnAPduBehindTlsAndThePageHasThreeLifelines(@TempDir Path folder) throws Exception {
        var closing = new Interceptor() {
            @Override
            public List<Effect> sending(Occasion occasion, Effect.Send send) {
                return occasion.pdu().equals("DemandActive") ? List.of(new Effect.Abort()) : List.of(send);
            }

            @Override
            public Reception received(Occasion occasion, Message message) {
                return Reception.PROCEED;
            }
        };
        var seen = run(SecurityLayer.NLA, ALICE, (role, number) -> role == Role.SERVER ? closing : Interceptor.NONE);

        assertThat(seen.client().ending().kind()).isEqualTo(EndingKind.CLOSED_RST);
        assertThat(seen.client().ending().lastReceived()).isNotEqualTo("DemandActive");
        assertThat(seen.relay().client().end().ending()).isEqualTo(EndingKind.CLOSED_RST);
        assertThat(seen.relay().client().end().by()).isEqualTo(Role.SERVER);
        var result = RelayResult.of(seen.relay(), Optional.empty(), "server", LinkUsed.NETWORK);
        assertThat(result.remarks().legs()).isPresent();

        var cases = List.of(EvidenceCase.of(result, seen.relay(), ""));
        EvidenceFolder.at(folder).write(Evidence.of("relay", "", cases));
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("<span>client</span><span>relay</span><span>server</span>")
                .contains("<div class=\"leg-client\">", "<div class=\"leg-server\">", "ConnectInitial");
    }
}
