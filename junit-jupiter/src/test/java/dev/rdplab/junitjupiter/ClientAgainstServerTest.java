package dev.rdplab.junitjupiter;

import static dev.rdplab.junitjupiter.RdpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.chaos.fault.Endings;
import dev.rdplab.chaos.fault.Moment;
import dev.rdplab.chaos.fault.Rule;
import dev.rdplab.chaos.fault.When;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class ClientAgainstServerTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Where nothing answers there is no need to wait; where something does, a busy machine must not be too slow. */
    private static final String HASTY = "{ attempts: 1, deadlines: { x224: 50ms } }";

    @Test
    void aUsualServerLetsTheSessionComeUp(@RdpLab LabServer server, LabClient client) throws Exception {
        assertThat(client.connect(server))
                .reached(Stage.ACTIVE)
                .endedWith(EndingKind.COMPLETED)
                .by(Role.CLIENT)
                .afterAttempts(1)
                .predicts("session");

        assertThat(server.takeConnection(LIMIT))
                .endedIn(Stage.ACTIVE)
                .inOrder("ConnectionRequest", "ConnectionConfirm", "TSRequest", "NTLM CHALLENGE", "ConnectInitial")
                .tookLessThan(LIMIT)
                .tookLessThan(LIMIT, Stage.TLS);
    }

    @Test
    void bothEndsTellHowAScenarioEnded(@RdpLab("server-key-unreadable") LabServer server, LabClient client)
            throws Exception {
        assertThat(client.connect(server))
                .reached(Stage.TLS)
                .didNotReach(Stage.CREDSSP)
                .endedWith(EndingKind.CLOSED_RST)
                .by(Role.SERVER)
                .predicts("0x904/0x7")
                .predicts(Program.XFREERDP, "143")
                .endedAsExpectedBy(server.scenario());

        assertThat(server.takeConnection(LIMIT))
                .endedWith(EndingKind.CLOSED_RST)
                .by(Role.SERVER)
                .inOrder("ConnectionRequest", "ConnectionConfirm", "ClientHello")
                .predicts("0x904/0x7")
                .wasStruckByItsFaults();
    }

    @Test
    void connectionsGetWhatWasQueuedForThem(@RdpLab LabServer server, LabClient client) throws Exception {
        server.enqueue("server-key-unreadable")
                .enqueue(new Rule(Moment.on(Role.SERVER, "ConnectionRequest", When.AFTER), new Endings.CloseFin()))
                .enqueue("account-locked");

        assertThat(client.connect(server)).endedWith(EndingKind.CLOSED_RST);
        assertThat(server.takeConnection(LIMIT)).endedIn(Stage.TLS).afterAttempts(1);
        assertThat(client.connect(server)).endedIn(Stage.X224).endedWith(EndingKind.CLOSED_FIN);
        assertThat(server.takeConnection(LIMIT)).endedIn(Stage.X224).afterAttempts(2);
        assertThat(client.connect(server)).endedWith(EndingKind.CREDSSP_ERROR).withCode(0xC0000234L);
        assertThat(client.connect(server)).endedWith(EndingKind.COMPLETED);

        assertThat(server.awaitIdle(LIMIT)).isTrue();
        assertThat(server.connections()).hasSize(4);
        assertThat(server.connectionCount()).isEqualTo(4);
    }

    @Test
    void aServerCanBeSaidInWords(
            @RdpLab(server = "{ security: tls, tls: { versions: [1.2] } }") LabServer server,
            @RdpLab(client = "{ profile: freerdp, security: nla, attempts: 1 }") LabClient client) {
        assertThat(client.connect(server))
                .endedIn(Stage.X224)
                .endedWith(EndingKind.NEGOTIATION_FAILURE)
                .withCode(1);
    }

    @Test
    void theLinkIsSlowAndIsCut(
            @RdpLab(latency = "20ms") LabServer server, LabClient client, @RdpLab(client = HASTY) LabClient hasty) {
        assertThat(client.connect(server)).endedWith(EndingKind.COMPLETED).tookAtLeast(Duration.ofMillis(100));

        server.link().cut();
        assertThat(hasty.connect(server))
                .endedIn(Stage.X224)
                .endedWith(EndingKind.TIMEOUT)
                .by(Role.CLIENT);

        server.link().mend();
        assertThat(client.connect(server)).endedWith(EndingKind.COMPLETED);
    }

    @Test
    void aLinkCanBePutBeforeAnything(
            @RdpLab LabServer server,
            @RdpLab(latency = "20ms") LabLink link,
            LabClient client,
            @RdpLab(client = HASTY) LabClient hasty) {
        assertThatThrownBy(link::cut)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lies before nothing yet");

        var address = link.before(server.address());
        assertThat(client.connect(address)).endedWith(EndingKind.COMPLETED).tookAtLeast(Duration.ofMillis(100));

        link.cut();
        assertThat(hasty.connect(address)).endedIn(Stage.X224).endedWith(EndingKind.TIMEOUT);
        assertThat(client.connect(server)).endedWith(EndingKind.COMPLETED);
        assertThatThrownBy(() -> link.before(server.address())).hasMessageContaining("already");
    }

    @Test
    void theAttemptsOfAClientThatRetriesAreCounted(
            @RdpLab(server = "{ security: rdp }") LabServer server,
            @RdpLab(client = "{ profile: freerdp }") LabClient client)
            throws Exception {
        assertThat(client.connect(server)).reached(Stage.ACTIVE).afterAttempts(3);

        var taken = new ArrayList<LabConnection>();
        for (int i = 0; i < 3; i++) {
            taken.add(server.takeConnection(
                    LIMIT)); // a later one may be over before the server hears of an earlier one's end
        }
        taken.sort(Comparator.comparingInt(LabConnection::attempts));
        assertThat(taken.get(0)).endedWith(EndingKind.NEGOTIATION_FAILURE).withCode(2);
        assertThat(taken.get(1)).endedIn(Stage.X224);
        assertThat(taken.get(2)).reached(Stage.ACTIVE).afterAttempts(3);
    }

    @Test
    void takingAConnectionThatNeverComesFails(@RdpLab LabServer server) {
        assertThatThrownBy(() -> server.takeConnection(Duration.ofMillis(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("no connection came to its end within 1 ms; 0 were accepted in all, 0 are over");
    }

    @Test
    void aLinkMustHaveBeenAskedFor(@RdpLab LabServer server) {
        assertThatThrownBy(server::link)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("latency");
    }

    @RdpScenarios(value = "tls/*", except = "tls/alert-*")
    void everyScenarioOfAGroupEndsAsItsFileSays(Scenario scenario, LabServer server, LabClient client)
            throws Exception {
        assertThat(client.connect(server)).endedAsExpectedBy(scenario);
        var taken = server.takeConnection(LIMIT);
        if (scenario.faults().stream().anyMatch(rule -> rule.when().role() == Role.SERVER)) {
            assertThat(taken).wasStruckByItsFaults();
        }
    }
}
