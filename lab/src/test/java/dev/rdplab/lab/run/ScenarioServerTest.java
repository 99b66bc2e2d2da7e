package dev.rdplab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.kerberos.KerberosAuthentication;
import dev.rdplab.kerberos.KerberosAuthentication.Form;
import dev.rdplab.kerberos.client.KdcClient;
import dev.rdplab.kerberos.client.KdcSettings;
import dev.rdplab.kerberos.client.LongTermKey;
import dev.rdplab.kerberos.file.CredentialCache;
import dev.rdplab.kerberos.file.Keytab;
import dev.rdplab.kerberos.protocol.Principal;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.scenario.ScenarioReader;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.transport.EventLoops;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioServerTest {

    private static final Catalogue CATALOGUE = Catalogue.load();
    private static final Scenario SESSION = named("active/session-nla");
    private static final Scenario KEY_UNREADABLE = named("server-key-unreadable");
    private static final Scenario WRONG_STATE = named("account-locked");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void playsTheQueueAndThenTheUsualScenario() throws Exception {
        try (var server = ScenarioServer.start(SESSION, ScenarioServerOptions.DEFAULT)) {
            server.playbook().enqueue(KEY_UNREADABLE, 2);

            assertThat(connect(server)).isEqualTo(EndingKind.CLOSED_RST);
            assertThat(connect(server)).isEqualTo(EndingKind.CLOSED_RST);
            assertThat(connect(server)).isEqualTo(EndingKind.COMPLETED);

            assertThat(server.awaitFinished(3, LIMIT)).isTrue();
            assertThat(server.finished())
                    .extracting(PlayedConnection::scenario)
                    .containsExactlyInAnyOrder(KEY_UNREADABLE, KEY_UNREADABLE, SESSION);
            assertThat(server.finished())
                    .filteredOn(played -> played.scenario().equals(KEY_UNREADABLE))
                    .allSatisfy(played -> assertThat(played.fired()).hasSize(1))
                    .allSatisfy(played -> assertThat(played.problems()).isEmpty());
        }
    }

    @Test
    void whoIsToldFindsItFinishedAndWhoWaitsFindsItTold() throws Exception {
        var told = new CompletableFuture<PlayedConnection>();
        var goOn = new CompletableFuture<Void>();
        try (var loops = EventLoops.create(1);
                var server = ScenarioServer.start(
                        KEY_UNREADABLE,
                        ScenarioServerOptions.DEFAULT.loops(loops).finished(played -> {
                            told.complete(played);
                            goOn.join();
                        }))) {
            run(server); // and not until the server is idle, which it is behind goOn

            var first = told.join();
            var finished = server.finished();
            boolean counted = server.awaitFinished(1, Duration.ofMillis(1));
            goOn.complete(null);
            assertThat(finished).containsExactly(first);
            assertThat(counted).isFalse();
            assertThat(server.awaitFinished(1, LIMIT)).isTrue();
            assertThat(server.awaitIdle(LIMIT)).isTrue();
        }
    }

    @Test
    void choosesByAddressAndForgetsOnReset() throws Exception {
        try (var server = ScenarioServer.start(SESSION, ScenarioServerOptions.DEFAULT)) {
            server.playbook().forAddress(InetAddress.getLoopbackAddress(), WRONG_STATE);
            assertThat(connect(server)).isEqualTo(EndingKind.CREDSSP_ERROR);

            server.reset();
            assertThat(connect(server)).isEqualTo(EndingKind.COMPLETED);
        }
    }

    @Test
    void choosesByCookieOnceTheRequestIsRead() throws Exception {
        try (var server = ScenarioServer.start(SESSION, ScenarioServerOptions.DEFAULT)) {
            server.playbook().forCookie("lab", KEY_UNREADABLE);
            server.playbook().forCookie("somebody", somebodyIsLocked());

            assertThat(connect(server)).isEqualTo(EndingKind.CLOSED_RST);
            assertThat(connectAs(server, "somebody")).isEqualTo(EndingKind.CREDSSP_ERROR);
            assertThat(server.awaitFinished(2, LIMIT)).isTrue();
            assertThat(server.finished())
                    .extracting(PlayedConnection::scenario)
                    .extracting(Scenario::name)
                    .containsExactlyInAnyOrder("server-key-unreadable", "locked");
        }
    }

    @Test
    void tellsOfSessionsAndOfNothingElse() throws Exception {
        var active = new LinkedBlockingQueue<Integer>();
        try (var server = ScenarioServer.start(SESSION, ScenarioServerOptions.DEFAULT.active(active::add))) {
            server.playbook().enqueue(KEY_UNREADABLE, 1);
            connect(server);
            connect(server);

            assertThat(server.awaitFinished(2, LIMIT)).isTrue();
            assertThat(active).containsExactly(2);
        }
    }

    @Test
    void aLinkThatActsOnTheLabsClientIsNotForOthers() {
        var scenario = ScenarioReader.read(
                "cut.yaml",
                "",
                """
                name: cut
                summary: the link is cut when the client sends its hello
                link: { triggers: [{ role: client, on: ClientHello, add: { type: timeout, after: 0ms, direction: up } }] }
                expect: { stage: tls, ending: timeout }
                """);

        assertThat(Playbook.unplayable(scenario)).hasValue("cut has a link that acts on what the lab's client does");
    }

    @Test
    void refusesByCookieWhatActsBeforeIt() {
        var playbook = new Playbook(SESSION);

        assertThatThrownBy(() -> playbook.forCookie("lab", early()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("acts before a cookie is read");
    }

    private static Scenario somebodyIsLocked() {
        return ScenarioReader.read(
                "locked.yaml",
                "",
                """
                name: locked
                summary: this account is locked
                server: { accounts: [{ user: somebody, password: Lab-Pass-1, state: locked }] }
                expect: { stage: credssp, ending: credssp-error, code: STATUS_ACCOUNT_LOCKED_OUT }
                """);
    }

    private static Scenario early() {
        return ScenarioReader.read(
                "early.yaml",
                "",
                """
                name: early
                summary: RST at once
                faults: [{ at: { role: server, stage: connect }, do: accept-rst }]
                expect: { stage: x224, ending: closed-rst }
                """);
    }

    @Test
    void putsTheUsualScenariosLinkBeforeTheServer() throws Exception {
        var slow = ScenarioReader.read(
                "slow.yaml",
                "",
                """
                name: slow
                summary: every byte to the client waits 50 ms
                link: { toxics: [{ type: latency, direction: down, delay: 50ms }] }
                expect: { stage: active, ending: completed }
                """);
        try (var server = ScenarioServer.start(slow, ScenarioServerOptions.DEFAULT)) {
            assertThat(server.link()).isPresent();
            var report = run(server);

            assertThat(report.ending().kind()).isEqualTo(EndingKind.COMPLETED);
            assertThat(Duration.ofNanos(report.last().endNanos() - report.last().startNanos()))
                    .isGreaterThan(Duration.ofMillis(300));
        }
    }

    @Test
    void listensNowhereWhenTheScenarioSaysSo() throws Exception {
        try (var server = ScenarioServer.start(named("port-refused"), ScenarioServerOptions.DEFAULT)) {
            assertThat(connect(server)).isEqualTo(EndingKind.REFUSED);
            assertThat(server.accepted()).isZero();
        }
    }

    @Test
    void refusesWhatCannotBePlayedAtOneConnection() throws IOException {
        var playbook = new Playbook(SESSION);

        assertThatThrownBy(() -> playbook.enqueue(named("port-refused"), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("start a server with it");
        assertThatThrownBy(() -> playbook.enqueue(SESSION, Playbook.MAX_QUEUED + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 10000 allowed");
        assertThat(playbook.queued()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "kerberos/ticket-spnego, COMPLETED, ''",
        "kerberos/ticket-expired, CREDSSP_ERROR, KRB_AP_ERR_TKT_EXPIRED",
        "kerberos/clock-server-behind, CREDSSP_ERROR, KRB_AP_ERR_SKEW",
        "kerberos/service-key-changed, CREDSSP_ERROR, KRB_AP_ERR_MODIFIED"
    })
    void aRealmComesWithTicketsAndGoesWithTheServer(String scenario, EndingKind kind, String detail) throws Exception {
        Path files;
        try (var server = ScenarioServer.start(named(scenario), ScenarioServerOptions.DEFAULT)) {
            var realm = server.realm().orElseThrow();
            files = realm.configuration().getParent();
            var ticket = CredentialCache.read(realm.tickets())
                    .find(Principal.of("TERMSRV/localhost@LAB.EXAMPLE"))
                    .orElseThrow();

            var ending = RdpClient.run(Clients.options(SESSION.client(), server.address())
                            .host(realm.host())
                            .authentication(new KerberosAuthentication(ticket, Form.SPNEGO)))
                    .ending();

            assertThat(ending.kind()).as(ending::toString).isEqualTo(kind);
            assertThat(ending.outcome().detail()).contains(detail);
            assertThat(Keytab.read(realm.keytab()).entries()).isNotEmpty();
        }
        assertThat(files).doesNotExist();
    }

    @Test
    void saysWhyThereAreNoTicketsAndWhatTheKdcAnswered() throws Exception {
        var told = new CopyOnWriteArrayList<String>();
        try (var server = ScenarioServer.start(
                named("kerberos/account-locked-at-kdc"),
                ScenarioServerOptions.DEFAULT.kdc(exchange -> told.add(exchange.toString())))) {
            var realm = server.realm().orElseThrow();
            assertThat(realm.noTickets().orElseThrow()).contains("AS: KDC_ERR_CLIENT_REVOKED");
            assertThat(realm.tickets()).doesNotExist();

            new KdcClient(new KdcSettings(realm.kdc().address(), Instant::now, (purpose, length) -> Bytes.zeros(length))
                            .withTimeout(Duration.ofMinutes(1)))
                    .tgt(Principal.of("lab@LAB.EXAMPLE"), new LongTermKey.Password(realm.password()));

            assertThat(told).containsExactly("AS for lab: KDC_ERR_CLIENT_REVOKED");
        }
    }

    @Test
    void aRealmIsNotForOneConnectionAlone() {
        var playbook = new Playbook(SESSION);

        assertThatThrownBy(() -> playbook.enqueue(named("kerberos/ticket-spnego"), 1))
                .hasMessage("kerberos/ticket-spnego has a realm: start a server with it");
    }

    /** Until the server knows of the end, too: only then is the next connection to end later. */
    private static EndingKind connect(ScenarioServer server) throws InterruptedException {
        return idle(server, run(server));
    }

    private static EndingKind idle(ScenarioServer server, ClientReport report) throws InterruptedException {
        assertThat(server.awaitIdle(LIMIT)).isTrue();
        return report.ending().kind();
    }

    private static EndingKind connectAs(ScenarioServer server, String user) throws InterruptedException {
        var options = Clients.options(SESSION.client(), server.address());
        var credentials = new Credentials("", user, SESSION.client().password());
        return idle(server, RdpClient.run(options.credentials(credentials)));
    }

    private static ClientReport run(ScenarioServer server) {
        return RdpClient.run(Clients.options(SESSION.client(), server.address()));
    }

    private static Scenario named(String name) {
        return CATALOGUE.find(name).orElseThrow();
    }
}
