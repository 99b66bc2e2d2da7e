package dev.rdplab.junitjupiter;

import static dev.rdplab.junitjupiter.RdpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LabRelayTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RdpLab
    private LabServer server; // somebody's own

    @Test
    void aSessionPassesUnchanged(@RdpLab LabRelay relay, LabClient client) throws Exception {
        relay.before(server.address());

        assertThat(client.connect(relay.address())).endedWith(EndingKind.COMPLETED);
        assertThat(server.takeConnection(LIMIT)).reached(Stage.ACTIVE);
        var passed = relay.takeConnection(LIMIT);
        assertThat(passed.client())
                .reached(Stage.TLS)
                .inOrder("ConnectionRequest", "ConnectionConfirm", "ClientHello", "ServerHello");
        assertThat(passed.server()).by(Role.CLIENT);
        assertThat(relay.connectionCount()).isEqualTo(1);
    }

    @Test
    void aFaultActsInTheNameOfTheRealServer(@RdpLab("server-key-unreadable") LabRelay relay, LabClient client)
            throws Exception {
        relay.before(server.address());

        assertThat(client.connect(relay.address()))
                .endedIn(Stage.TLS)
                .endedWith(EndingKind.CLOSED_RST)
                .by(Role.SERVER);
        var passed = relay.takeConnection(LIMIT);
        assertThat(passed.client())
                .endedIn(Stage.TLS)
                .endedWith(EndingKind.CLOSED_RST)
                .by(Role.SERVER)
                .predicts("0x904/0x7")
                .wasStruckByItsFaults()
                .endedAsExpectedBy(relay.scenario());
        assertThat(passed.server()).endedWith(EndingKind.CLOSED_RST).by(Role.CLIENT);
    }

    @Test
    void anOpenRelayKnowsEveryPdu(
            @RdpLab(faults = "[{ at: { role: server, on: DemandActive, when: before }, do: close-rst }]")
                    LabRelay relay,
            LabClient client)
            throws Exception {
        relay.openBefore(server.address(), server.user(), server.password());

        assertThat(client.connect(relay.address())).endedIn(Stage.CAPABILITIES).endedWith(EndingKind.CLOSED_RST);
        assertThat(relay.takeConnection(LIMIT).client())
                .inOrder("ConnectInitial", "ConnectResponse", "ClientInfo")
                .wasStruckByItsFaults();
    }

    @Test
    void theLinkLiesBetweenTheRelayAndTheServer(@RdpLab(latency = "100ms") LabRelay relay, LabClient client)
            throws Exception {
        relay.before(server.address());

        assertThat(client.connect(relay.address())).endedWith(EndingKind.COMPLETED);
        assertThat(relay.takeConnection(LIMIT).client()).tookAtLeast(Duration.ofMillis(500));
    }

    @Test
    void aFailureTellsBothLegsAndHowToRepeatIt(@RdpLab("server-key-unreadable") LabRelay relay, LabClient client)
            throws Exception {
        relay.before(server.address());
        client.connect(relay.address());
        var passed = relay.takeConnection(LIMIT);

        assertThatThrownBy(() -> assertThat(passed.client()).endedWith(EndingKind.COMPLETED))
                .hasMessageContaining("the client's leg of a relay to 127.0.0.1:" + server.port())
                .hasMessageContaining("replay: rdplab relay 127.0.0.1:" + server.port()
                        + " --scenario tls/server-key-unreadable --seed 1")
                .hasMessageContaining("evidence: ");
    }

    @Test
    void aHiddenMomentIsRefusedWithTheNearest(
            @RdpLab(faults = "[{ at: { role: server, on: TSRequest, when: before }, do: close-rst }]") LabRelay relay) {
        assertThatThrownBy(() -> relay.before(server.address()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nearest: ");
        assertThatThrownBy(relay::address).hasMessageContaining("before nothing yet");
    }
}
