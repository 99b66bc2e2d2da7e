package dev.rdplab.transport;

import static dev.rdplab.transport.Loopback.awaitClosed;
import static dev.rdplab.transport.Loopback.ending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Occasion;
import dev.rdplab.protocol.tls.TlsAlert;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.transport.tls.TestCertificates;
import dev.rdplab.transport.tls.TlsClientSettings;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsServerSettings;
import dev.rdplab.transport.tls.TlsVersion;
import dev.rdplab.transport.tls.TrustPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens below TLS, seen through every engine. */
class TlsFaultsTest {

    private static final Effect ALERT_40 =
            Fault.raw(new TlsAlert(TlsAlert.FATAL, TlsAlert.HANDSHAKE_FAILURE).record(0x0303));

    static Stream<TlsEngine> engines() {
        return Stream.of(TlsEngine.values()).filter(TlsEngine::available);
    }

    record EngineAndVersion(TlsEngine engine, TlsVersion version) {}

    static Stream<EngineAndVersion> enginesAndVersions() {
        return engines()
                .flatMap(e -> Stream.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3).map(v -> new EngineAndVersion(e, v)));
    }

    private static Loopback.Plan plan(TlsEngine engine, TlsVersion... versions) {
        var plan = new Loopback.Plan();
        TlsVersion[] both = versions.length > 0 ? versions : new TlsVersion[] {TlsVersion.TLS_1_2, TlsVersion.TLS_1_3};
        plan.serverTls = TlsContext.of(TlsServerSettings.of(TestCertificates.RSA.certificate())
                .versions(both)
                .engine(engine));
        plan.clientTls = TlsContext.of(TlsClientSettings.any().versions(both).engine(engine));
        return plan;
    }

    private static void endsAs(Connection connection, EndingKind kind, Role by, Stage stage) throws Exception {
        Ending ending = ending(connection);
        assertThat(List.of(ending.kind(), ending.outcome().by(), ending.stage()))
                .as("%s", Loopback.story(connection))
                .containsExactly(kind, by, stage);
    }

    private static void alertOf(Connection connection, Role by, int alert) throws Exception {
        endsAs(connection, EndingKind.TLS_ALERT, by, Stage.TLS);
        assertThat(ending(connection).outcome().code()).isEqualTo(OptionalLong.of(alert));
    }

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

    record Changed(TlsEngine server, TlsEngine client, TlsVersion version) {}

    static Stream<Changed> everyPair() {
        return engines().flatMap(server -> engines().flatMap(client -> Stream.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3)
                .map(version -> new Changed(server, client, version))));
    }

    private static Loopback.Plan plan(Changed of) {
        var plan = new Loopback.Plan();
        plan.serverTls = TlsContext.of(TlsServerSettings.of(TestCertificates.RSA.certificate())
                .versions(of.version())
                .engine(of.server()));
        plan.clientTls =
                TlsContext.of(TlsClientSettings.any().versions(of.version()).engine(of.client()));
        return plan;
    }

    /** A byte of a sealed record is changed on its way: whatever alert an engine answers with, it is the peer's violation. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("everyPair")
    void aSealedRecordThatWasChangedEndsTheSameWithEveryEngine(Changed of) throws Exception {
        var plan = plan(of);
        boolean tls12 = of.version() == TlsVersion.TLS_1_2;
        plan.atServer = Fault.sending(
                tls12 ? "EncryptedHandshake" : "ApplicationData",
                send -> List.of(Fault.raw(flipped(send.message().bytes(), 8))));
        try (var net = plan.start()) {
            Connection client = net.connect();

            endsAs(client, EndingKind.PROTOCOL_VIOLATION, Role.SERVER, Stage.TLS);
            awaitClosed(client);
        }
    }

    /** As above, the other way round. In TLS 1.2 the server's alert goes in clear, and the client is told its number. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("everyPair")
    void aSealedRecordOfTheClientThatWasChangedEndsTheSameWithEveryEngine(Changed of) throws Exception {
        var plan = plan(of);
        boolean tls12 = of.version() == TlsVersion.TLS_1_2;
        plan.atClient = Fault.sending(
                tls12 ? "EncryptedHandshake" : "ApplicationData",
                send -> List.of(Fault.raw(flipped(send.message().bytes(), 8))));
        try (var net = plan.start()) {
            Connection client = net.connect();
            Connection server = net.accepted();

            if (tls12) {
                alertOf(client, Role.SERVER, 20);
                alertOf(server, Role.SERVER, 20);
            } else {
                endsAs(server, EndingKind.PROTOCOL_VIOLATION, Role.CLIENT, Stage.TLS);
            }
        }
    }

    /** A message in clear that cannot be right is answered by an alert in clear, and that is the ending at both ends. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("everyPair")
    void aServerHelloThatCannotBeRightIsAnAlertOfTheClient(Changed of) throws Exception {
        var plan = plan(of);
        plan.atServer = Fault.sending(
                "ServerHello", send -> List.of(Fault.raw(flipped(send.message().bytes(), 9))));
        try (var net = plan.start()) {
            Connection client = net.connect();
            Connection server = net.accepted();

            endsAs(client, EndingKind.TLS_ALERT, Role.CLIENT, Stage.TLS);
            endsAs(server, EndingKind.TLS_ALERT, Role.CLIENT, Stage.TLS);
            assertThat(ending(client).outcome().code())
                    .isEqualTo(ending(server).outcome().code());
        }
    }

    private static Bytes flipped(Bytes bytes, int at) {
        byte[] changed = bytes.toArray();
        changed[at] ^= (byte) 0xff;
        return Bytes.wrap(changed);
    }

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
