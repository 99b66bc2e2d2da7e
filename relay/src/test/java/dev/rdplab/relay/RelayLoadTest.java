package dev.rdplab.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Many connections, and peers that misbehave. {@code .ci/long relay} makes it 1,000 at once, 5,000 reconnects and an hour
 * ({@code rdplab.relayAtOnce}, {@code rdplab.relayReconnects}, {@code rdplab.relaySeconds}).
 */
class RelayLoadTest {

    private static final int AT_ONCE = Integer.getInteger("rdplab.relayAtOnce", 200);
    private static final int RECONNECTS = Integer.getInteger("rdplab.relayReconnects", 500);
    private static final int SECONDS = Integer.getInteger("rdplab.relaySeconds", 2);
    private static final long LIMIT = 60;

    /** What a handshake with TLS 1.2 shows of itself, by turns from the client and from the server. */
    private static final Bytes[] HANDSHAKE = {
        Bytes.fromHex("030000130ee000000000000100080003000000"),
        Bytes.fromHex("030000130ed000001234000200080002000000"),
        Bytes.fromHex("16030300060100000203030000"),
        Bytes.fromHex("16030300060200000203030000"),
        Bytes.fromHex("1403030001011603030004aabbccdd"),
        Bytes.fromHex("1403030001011603030004aabbccdd"),
        Bytes.fromHex("1703030004aabbccdd"),
        Bytes.fromHex("1703030004aabbccdd"),
    };

    private final ExecutorService pool = Executors.newCachedThreadPool();

    /** How the connection ends: after so many messages, by one end, in one way. */
    private record End(int after, boolean client, Way way) {
        static End of(Random random) {
            return new End(
                    random.nextInt(HANDSHAKE.length + 1),
                    random.nextBoolean(),
                    Way.values()[random.nextInt(Way.values().length)]);
        }
    }

    private enum Way {
        FIN,
        RST,
        /** Bytes of no protocol, then FIN. */
        GARBAGE,
        /** One byte at a time, then FIN. */
        DRIP
    }

    private void play(Socket client, Socket server, End end, Random random) throws IOException {
        try (client;
                server) {
            client.setTcpNoDelay(true);
            for (int i = 0; i < end.after(); i++) {
                var from = i % 2 == 0 ? client : server;
                var to = i % 2 == 0 ? server : client;
                byte[] message = HANDSHAKE[i].toArray();
                if (end.way() == Way.DRIP) {
                    for (byte one : message) {
                        from.getOutputStream().write(one);
                    }
                } else {
                    from.getOutputStream().write(message);
                }
                assertThat(to.getInputStream().readNBytes(message.length)).isEqualTo(message);
            }
            var ending = end.client() ? client : server;
            var other = end.client() ? server : client;
            if (end.way() == Way.GARBAGE) {
                byte[] garbage = new byte[1 + random.nextInt(5_000)];
                random.nextBytes(garbage);
                ending.getOutputStream().write(garbage);
            }
            if (end.way() == Way.RST) {
                Ends.reset(ending);
            } else {
                ending.shutdownOutput();
            }
            drain(other.getInputStream(), end.way() == Way.RST);
        }
    }

    private static void drain(InputStream in, boolean reset) throws IOException {
        try {
            in.readAllBytes();
            assertThat(reset).as("a FIN in place of a RST").isFalse();
        } catch (java.net.SocketException broken) {
            assertThat(reset).as("a RST in place of a FIN").isTrue();
        }
    }

    private void finish(Ends ends, int connections) throws Exception {
        for (int i = 0; i < connections; i++) {
            ends.report();
        }
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT);
        while (ends.relay().counts().open() > 0 && System.nanoTime() < until) {
            Thread.onSpinWait(); // the last report comes just before the connection is forgotten
        }
        assertThat(ends.relay().counts().open()).isZero();
        pool.shutdownNow();
    }

    @Test
    void manyConnectionsAtOnce() throws Exception {
        try (var ends = new Ends()) {
            var random = new Random(1);
            var clients = new ArrayList<Socket>();
            var servers = new ArrayList<Socket>();
            for (int i = 0; i < AT_ONCE; i++) {
                clients.add(ends.client());
                servers.add(ends.server());
            }
            assertThat(ends.relay().counts().open()).isEqualTo(AT_ONCE);
            for (int i = 0; i < AT_ONCE; i++) {
                clients.get(i).getOutputStream().write(i);
            }
            for (int i = 0; i < AT_ONCE; i++) {
                assertThat(servers.get(i).getInputStream().read()).isNotNegative();
                if (random.nextBoolean()) {
                    Ends.reset(clients.get(i));
                } else {
                    clients.get(i).close();
                }
                servers.get(i).close();
            }
            finish(ends, AT_ONCE);
        }
    }

    @Test
    void reconnectsThatEndAtEveryStageInEveryWay() throws Exception {
        long seed = Long.getLong("rdplab.seed", System.nanoTime());
        System.out.println("reconnects: -Drdplab.seed=" + seed);
        try (var ends = new Ends()) {
            var random = new Random(seed);
            for (int i = 0; i < RECONNECTS; i++) {
                play(ends.client(), ends.server(), End.of(random), random);
            }
            finish(ends, RECONNECTS);
        }
    }

    /** Good, slow and hostile peers side by side. One that never reads, and one that says nothing, stay until the end. */
    @Test
    void mixedPeersForAWhile() throws Exception {
        long seed = Long.getLong("rdplab.seed", System.nanoTime());
        System.out.println("mixed peers: -Drdplab.seed=" + seed);
        try (var ends = new Ends()) {
            var random = new Random(seed);
            var deaf = ends.client();
            var talker = ends.server();
            talker.setSoTimeout(0);
            var talking = pool.submit(() -> {
                try {
                    byte[] much = new byte[64 << 10];
                    while (true) {
                        talker.getOutputStream().write(much);
                    }
                } catch (IOException closed) {
                    return null;
                }
            });
            var mute = ends.client();
            var waiting = ends.server();
            long until = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
            while (System.nanoTime() < until) {
                var several = new ArrayList<Future<?>>();
                for (int i = 0; i < 8; i++) {
                    var client = ends.client();
                    var server = ends.server();
                    var end = End.of(random);
                    var own = new Random(random.nextLong());
                    several.add(pool.submit(() -> {
                        play(client, server, end, own);
                        return null;
                    }));
                }
                for (var one : several) {
                    one.get(LIMIT, TimeUnit.SECONDS);
                    ends.report(); // of any of them: for hours, none may be kept
                }
            }
            Ends.reset(deaf);
            talking.get(LIMIT, TimeUnit.SECONDS);
            mute.close();
            waiting.close();
            finish(ends, 2);
        }
    }
}
