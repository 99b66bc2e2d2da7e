package dev.rdplab.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Occasion;
import dev.rdplab.protocol.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelayTest {

    /** RDP_NEG_REQ for HYBRID and SSL, and RDP_NEG_RSP with HYBRID. */
    private static final Bytes REQUEST = Bytes.fromHex("030000130ee000000000000100080003000000");

    private static final Bytes CONFIRM = Bytes.fromHex("030000130ed000001234000200080002000000");
    private static final Bytes REFUSAL = Bytes.fromHex("030000130ed000001234000300080005000000");
    private static final Bytes FATAL_ALERT = Bytes.fromHex("15030300020230");

    @Test
    void aHundredSessionsOfRandomBytesArriveAsTheyWereSent() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("relayed sessions: seed " + seed);
        try (var ends = new Ends()) {
            var sessions = new CompletableFuture<?>[100];
            for (int i = 0; i < sessions.length; i++) {
                var random = new Random(seed + i);
                var client = ends.client();
                var server = ends.server();
                sessions[i] = CompletableFuture.allOf(
                        both(client, server, random.nextLong()), both(server, client, random.nextLong()));
            }
            CompletableFuture.allOf(sessions).get(60, TimeUnit.SECONDS);
            for (int i = 0; i < sessions.length; i++) {
                var report = ends.report();
                assertThat(report.client().end().ending()).as("seed " + seed).isEqualTo(EndingKind.CLOSED_FIN);
                assertThat(report.client().fromClient())
                        .isEqualTo(report.server().fromClient());
                assertThat(report.client().fromServer())
                        .isEqualTo(report.server().fromServer());
            }
        }
    }

    /**
     * One end sends in pieces of any size and closes its side. Every third reader begins only when its sender has sent most of
     * it, which is more than both legs hold, so that the sender is stopped; all read in pieces of any size.
     */
    private static CompletableFuture<Void> both(Socket from, Socket to, long seed) {
        var random = new Random(seed);
        byte[] sent = new byte[random.nextInt(1 << 20) + 1];
        random.nextBytes(sent);
        var late = new CountDownLatch(random.nextInt(3) == 0 ? 1 : 0);
        var sending = CompletableFuture.runAsync(
                () -> {
                    try {
                        for (int at = 0; at < sent.length; ) {
                            int length = Math.min(sent.length - at, 1 + random.nextInt(70_000));
                            from.getOutputStream().write(sent, at, length);
                            at += length;
                            if (at > 200_000) {
                                late.countDown();
                            }
                        }
                        late.countDown();
                        from.shutdownOutput();
                    } catch (IOException e) {
                        throw new AssertionError("seed " + seed, e);
                    }
                },
                task -> new Thread(task).start());
        var reading = new CompletableFuture<Void>();
        new Thread(() -> {
                    try {
                        late.await();
                        byte[] received = readInPieces(to, new Random(seed + 1));
                        if (!Arrays.equals(received, sent)) {
                            throw new AssertionError("other bytes, seed " + seed);
                        }
                        reading.complete(null);
                    } catch (IOException | InterruptedException | AssertionError e) {
                        reading.completeExceptionally(e);
                    }
                })
                .start();
        return CompletableFuture.allOf(sending, reading);
    }

    private static byte[] readInPieces(Socket from, Random random) throws IOException {
        var all = new ByteArrayOutputStream();
        byte[] piece = new byte[20_000];
        for (int length = 0; length >= 0; length = from.getInputStream().read(piece, 0, 1 + random.nextInt(20_000))) {
            all.write(piece, 0, length);
        }
        return all.toByteArray();
    }

    @Test
    void whoDoesNotReadStopsTheOtherAndNothingPilesUp() throws Exception {
        try (var ends = new Ends()) {
            var client = ends.client();
            var server = ends.server();
            client.setSoTimeout(0);
            var channel = client;
            var written = new long[1];
            var flood = new Thread(() -> {
                try {
                    byte[] chunk = new byte[64 << 10];
                    while (written[0] < 256L << 20) {
                        channel.getOutputStream().write(chunk);
                        synchronized (written) {
                            written[0] += chunk.length;
                        }
                    }
                } catch (IOException closed) {
                    // at the end of the test
                }
            });
            flood.start();
            long before = -1;
            long now = 0;
            while (now != before || now == 0) { // until the sender is stopped
                before = now;
                flood.join(300);
                synchronized (written) {
                    now = written[0];
                }
            }
            assertThat(now).as("bytes under way").isLessThan(64L << 20);
            Ends.reset(server);
            assertThat(ends.report().client().end().by()).isEqualTo(Role.SERVER);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHalfCloseStaysAHalfCloseAndFinStaysFin(Role first) throws Exception {
        try (var ends = new Ends()) {
            var client = ends.client();
            var server = ends.server();
            var closing = first == Role.CLIENT ? client : server;
            var other = first == Role.CLIENT ? server : client;
            closing.getOutputStream().write(1);
            closing.shutdownOutput();
            assertThat(other.getInputStream().readAllBytes()).containsExactly(1);

            other.getOutputStream().write(new byte[] {2, 3});
            assertThat(closing.getInputStream().readNBytes(2)).containsExactly(2, 3);
            other.close();
            assertThat(closing.getInputStream().read()).isEqualTo(-1);

            var report = ends.report();
            for (var leg : List.of(report.client(), report.server())) {
                assertThat(leg.end().ending()).isEqualTo(EndingKind.CLOSED_FIN);
                assertThat(leg.end().by()).isEqualTo(first);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aResetStaysAResetAndWhatCameBeforeArrives(Role first) throws Exception {
        try (var ends = new Ends()) {
            var client = ends.client();
            var server = ends.server();
            var resetting = first == Role.CLIENT ? client : server;
            var other = first == Role.CLIENT ? server : client;
            resetting.getOutputStream().write(7);
            assertThat(other.getInputStream().read()).isEqualTo(7);
            Ends.reset(resetting);

            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> other.getInputStream().read())
                    .withMessageContaining("reset");
            var report = ends.report();
            for (var leg : List.of(report.client(), report.server())) {
                assertThat(leg.end().ending()).isEqualTo(EndingKind.CLOSED_RST);
                assertThat(leg.end().by()).isEqualTo(first);
            }
        }
    }

    @Test
    void aResetBehindAFinIsPassedOnToo() throws Exception {
        try (var ends = new Ends()) {
            var client = ends.client();
            var server = ends.server();
            client.shutdownOutput();
            assertThat(server.getInputStream().read()).isEqualTo(-1);
            Ends.reset(client);

            assertThatExceptionOfType(SocketException.class).isThrownBy(() -> {
                while (true) {
                    server.getOutputStream().write(new byte[1_000]);
                }
            });
            assertThat(ends.report().client().end().ending()).isEqualTo(EndingKind.CLOSED_FIN);
        }
    }

    /** The client has sent everything, and its FIN, before the relay is connected to the server. */
    @Test
    void whatCameBeforeTheServerWasConnectedArrives() throws Exception {
        try (var ends = new Ends()) {
            for (int i = 0; i < 200; i++) {
                var client = ends.client();
                client.getOutputStream().write(new byte[] {1, 2, 3});
                client.shutdownOutput();
                var server = ends.server();
                assertThat(server.getInputStream().readAllBytes()).containsExactly(1, 2, 3);
                server.close();
                assertThat(client.getInputStream().read()).isEqualTo(-1);
                client.close();
            }
        }
    }

    /** Perhaps before the relay is connected to the server. */
    @Test
    void aClientThatResetsAtOnceIsTheOneThatEndedBothLegs() throws Exception {
        try (var ends = new Ends()) {
            for (int i = 0; i < 200; i++) {
                Ends.reset(ends.client());
                try (var server = ends.server()) {
                    assertThatExceptionOfType(SocketException.class)
                            .isThrownBy(() -> server.getInputStream().read());
                }
                var report = ends.report();
                for (var leg : List.of(report.client(), report.server())) {
                    assertThat(leg.end().ending()).isEqualTo(EndingKind.CLOSED_RST);
                    assertThat(leg.end().by()).isEqualTo(Role.CLIENT);
                }
            }
        }
    }

    @Test
    void aRelayThatIsStoppedSaysThatItWasTheRelay() throws Exception {
        try (var ends = new Ends()) {
            var client = ends.client();
            var server = ends.server();
            server.getOutputStream().write(1);
            client.getInputStream().read();
            ends.relay().close();

            var report = ends.report();
            for (var leg : List.of(report.client(), report.server())) {
                assertThat(leg.end().detail()).isEqualTo("the relay was stopped");
            }
            assertThat(report.client().end().by()).isEqualTo(Role.SERVER);
            assertThat(report.server().end().by()).isEqualTo(Role.CLIENT);
        }
    }

    /** A session may last: only the handshake has deadlines. */
    @Test
    void anOpenSessionHasNoDeadline() {
        assertThat(OpenConnection.DEADLINES.of(Stage.CREDSSP)).isPresent();
        for (Stage stage : Stage.values()) {
            if (stage.compareTo(Stage.MCS_CONNECT) >= 0) {
                assertThat(OpenConnection.DEADLINES.of(stage)).as(stage.word()).isEmpty();
            }
        }
    }

    @Test
    void aServerThatIsNotThereShowsAsAReset() throws Exception {
        try (var ends = new Ends()) {
            ends.stopListening();
            var client = ends.client();
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> client.getInputStream().read());

            var report = ends.report();
            assertThat(report.server().end().ending()).isEqualTo(EndingKind.REFUSED);
            assertThat(report.server().end().stage()).contains(Stage.CONNECT);
            assertThat(report.client().end().ending()).isEqualTo(EndingKind.CLOSED_RST);
            assertThat(report.server().transcript().events())
                    .as("no RST of a connection that never was")
                    .noneMatch(event -> event.detail().startsWith("RST"));
        }
    }

    @Test
    void aRefusedNegotiationAndAnAlertInTheClearAreTold() throws Exception {
        try (var ends = new Ends()) {
            var client = ends.client();
            var server = ends.server();
            client.getOutputStream().write(REQUEST.toArray());
            server.getInputStream().readNBytes(REQUEST.length());
            server.getOutputStream().write(REFUSAL.toArray());
            server.close();
            client.getInputStream().readAllBytes();
            client.close();
            var refused = ends.report().client().end();
            assertThat(refused.ending()).isEqualTo(EndingKind.NEGOTIATION_FAILURE);
            assertThat(refused.code()).hasValue(5);
            assertThat(refused.stage()).contains(Stage.X224);

            var second = ends.client();
            var other = ends.server();
            second.getOutputStream().write(REQUEST.toArray());
            other.getInputStream().readNBytes(REQUEST.length());
            other.getOutputStream().write(CONFIRM.toArray());
            second.getInputStream().readNBytes(CONFIRM.length());
            second.getOutputStream().write(FATAL_ALERT.toArray());
            second.close();
            other.getInputStream().readAllBytes();
            other.close();
            var alert = ends.report().server().end();
            assertThat(alert.ending()).isEqualTo(EndingKind.TLS_ALERT);
            assertThat(alert.code()).hasValue(0x30);
            assertThat(alert.by()).isEqualTo(Role.CLIENT);
            assertThat(alert.stage()).contains(Stage.TLS);
        }
    }

    /** Acts in the server's name. */
    private static RelayOptions.Faults server(Interceptor interceptor) {
        return (role, connection) -> role == Role.SERVER ? interceptor : Interceptor.NONE;
    }

    private static Interceptor onReceived(String pdu, Effect... effects) {
        return new Interceptor() {
            @Override
            public Reception received(Occasion occasion, Message message) {
                return occasion.pdu().equals(pdu) ? new Reception(List.of(effects), true) : Reception.PROCEED;
            }
        };
    }

    @Test
    void aFaultResetsInTheServersNameOnBothLegs() throws Exception {
        try (var ends = new Ends(server(onReceived("ConnectionRequest", new Effect.Abort())))) {
            var client = ends.client();
            var server = ends.server();
            client.getOutputStream().write(REQUEST.toArray());

            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> client.getInputStream().read());
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> server.getInputStream().readAllBytes());
            var report = ends.report();
            assertThat(report.client().end().ending()).isEqualTo(EndingKind.CLOSED_RST);
            assertThat(report.client().end().by()).isEqualTo(Role.SERVER);
            assertThat(report.client().end().stage()).contains(Stage.X224);
            assertThat(report.client().end().lastFromClient()).isEqualTo("ConnectionRequest");
            assertThat(report.server().end().by()).isEqualTo(Role.CLIENT);
        }
    }

    @Test
    void aFaultClosesWithFinAndSaysSo() throws Exception {
        try (var ends = new Ends(server(onReceived("ConnectionRequest", new Effect.Close())))) {
            var client = ends.client();
            var server = ends.server();
            client.getOutputStream().write(REQUEST.toArray());

            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(server.getInputStream().readAllBytes()).isEqualTo(REQUEST.toArray());
            assertThat(ends.report().client().end().ending()).isEqualTo(EndingKind.CLOSED_FIN);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 18})
    void aChangedMessageIsChangedOnTheOtherLegOnly(int cut) throws Exception {
        var changing = new Interceptor() {
            @Override
            public List<Effect> sending(Occasion occasion, Effect.Send send) {
                return occasion.pdu().equals("ConnectionConfirm")
                        ? List.of(new Effect.Send(send.message().withBytes(REFUSAL), send.layer()))
                        : List.of(send);
            }
        };
        try (var ends = new Ends(server(changing))) {
            var client = ends.client();
            var server = ends.server();
            client.getOutputStream().write(REQUEST.toArray());
            assertThat(server.getInputStream().readNBytes(REQUEST.length())).isEqualTo(REQUEST.toArray());
            server.getOutputStream().write(CONFIRM.slice(0, cut).toArray());
            server.getOutputStream().flush();
            server.getOutputStream().write(CONFIRM.slice(cut).toArray());
            assertThat(client.getInputStream().readNBytes(REFUSAL.length())).isEqualTo(REFUSAL.toArray());
            client.close();
            server.close();
            var report = ends.report();
            assertThat(report.client().end().ending()).isEqualTo(EndingKind.NEGOTIATION_FAILURE);
            assertThat(report.server().end().ending()).isEqualTo(EndingKind.CLOSED_FIN);
        }
    }

    @Test
    void silenceHoldsWhatTheServerSaysUntilTheClientLeaves() throws Exception {
        try (var ends = new Ends(server(onReceived("ConnectionRequest", new Effect.Wait(Effect.Wait.FOREVER))))) {
            var client = ends.client();
            var server = ends.server();
            client.getOutputStream().write(REQUEST.toArray());
            server.getInputStream().readNBytes(REQUEST.length());
            server.getOutputStream().write(CONFIRM.toArray());
            client.setSoTimeout(300);
            assertThatExceptionOfType(java.net.SocketTimeoutException.class)
                    .isThrownBy(() -> client.getInputStream().read());
            client.close();
            assertThat(server.getInputStream().read()).isEqualTo(-1);
            server.close();
            assertThat(ends.report().client().end().by()).isEqualTo(Role.CLIENT);
        }
    }

    @Test
    void encryptionHidesTheStageAndTheAmountShowsASession() {
        var sight = new Sight();
        sight.feed(Role.CLIENT, REQUEST, message -> {});
        sight.feed(Role.SERVER, CONFIRM, message -> {});
        sight.beginTls();
        assertThat(sight.knownStage()).contains(Stage.TLS);
        var record = Bytes.concat(Bytes.fromHex("1703030010"), Bytes.zeros(16));
        sight.feed(Role.CLIENT, record, message -> assertThat(message.pdu()).isEqualTo("ApplicationData"));
        assertThat(sight.knownStage()).as("TLS 1.3: Finished").contains(Stage.TLS);
        sight.feed(Role.CLIENT, record, message -> {});
        assertThat(sight.knownStage()).contains(Stage.CREDSSP);
        sight.feed(Role.CLIENT, record, message -> {});
        assertThat(sight.knownStage()).isEqualTo(Optional.empty());
        for (int i = 0; i < 5_000; i++) {
            sight.feed(Role.SERVER, record, message -> {});
        }
        assertThat(sight.knownStage()).contains(Stage.ACTIVE);
    }
}
