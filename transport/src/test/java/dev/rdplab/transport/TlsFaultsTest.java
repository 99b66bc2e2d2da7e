package dev.rdplab.transport;

import static dev.rdplab.transport.Loopback.awaitClosed;
import static dev.rdplab.transport.Loopback.ending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Occasion;
import dev.rdplab.protocol.tls.TlsAlert;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.transport.tls.TlsClientSettings;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsVersion;
import dev.rdplab.transport.tls.TrustPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens below TLS, seen through every engine. */
class TlsFaultsTest extends EveryEngine {

    private static final Effect ALERT_40 =
            Fault.raw(new TlsAlert(TlsAlert.FATAL, TlsAlert.HANDSHAKE_FAILURE).record(0x0303));

    @ParameterizedTest(name = "{0}")
    @MethodSource("engines")
    void aResetOnTheClientHelloIsAResetAndNoTlsFailure(TlsEngine engine) throws Exception {
        var plan = plan(engine);
        plan.atServer = Fault.receiving("ClientHello", Fault.RST);
        try (var net = plan.start()) {
            Connection client = net.connect();

            endsAs(client, EndingKind.CLOSED_RST, Role.SERVER, Stage.TLS);
            endsAs(net.accepted(), EndingKind.CLOSED_RST, Role.SERVER, Stage.TLS);
            awaitClosed(client);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("engines")
    void aFinOnTheClientHelloIsAFinAndNoTlsFailure(TlsEngine engine) throws Exception {
        var plan = plan(engine);
        plan.atServer = Fault.receiving("ClientHello", Fault.FIN);
        try (var net = plan.start()) {
            Connection client = net.connect();

            endsAs(client, EndingKind.CLOSED_FIN, Role.SERVER, Stage.TLS);
            awaitClosed(client);
            awaitClosed(net.accepted());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("engines")
    void anAlertInClearIsToldByItsNumber(TlsEngine engine) throws Exception {
        var plan = plan(engine);
        plan.atServer = Fault.receiving("ClientHello", ALERT_40, Fault.FIN);
        try (var net = plan.start()) {
            Connection client = net.connect();

            alertOf(client, Role.SERVER, 40);
            assertThat(Loopback.story(client)).contains("SIGNAL tls < Alert handshake_failure 7");
            awaitClosed(client);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("engines")
    void anAlertWithAResetBehindItIsStillToldAsAnAlert(TlsEngine engine) throws Exception {
        var plan = plan(engine);
        plan.atServer = Fault.receiving("ClientHello", ALERT_40, new Effect.Wait(Duration.ofMillis(20)), Fault.RST);
        try (var net = plan.start()) {
            alertOf(net.connect(), Role.SERVER, 40);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("engines")
    void textInsteadOfTlsFailsWithoutAnAlert(TlsEngine engine) throws Exception {
        var plan = plan(engine);
        plan.atServer =
                Fault.receiving("ClientHello", Fault.raw(Bytes.ascii("HTTP/1.1 400 Bad Request\r\n\r\n")), Fault.FIN);
        try (var net = plan.start()) {
            Connection client = net.connect();

            endsAs(client, EndingKind.PROTOCOL_VIOLATION, Role.SERVER, Stage.TLS);
            assertThat(ending(client).outcome().detail()).isEqualTo("not a TLS record");
            awaitClosed(client);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("engines")
    void textFromAClientFailsWithoutAnEngineThatAnswers(TlsEngine engine) throws Exception {
        var plan = plan(engine);
        plan.atClient =
                Fault.sending("ClientHello", hello -> List.of(Fault.raw(Bytes.ascii("GET / HTTP/1.0\r\n\r\n"))));
        try (var net = plan.start()) {
            net.connect();
            endsAs(net.accepted(), EndingKind.PROTOCOL_VIOLATION, Role.CLIENT, Stage.TLS);
        }
    }

    static Stream<Effect> cuts() {
        return Stream.of(Fault.RST, Fault.FIN);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cuts")
    void aFlightCutAnywhereIsWhatItWasCutWith(Effect cut) throws Exception {
        var kind = cut == Fault.RST ? EndingKind.CLOSED_RST : EndingKind.CLOSED_FIN;
        for (int bytes : IntStream.of(11, 12, 15, 16, 17, 100, 600, 1_200).toArray()) {
            var plan = plan(TlsEngine.JDK, TlsVersion.TLS_1_2);
            plan.atServer = Fault.afterBytesSent(bytes, cut);
            try (var net = plan.start()) {
                Connection client = net.connect();
                endsAs(client, kind, Role.SERVER, bytes == 11 && cut == Fault.RST ? stageOf(client) : Stage.TLS);
            }
        }
    }

    /** A reset right behind the confirm may overtake the client's entry into TLS. */
    private static Stage stageOf(Connection connection) throws Exception {
        return ending(connection).stage();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("engines")
    void aRecordCutInsideIsCutThere(TlsEngine engine) throws Exception {
        var plan = plan(engine);
        plan.atServer = Fault.sending("ServerHello", hello -> {
            Bytes bytes = hello.message().bytes();
            return List.of(Fault.raw(bytes.slice(0, 30)), Fault.FIN);
        });
        try (var net = plan.start()) {
            Connection client = net.connect();

            endsAs(client, EndingKind.CLOSED_FIN, Role.SERVER, Stage.TLS);
            assertThat(client.traffic().received()).isEqualTo(11 + 30);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("enginesAndVersions")
    void singleBytesAreAsGoodAsWhole(EngineAndVersion with) throws Exception {
        var plan = plan(with.engine(), with.version());
        plan.atServer = Fault.byteByByte(true);
        plan.atClient = Fault.byteByByte(true);
        try (var net = plan.start()) {
            endsAs(net.connect(), EndingKind.COMPLETED, Role.CLIENT, Stage.MCS_CONNECT);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("engines")
    void silenceOnTheClientHelloEndsWithTheClientsDeadline(TlsEngine engine) throws Exception {
        var plan = plan(engine);
        plan.atServer = Fault.receiving("ClientHello", Fault.SILENCE);
        plan.ofClient = Deadlines.NEVER.with(Stage.TLS, Duration.ofMillis(80));
        try (var net = plan.start()) {
            Connection client = net.connect();
            Connection server = net.accepted();

            endsAs(client, EndingKind.TIMEOUT, Role.CLIENT, Stage.TLS);
            endsAs(server, EndingKind.CLOSED_RST, Role.CLIENT, Stage.TLS);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("engines")
    void silenceOnEnteringTheStageSendsNoClientHello(TlsEngine engine) throws Exception {
        var plan = plan(engine);
        plan.atClient = Fault.entering(Stage.TLS, Fault.SILENCE);
        plan.ofServer = Deadlines.NEVER.with(Stage.TLS, Duration.ofMillis(80));
        try (var net = plan.start()) {
            Connection client = net.connect();

            endsAs(net.accepted(), EndingKind.TIMEOUT, Role.SERVER, Stage.TLS);
            endsAs(client, EndingKind.CLOSED_RST, Role.SERVER, Stage.TLS);
            assertThat(client.traffic().sent()).isEqualTo(11);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("enginesAndVersions")
    void aDelayedOrRepeatedlyHeldHandshakeStillCompletes(EngineAndVersion with) throws Exception {
        var plan = plan(with.engine(), with.version());
        var moment = new Effect.Wait(Duration.ofMillis(5));
        plan.atServer = new Interceptor() {
            @Override
            public Reception received(Occasion occasion, Message message) {
                return new Reception(List.of(moment), true);
            }

            @Override
            public List<Effect> sending(Occasion occasion, Effect.Send send) {
                return List.of(moment, send);
            }

            @Override
            public List<Effect> entered(Role role, int connection, Stage stage) {
                return List.of(moment);
            }
        };
        plan.atClient = plan.atServer;
        try (var net = plan.start()) {
            endsAs(net.connect(), EndingKind.COMPLETED, Role.CLIENT, Stage.MCS_CONNECT);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("enginesAndVersions")
    void aCertificateThatIsNotTrustedIsToldOnBothEnds(EngineAndVersion with) throws Exception {
        var plan = plan(with.engine(), with.version());
        plan.clientTls = TlsContext.of(TlsClientSettings.any()
                .versions(with.version())
                .engine(with.engine())
                .trust(new TrustPolicy.Pin(Bytes.zeros(32))));
        try (var net = plan.start()) {
            Connection client = net.connect();
            Connection server = net.accepted();

            endsAs(client, EndingKind.TLS_ALERT, Role.CLIENT, Stage.TLS);
            endsAs(server, EndingKind.TLS_ALERT, Role.CLIENT, Stage.TLS);
            assertThat(ending(server).outcome().code().orElseThrow())
                    .isEqualTo(with.engine() == TlsEngine.OPENSSL ? 80 : 46);
            assertThat(ending(client).outcome().code())
                    .isEqualTo(ending(server).outcome().code());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("engines")
    void noCommonVersionIsAnAlertOfTheServer(TlsEngine engine) throws Exception {
        var plan = plan(engine, TlsVersion.TLS_1_3);
        plan.clientTls = TlsContext.of(
                TlsClientSettings.any().versions(TlsVersion.TLS_1_2).engine(engine));
        try (var net = plan.start()) {
            Connection client = net.connect();

            alertOf(client, Role.SERVER, 70);
            alertOf(net.accepted(), Role.SERVER, 70);
        }
    }

    @Test
    void anOmittedRecordIsNeverSeen() throws Exception {
        var plan = plan(TlsEngine.JDK, TlsVersion.TLS_1_2);
        plan.atServer = Fault.sending("ServerHello", hello -> List.of());
        plan.ofClient = Deadlines.NEVER.with(Stage.TLS, Duration.ofMillis(80));
        try (var net = plan.start()) {
            Connection client = net.connect();
            endsAs(client, EndingKind.TIMEOUT, Role.CLIENT, Stage.TLS);
            assertThat(client.traffic().received()).isEqualTo(11);
        }
    }

    @Test
    void theRecordsOfAHandshakeCarryTheirNames() throws Exception {
        var seen = new ArrayList<String>();
        var plan = plan(TlsEngine.OPENSSL.available() ? TlsEngine.OPENSSL : TlsEngine.JDK, TlsVersion.TLS_1_2);
        plan.atServer = new Interceptor() {
            @Override
            public Reception received(Occasion occasion, Message message) {
                note(occasion);
                return Reception.PROCEED;
            }

            @Override
            public List<Effect> sending(Occasion occasion, Effect.Send send) {
                note(occasion);
                return List.of(send);
            }

            private void note(Occasion occasion) {
                if (occasion.stage() == Stage.TLS) {
                    seen.add((occasion.sending() ? "> " : "< ") + occasion.pdu());
                }
            }
        };
        try (var net = plan.start()) {
            awaitClosed(net.connect());
            awaitClosed(net.accepted());
        }
        assertThat(seen)
                .startsWith("< ClientHello", "> ServerHello")
                .containsSubsequence(
                        "< ClientKeyExchange",
                        "< ChangeCipherSpec",
                        "< EncryptedHandshake",
                        "> ChangeCipherSpec",
                        "> EncryptedHandshake")
                .endsWith("> EncryptedHandshake");
    }
}
