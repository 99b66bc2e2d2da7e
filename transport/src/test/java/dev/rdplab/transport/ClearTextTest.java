package dev.rdplab.transport;

import static dev.rdplab.transport.Loopback.awaitClosed;
import static dev.rdplab.transport.Loopback.ending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything on each kind of loops: backends tell of closes in different ways, and memory must be told from none of them. */
class ClearTextTest {

    private enum Kind {
        EPOLL(() -> EventLoops.create(EventLoops.Backend.EPOLL, 2)),
        NIO(() -> EventLoops.create(EventLoops.Backend.NIO, 2)),
        THIS_THREAD(EventLoops::ofThisThread),
        MEMORY(EventLoops::virtual);

        private final Supplier<EventLoops> loops;

        Kind(Supplier<EventLoops> loops) {
            this.loops = loops;
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of(Kind.values()).filter(kind -> kind != Kind.EPOLL || EventLoops.Backend.EPOLL.available());
    }

    private static Loopback.Plan plan(Kind kind) {
        var plan = new Loopback.Plan();
        plan.loops = kind.loops.get();
        return plan;
    }

    private static void endsAs(Connection connection, EndingKind kind, Role by, Stage stage) throws Exception {
        Ending ending = ending(connection);
        assertThat(List.of(ending.kind(), ending.outcome().by(), ending.stage()))
                .as("%s", Loopback.story(connection))
                .containsExactly(kind, by, stage);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void aWholeExchangeCompletes(Kind kind) throws Exception {
        try (var net = plan(kind).start()) {
            Connection client = net.connect();
            Connection server = net.accepted();

            endsAs(client, EndingKind.COMPLETED, Role.CLIENT, Stage.MCS_CONNECT);
            endsAs(server, EndingKind.COMPLETED, Role.CLIENT, Stage.ACTIVE);
            awaitClosed(client);
            awaitClosed(server);
            assertThat(ending(client).lastReceived()).isEqualTo("Pong");
            assertThat(client.traffic()).isEqualTo(new Traffic(11 + 15, 11 + 15));
            assertThat(server.trafficByStage())
                    .containsEntry(Stage.X224, new Traffic(0, 11))
                    .containsEntry(Stage.MCS_CONNECT, new Traffic(11, 15));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void aResetInsteadOfAnAnswerIsAReset(Kind kind) throws Exception {
        var plan = plan(kind);
        plan.atServer = Fault.receiving("ConnectionRequest", Fault.RST);
        try (var net = plan.start()) {
            Connection client = net.connect();
            Connection server = net.accepted();

            endsAs(client, EndingKind.CLOSED_RST, Role.SERVER, Stage.X224);
            endsAs(server, EndingKind.CLOSED_RST, Role.SERVER, Stage.X224);
            awaitClosed(client);
            awaitClosed(server);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void aFinInsteadOfAnAnswerIsAFin(Kind kind) throws Exception {
        var plan = plan(kind);
        plan.atServer = Fault.receiving("ConnectionRequest", Fault.FIN);
        try (var net = plan.start()) {
            Connection client = net.connect();
            Connection server = net.accepted();

            endsAs(client, EndingKind.CLOSED_FIN, Role.SERVER, Stage.X224);
            endsAs(server, EndingKind.CLOSED_FIN, Role.SERVER, Stage.X224);
            awaitClosed(client);
            awaitClosed(server);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void aResetOnAcceptNeedsNoByteRead(Kind kind) throws Exception {
        var plan = plan(kind);
        plan.atServer = Fault.entering(Stage.X224, Fault.RST);
        try (var net = plan.start()) {
            Connection client = net.connect();
            Connection server = net.accepted();

            endsAs(client, EndingKind.CLOSED_RST, Role.SERVER, Stage.X224);
            awaitClosed(server);
            assertThat(server.traffic()).isEqualTo(Traffic.NONE);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void aFinOnAcceptStaysAFinThoughTheClientHasSent(Kind kind) throws Exception {
        var plan = plan(kind);
        plan.atServer = Fault.entering(Stage.X224, Fault.FIN);
        try (var net = plan.start()) {
            Connection client = net.connect();

            endsAs(client, EndingKind.CLOSED_FIN, Role.SERVER, Stage.X224);
            awaitClosed(net.accepted());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void silenceEndsWithTheOtherSidesDeadline(Kind kind) throws Exception {
        var plan = plan(kind);
        plan.atServer = Fault.receiving("ConnectionRequest", Fault.SILENCE);
        plan.ofClient = Deadlines.each(Duration.ofMillis(80));
        try (var net = plan.start()) {
            Connection client = net.connect();
            Connection server = net.accepted();

            endsAs(client, EndingKind.TIMEOUT, Role.CLIENT, Stage.X224);
            endsAs(server, EndingKind.CLOSED_RST, Role.CLIENT, Stage.X224);
            awaitClosed(client);
            awaitClosed(server);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void aSilentSideNoticesAFin(Kind kind) throws Exception {
        var plan = plan(kind);
        plan.atServer = Fault.entering(Stage.X224, Fault.SILENCE);
        plan.atClient = Fault.sending(
                "ConnectionRequest", send -> List.of(send, new Effect.Wait(Duration.ofMillis(20)), Fault.FIN));
        try (var net = plan.start()) {
            Connection client = net.connect();
            Connection server = net.accepted();

            endsAs(client, EndingKind.CLOSED_FIN, Role.CLIENT, Stage.X224);
            endsAs(server, EndingKind.CLOSED_FIN, Role.CLIENT, Stage.X224);
            awaitClosed(server);
            assertThat(ending(server).lastReceived()).as("held back, never fed").isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void aSilentSideNoticesAFinBehindMoreThanItWouldHold(Kind kind) throws Exception {
        var plan = plan(kind);
        plan.atServer = Fault.entering(Stage.X224, Fault.SILENCE);
        plan.atClient = Fault.sending(
                "ConnectionRequest", send -> List.of(Fault.raw(Bytes.zeros(4 * FrameBuffer.MAX_UNREAD)), Fault.FIN));
        try (var net = plan.start()) {
            net.connect();

            endsAs(net.accepted(), EndingKind.CLOSED_FIN, Role.CLIENT, Stage.X224);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void aPauseStopsReadingAndLosesNothing(Kind kind) throws Exception {
        var plan = plan(kind);
        var pause = new Effect.Wait(Duration.ofMillis(150));
        plan.atServer = Fault.entering(Stage.X224, pause);
        Bytes flood = Bytes.concat(Echo.REQUEST, Echo.PING, Bytes.zeros(4 * FrameBuffer.MAX_UNREAD));
        plan.atClient = Fault.sending("ConnectionRequest", send -> List.of(Fault.raw(flood)));
        try (var net = plan.start()) {
            net.connect();
            Connection server = net.accepted();

            // The zeros behind the two PDUs begin a fast-path PDU of no length.
            endsAs(server, EndingKind.PROTOCOL_VIOLATION, Role.CLIENT, Stage.ACTIVE);
            assertThat(ending(server).lastSent()).isEqualTo("Pong");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void aDelayHoldsTheAnswerForItsTime(Kind kind) throws Exception {
        var plan = plan(kind);
        var delay = Duration.ofMillis(60);
        plan.atServer = Fault.before("ConnectionRequest", new Effect.Wait(delay));
        try (var net = plan.start()) {
            Connection client = net.connect();

            endsAs(client, EndingKind.COMPLETED, Role.CLIENT, Stage.MCS_CONNECT);
            var times = client.endpoint().transcript().events().stream()
                    .filter(e -> e.pdu().startsWith("Connection"))
                    .map(Transcript.Event::nanos)
                    .toList();
            assertThat(times.get(1) - times.get(0)).isGreaterThanOrEqualTo(delay.toNanos());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void otherTextIsAViolationThatNamesTheField(Kind kind) throws Exception {
        var plan = plan(kind);
        plan.atServer = Fault.receiving(
                "ConnectionRequest", Fault.raw(Bytes.ascii("HTTP/1.1 400 Bad Request\r\n\r\n")), Fault.FIN);
        try (var net = plan.start()) {
            Connection client = net.connect();

            endsAs(client, EndingKind.PROTOCOL_VIOLATION, Role.SERVER, Stage.X224);
            assertThat(ending(client).outcome().detail())
                    .contains("TPKT.version")
                    .contains("0x48");
            awaitClosed(client);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void aPduCutByAFinIsAFin(Kind kind) throws Exception {
        var plan = plan(kind);
        plan.atServer = Fault.afterBytesSent(9, Fault.FIN);
        try (var net = plan.start()) {
            Connection client = net.connect();

            endsAs(client, EndingKind.CLOSED_FIN, Role.SERVER, Stage.X224);
            assertThat(ending(client).lastReceived()).isEmpty();
            assertThat(client.traffic().received()).isEqualTo(9);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void singleBytesAreAsGoodAsWhole(Kind kind) throws Exception {
        var plan = plan(kind);
        plan.atServer = Fault.byteByByte(true);
        plan.atClient = Fault.byteByByte(false);
        try (var net = plan.start()) {
            endsAs(net.connect(), EndingKind.COMPLETED, Role.CLIENT, Stage.MCS_CONNECT);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void theOwnerMayLeaveInGoodOrderOrNot(Kind kind) throws Exception {
        var plan = plan(kind);
        plan.atServer = Fault.receiving("ConnectionRequest");
        try (var net = plan.start()) {
            Connection leaving = net.connect();
            Connection left = net.accepted();
            leaving.close();
            endsAs(leaving, EndingKind.CLOSED_FIN, Role.CLIENT, Stage.X224);
            endsAs(left, EndingKind.CLOSED_FIN, Role.CLIENT, Stage.X224);

            Connection aborting = net.connect();
            Connection aborted = net.accepted();
            Loopback.await(() -> aborted.traffic().received() == Echo.REQUEST.length());
            aborting.abort();
            endsAs(aborted, EndingKind.CLOSED_RST, Role.CLIENT, Stage.X224);
            awaitClosed(aborting);
        }
    }

    /** In memory alone it is certain that nobody has answered yet. */
    @Test
    void whoGivesUpBeforeTheAnswerIsNotConnectedByIt() throws Exception {
        try (var net = plan(Kind.MEMORY).start()) {
            Connection client = net.connect();
            client.abort();

            awaitClosed(client);
            assertThat(ending(client).kind()).as("%s", Loopback.story(client)).isEqualTo(EndingKind.REFUSED);
            assertThat(client.traffic()).isEqualTo(Traffic.NONE);
            assertThat(ending(client).outcome().detail()).contains("given up");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void aPeerThatNeverClosesIsLeftAfterTheDrainTime(Kind kind) throws Exception {
        var plan = plan(kind);
        plan.drain = Duration.ofMillis(50);
        plan.atClient = Fault.entering(Stage.X224, Fault.SILENCE);
        plan.atServer = Fault.entering(Stage.X224, Fault.FIN);
        try (var net = plan.start()) {
            net.connect();
            awaitClosed(net.accepted());
        }
    }
}
