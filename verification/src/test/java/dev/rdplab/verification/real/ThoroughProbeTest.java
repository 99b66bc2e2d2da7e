package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.Security;
import dev.rdplab.diagnosis.probe.Probe;
import dev.rdplab.diagnosis.probe.Thorough;
import dev.rdplab.lab.result.FurtherTry;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.testkit.needs.Needs;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the further tries of {@code probe --thorough} show of servers and paths that know nothing of our code. */
@Tag("real")
class ThoroughProbeTest {

    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private static Result thorough(int port, UnaryOperator<ClientOptions> more) {
        var options = more.apply(ClientOptions.of(InetSocketAddress.createUnresolved(Loopback.HOST, port))
                .connectTimeout(PATIENCE)
                .deadlines(Deadlines.each(PATIENCE)));
        return Thorough.of(Probe.of(Loopback.HOST, options), options, Thorough.WHOLE, made -> {})
                .result();
    }

    private static String shown(Result result, String what) {
        return result.tries().stream()
                .filter(made -> made.what().startsWith(what))
                .map(FurtherTry::shows)
                .findFirst()
                .orElse("not tried: " + result.tries());
    }

    private static String first(Result result) {
        return result.causes().get(0).known().id();
    }

    private static Scenario healthy() {
        return Catalogue.load().find("active/session-nla").orElseThrow();
    }

    private static ScenarioServer server() throws Exception {
        return ScenarioServer.start(healthy(), ScenarioServerOptions.DEFAULT);
    }

    @Test
    @Needs(value = "nft", also = Netfilter.class)
    void smallSegmentsShowTheNarrowPath() throws Exception {
        try (var server = server();
                var filter = PacketFilter.start("tcp sport %d ip length > 600 drop"
                        .formatted(server.address().getPort()))) {
            var result = thorough(server.address().getPort(), o -> o);

            assertThat(filter).isNotNull();
            assertThat(shown(result, "small TCP segments")).isEqualTo("gets further");
            assertThat(shown(result, "the same again")).isEqualTo("the same");
            assertThat(first(result)).isEqualTo("path-mtu-black-hole");
            assertThat(result.causes().get(0).evidence())
                    .contains("with TCP segments of 536 bytes the same handshake gets further")
                    .contains("the ClientHello was acknowledged and the server's flight never came");
        }
    }

    /** A server that reads the ClientHello and thinks for ever. */
    @Test
    void aServerThatHangsInTlsIsNotTakenForANarrowPath() {
        try (var stub = SocketStub.of(socket -> {
            SocketStub.readTpkt(socket);
            SocketStub.write(socket, "030000130ed000001234000200080001000000");
            SocketStub.silence(socket);
        })) {
            var result = thorough(stub.port(), o -> o);

            assertThat(shown(result, "small TCP segments")).isEqualTo("the same");
            assertThat(first(result)).isEqualTo("service-hung");
        }
    }

    @Test
    @Needs("toxiproxy-server")
    void everyTryThroughACuttingProxyEndsTheSame() throws Exception {
        try (var server = server();
                var toxiproxy = ToxiproxyServer.start()) {
            int port = Loopback.freePort();
            var proxy = new ToxiproxyClient(toxiproxy.host(), toxiproxy.port())
                    .createProxy(
                            "rdp",
                            Loopback.HOST + ":" + port,
                            Loopback.HOST + ":" + server.address().getPort());
            proxy.toxics().limitData("t", ToxicDirection.DOWNSTREAM, 19);
            var result = thorough(port, o -> o);

            assertThat(shown(result, "the same again")).isEqualTo("the same");
            assertThat(shown(result, "TLS 1.3 alone")).isEqualTo("the same");
            // The proxy closes while the ClientHello is on its way, whose answer may be a reset that is read before the
            // end.
            assertThat(result.causes().get(0).evidence())
                    .contains("it fails the same way with each single TLS version; all use the same key")
                    .containsAnyOf(
                            "every further try was closed at the same place",
                            "every further try was reset at the same place");
        }
    }

    @Test
    @Needs(
            value = {"xrdp", "openssl"},
            also = XrdpsFiles.class)
    void xrdpAcceptsWhatWasNotOffered() {
        try (Xrdp xrdp = Xrdp.start(Xrdp.Mode.TLS)) {
            var result = thorough(xrdp.port(), o -> o.security(Security.RDP));

            assertThat(first(result)).isEqualTo("tls-required");
            assertThat(shown(result, "everything offered")).isEqualTo("gets further");
        }
    }

    /** One wrong password is one failed logon, however thorough the probe. */
    @Test
    @Needs({"freerdp-shadow-cli3", "winpr-hash3", "Xvfb"})
    void aShadowSeesOneLogonOnly() {
        try (Shadow3 shadow = Shadow3.start(ShadowMode.NLA)) {
            var wrong = Credentials.of(Account.ALICE.user(), "not-her-password");
            var result = thorough(shadow.port(), o -> o.credentials(wrong));

            assertThat(first(result)).isEqualTo("wrong-password");
            assertThat(result.tries()).isNotEmpty().allSatisfy(made -> assertThat(
                            made.outcome().map(side -> side.lastSent()).orElse(""))
                    .doesNotContain("AUTHENTICATE"));
        }
    }
}
