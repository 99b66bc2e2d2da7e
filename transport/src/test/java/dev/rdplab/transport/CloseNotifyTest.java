package dev.rdplab.transport;

import static dev.rdplab.transport.Loopback.ending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.transport.tls.TlsEngine;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The end of TLS after the handshake, with and without a close_notify. */
class CloseNotifyTest extends EveryEngine {

    @ParameterizedTest(name = "{0}")
    @MethodSource("enginesAndVersions")
    void aCloseNotifyBeforeTheFinIsTold(EngineAndVersion with) throws Exception {
        var plan = plan(with.engine(), with.version());
        plan.atServer = Fault.receiving("Ping", new Effect.Close());
        try (var net = plan.start()) {
            Connection client = net.connect();

            endsAs(client, EndingKind.CLOSED_FIN, Role.SERVER, Stage.MCS_CONNECT);
            assertThat(Loopback.story(client)).contains("SIGNAL FIN after close_notify");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("enginesAndVersions")
    void aFinWithoutACloseNotifyIsTold(EngineAndVersion with) throws Exception {
        var plan = plan(with.engine(), with.version());
        plan.atServer = Fault.receiving("Ping", Fault.FIN);
        try (var net = plan.start()) {
            Connection client = net.connect();

            endsAs(client, EndingKind.CLOSED_FIN, Role.SERVER, Stage.MCS_CONNECT);
            assertThat(Loopback.story(client)).contains("SIGNAL FIN");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("engines")
    void aCloseNotifyAloneLeavesTheSocketOpen(TlsEngine engine) throws Exception {
        var plan = plan(engine);
        plan.atServer = Fault.receiving("Ping", new Effect.Close(Effect.Manner.NOTIFY_ONLY));
        plan.loops = EventLoops.create(1); // so that the server is no later than the client's deadline
        plan.ofClient = Deadlines.NEVER.with(Stage.MCS_CONNECT, Duration.ofMillis(250));
        try (var net = plan.start()) {
            endsAs(net.connect(), EndingKind.TIMEOUT, Role.CLIENT, Stage.MCS_CONNECT);
            endsAs(net.accepted(), EndingKind.CLOSED_RST, Role.CLIENT, Stage.MCS_CONNECT);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("enginesAndVersions")
    void garbageBelowTlsAfterTheHandshakeIsAFailureOfTheRecordLayer(EngineAndVersion with) throws Exception {
        assumeThat(with.engine())
                .as("BoringSSL's engine sends its alert and tells of it with the next record only, which never comes")
                .isNotEqualTo(TlsEngine.OPENSSL);
        var plan = plan(with.engine(), with.version());
        Bytes forged = Bytes.concat(Bytes.of(23, 3, 3, 0, 64), Bytes.zeros(64));
        plan.atServer = Fault.receiving("Ping", Fault.raw(forged));
        try (var net = plan.start()) {
            Connection client = net.connect();

            assertThat(ending(client).stage()).isEqualTo(Stage.MCS_CONNECT);
            assertThat(ending(client).kind())
                    .as("%s", Loopback.story(client))
                    .isIn(EndingKind.TLS_ALERT, EndingKind.PROTOCOL_VIOLATION);
        }
    }
}
