package dev.rdplab.diagnosis.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.LogonGuard;
import dev.rdplab.clientsim.Security;
import dev.rdplab.lab.result.FurtherTry;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.run.Certificates;
import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.CertificateVariant;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.serversim.Behaviour;
import dev.rdplab.serversim.RdpServer;
import dev.rdplab.serversim.ServerOptions;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsServerSettings;
import dev.rdplab.transport.tls.TlsVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThoroughTest {

    /** For servers that answer, however busy the machine is. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** For servers that never do. A further try has one limit for all, so a connection must be noticed within it too. */
    private static final Duration SHORT = Duration.ofMillis(1_500);

    private final List<FurtherTry> told = new ArrayList<>();

    private static ClientOptions toSilent(int port) {
        return to(port).deadlines(Deadlines.each(SHORT)).connectTimeout(SHORT);
    }

    private static ClientOptions to(int port) {
        return ClientOptions.of(InetSocketAddress.createUnresolved("127.0.0.1", port))
                .connectTimeout(PATIENCE)
                .deadlines(Deadlines.each(PATIENCE));
    }

    private Result thorough(ClientOptions options) {
        return Thorough.of(Probe.of("host", options), options, Thorough.WHOLE, told::add)
                .result();
    }

    private List<String> shown() {
        return told.stream().map(made -> made.what() + ": " + made.shows()).toList();
    }

    private static ScenarioServer serving(String scenario) throws Exception {
        return ScenarioServer.start(Catalogue.load().find(scenario).orElseThrow(), ScenarioServerOptions.DEFAULT);
    }

    @Test
    void saysThatEveryTryIsResetOnTheClientHello() throws Exception {
        try (var server = serving("server-key-unreadable")) {
            var result = thorough(to(server.address().getPort()));

            assertThat(shown())
                    .contains("the same again: the same", "TLS 1.2 alone: the same", "TLS 1.3 alone: the same")
                    .contains("without NLA: the server refuses it");
            assertThat(told).allMatch(made -> made.outcome().isPresent());
            var first = result.causes().get(0);
            assertThat(first.known().id()).isEqualTo("private-key-unreadable");
            assertThat(first.evidence())
                    .contains("every further try was reset at the same place")
                    .anyMatch(text -> text.contains("it fails the same way with each single TLS version"));
            assertThat(result.tries()).isEqualTo(told);
        }
    }

    @Test
    void findsTheTlsVersionThatWorks() throws Exception {
        var tls = TlsContext.of(
                TlsServerSettings.of(Certificates.of(CertificateVariant.GOOD)).versions(TlsVersion.TLS_1_0));
        try (var server = RdpServer.start(ServerOptions.of(Behaviour.of(ServerPolicy.of(SecurityLayer.TLS), tls)))) {
            var result = thorough(to(server.port()));

            assertThat(shown()).contains("TLS 1.0 and 1.1: gets further", "TLS 1.2 alone: the same");
            assertThat(result.causes().get(0).known().id()).isEqualTo("tls-mismatch");
            assertThat(result.causes().get(0).evidence()).contains("only TLS 1.0 or 1.1 completes");
        }
    }

    /** Every other connection is reset on the ClientHello, the first one too. */
    @Test
    void whatComesAndGoesIsNotTheKey() throws Exception {
        try (var server = serving("session-tls");
                var flaky = new ResettingProxy(
                        server.address().getPort(),
                        (connection, number, message) -> connection % 2 == 1 && number == 2)) {
            var result = thorough(to(flaky.port()));

            assertThat(told.get(0).shows()).isEqualTo("gets further");
            assertThat(told).noneMatch(made -> made.observed().contains("other-tls-version-works"));
            assertThat(result.causes().get(0).known().id()).isEqualTo("middlebox-resets");
            assertThat(result.causes())
                    .filteredOn(cause -> cause.known().id().equals("private-key-unreadable"))
                    .allMatch(cause -> !cause.counter().isEmpty());
        }
    }

    @Test
    void neverPresentsTheAccountAgain() throws Exception {
        try (var server = serving("wrong-password")) {
            var options = to(server.address().getPort())
                    .guard(LogonGuard.create())
                    .credentials(Credentials.of("alice", "not the password")); // one failed logon, not three
            var result = thorough(options);

            assertThat(result.client().ending().word()).isEqualTo("credssp-error");
            assertThat(told.get(0).shows()).contains("the account was refused and is not presented again");
            assertThat(told.subList(1, told.size())).isNotEmpty().allSatisfy(made -> assertThat(
                            made.outcome().orElseThrow().lastSent())
                    .doesNotContain("AUTHENTICATE"));
        }
    }

    @Test
    void staysWithinItsTime() throws Exception {
        try (var server = serving("silence")) {
            var options = toSilent(server.address().getPort());
            var first = Probe.of("host", options);
            Thorough.of(first, options, Duration.ZERO, told::add);

            assertThat(told).isNotEmpty().allMatch(made -> made.outcome().isEmpty());
            assertThat(told.get(0).shows()).isEqualTo("not made: the time for further tries is up");
        }
    }

    @Test
    void aSilentServiceThatAcknowledgesIsHungAndNotCutOff() throws Exception {
        try (var server = serving("silence")) {
            var result = thorough(toSilent(server.address().getPort()));

            assertThat(result.causes().get(0).known().id()).isEqualTo("service-hung");
            assertThat(result.causes().get(0).evidence()).contains("every further try was silent too");
        }
    }

    @Test
    void aServerThatAnswersStandardSecurityAloneIsToldApart() throws Exception {
        try (var server = serving("session-rdp");
                var picky = new ResettingProxy(
                        server.address().getPort(),
                        (connection, number, message) -> number == 1 && message[message.length - 4] != 0)) {
            var result = thorough(to(picky.port()));

            assertThat(shown()).contains("standard RDP security: gets further");
            assertThat(result.causes().get(0).known().id()).isEqualTo("negotiation-cut");
        }
    }

    @Test
    void aServerThatClosesInsteadOfRefusingIsNoProxyWithoutAServer() throws Exception {
        try (var server = serving("session-tls");
                var picky = new ResettingProxy(
                        server.address().getPort(),
                        (connection, number, message) -> number == 1 && message[message.length - 4] == 0)) {
            var result = thorough(to(picky.port()).security(Security.RDP));

            assertThat(shown()).contains("everything offered: gets further");
            assertThat(result.causes().get(0).known().id()).isEqualTo("closes-instead-of-refusing");
            assertThat(result.causes())
                    .extracting(cause -> cause.known().id())
                    .doesNotContain("listener-behind-proxy-dead");
        }
    }

    @Test
    void triesTheOtherAddressesOfTheName() throws Exception {
        var second = InetAddress.getByName("127.0.0.2");
        try (var server = RdpServer.start(ServerOptions.of(Behaviour.of(
                        ServerPolicy.of(SecurityLayer.TLS),
                        TlsContext.of(TlsServerSettings.of(Certificates.of(CertificateVariant.GOOD)))))
                .listen(new InetSocketAddress(second, 0)))) {
            var options = ClientOptions.of(InetSocketAddress.createUnresolved("localhost", server.port()))
                    .connectTimeout(PATIENCE)
                    .deadlines(Deadlines.each(PATIENCE));
            var probe = Thorough.of(Probe.of("localhost", options), options, Thorough.WHOLE, told::add, name ->
                    new InetAddress[] {InetAddress.getByName("127.0.0.1"), second});

            assertThat(probe.result().client().ending().word()).isEqualTo("refused");
            assertThat(shown()).contains("the same again: the same", "IPv4 127.0.0.2: gets further");
            assertThat(probe.result().causes().get(0).known().id()).isEqualTo("address-family");
        }
    }

    @ParameterizedTest
    @CsvSource({"active/session-tls, true", "active/session-rdp, true", "active/session-nla, false"})
    void aPasswordThatNobodyLookedAtIsNoted(String scenario, boolean noted) throws Exception {
        try (var server = serving(scenario)) {
            var options = to(server.address().getPort()).credentials(Credentials.of("lab", "Lab-Pass-1"));

            var result = Probe.of("host", options).result();

            assertThat(result.client().completed()).as(result::toString).isTrue();
            assertThat(result.remarks().notes()).isEqualTo(noted ? List.of(Probe.PASSWORD_NOT_CHECKED) : List.of());
        }
    }
}
