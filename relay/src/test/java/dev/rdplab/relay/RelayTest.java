package dev.rdplab.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RelayTest {

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
            CompletableFuture.allOf(sessions).get(3, TimeUnit.MINUTES);
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
}
