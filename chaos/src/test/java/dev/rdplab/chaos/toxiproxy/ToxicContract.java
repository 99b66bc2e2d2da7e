package dev.rdplab.chaos.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each toxic does to the bytes and the end of a connection. */
abstract class ToxicContract extends ToxiproxyHttpContract {

    @Test
    void passesHeldBytesOnWhenLatencyIsChanged() throws Exception {
        int port = proxy("p", open(Loopback.echo()).address());
        toxic("p", "latency", "upstream", "\"latency\":60000");
        var socket = open(Loopback.connect(port));
        socket.getOutputStream().write(1);
        assertThat(Loopback.read(socket, QUIET).summary()).isEqualTo("0 TIMEOUT");
        send("POST", "/proxies/p/toxics/latency_upstream", "{\"attributes\":{\"latency\":60000}}");
        socket.setSoTimeout(PATIENCE);
        assertThat(socket.getInputStream().read()).isEqualTo(1);
    }

    @Test
    void closesWithAFinWhenResetPeerComesLate() throws Exception {
        int port = proxy("p", open(Loopback.echo()).address());
        var socket = open(Loopback.connect(port));
        socket.getOutputStream().write(1);
        assertThat(socket.getInputStream().read()).isEqualTo(1);
        toxic("p", "reset_peer", "downstream", "\"timeout\":0");
        socket.getOutputStream().write(1);
        assertThat(Loopback.read(socket, PATIENCE).summary()).isEqualTo("0 FIN");
    }

    @Test
    void startsTheTimeoutAnewWithEachData() throws Exception {
        int port = proxy("p", open(talkingAndListening()).address());
        toxic("p", "timeout", "upstream", "\"timeout\":600");
        // Who is held up between two writes, or in the proxy, lets the time run out: another run may tell.
        long longest = 0;
        for (int i = 0; i < 40 && longest <= 1_150; i++) {
            longest = Math.max(longest, millisUntilTheTimeout(port));
        }
        assertThat(longest).isGreaterThan(1_150);
    }

    /** Four writes, each 200 ms behind the one before. @return 0 when that did not come about */
    private static long millisUntilTheTimeout(int port) throws IOException {
        try (var socket = Loopback.connect(port)) {
            long start = System.nanoTime();
            for (int i = 0; i < 4; i++) {
                try {
                    socket.getOutputStream().write(1);
                } catch (IOException closed) {
                    return 0;
                }
                long before = System.nanoTime();
                if (!Loopback.read(socket, 200).end().equals("TIMEOUT") || Loopback.millis(before) > 400) {
                    return 0;
                }
            }
            return Loopback.read(socket, PATIENCE).end().equals("FIN") ? Loopback.millis(start) : 0;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 40_000})
    void cutsAfterExactlySoManyBytesDownstreamWithAFin(int limit) throws Exception {
        int port = proxy("p", open(Loopback.sending(50_000)).address());
        toxic("p", "limit_data", "downstream", "\"bytes\":" + limit);
        var read = Loopback.read(open(Loopback.connect(port)), PATIENCE);
        assertThat(read.summary()).isEqualTo(limit + " FIN");
        assertThat(read.bytes()).isEqualTo(Arrays.copyOf(Loopback.bytes(50_000), limit));
    }

    @Test
    void cutsAfterExactlySoManyBytesUpstream() throws Exception {
        var upstream = open(Loopback.listening());
        int port = proxy("p", upstream.address());
        toxic("p", "limit_data", "upstream", "\"bytes\":77");
        var socket = open(Loopback.connect(port));
        socket.getOutputStream().write(Loopback.bytes(100));
        assertThat(upstream.awaitSeen().summary()).isEqualTo("77 FIN");
        assertThat(Loopback.read(socket, PATIENCE).summary()).isEqualTo("0 FIN");
    }

    @Test
    void countsTheLimitOverSeveralWrites() throws Exception {
        int port = proxy("p", open(Loopback.echo()).address());
        toxic("p", "limit_data", "downstream", "\"bytes\":10");
        var socket = open(Loopback.connect(port));
        for (int i = 0; i < 2; i++) {
            socket.getOutputStream().write(Loopback.bytes(4));
            assertThat(socket.getInputStream().readNBytes(4)).hasSize(4);
        }
        socket.getOutputStream().write(Loopback.bytes(4));
        assertThat(Loopback.read(socket, PATIENCE).bytes()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"upstream", "downstream"})
    void resetsBothSides(String stream) throws Exception {
        var upstream = open(talkingAndListening());
        int port = proxy("p", upstream.address());
        toxic("p", "reset_peer", stream, "\"timeout\":0");
        var socket = open(Loopback.connect(port));
        if (stream.equals("upstream")) {
            socket.getOutputStream().write(1); // the toxic strikes on data; downstream the server talks first
        }
        assertThat(Loopback.read(socket, PATIENCE).end()).isEqualTo("RST");
        assertThat(upstream.awaitSeen().end()).isEqualTo("RST");
    }

    @Test
    void resetsSomeTimeAfterTheFirstData() throws Exception {
        int port = proxy("p", open(talkingAndListening()).address());
        toxic("p", "reset_peer", "downstream", "\"timeout\":300");
        var read = Loopback.readAll(port, PATIENCE);
        assertThat(read.summary()).isEqualTo("0 RST");
        assertThat(read.endMillis()).isGreaterThanOrEqualTo(290L);
    }

    @Test
    void timesOutWithoutPassingAByte() throws Exception {
        int port = proxy("p", open(talkingAndListening()).address());
        toxic("p", "timeout", "downstream", "\"timeout\":300");
        var read = Loopback.readAll(port, PATIENCE);
        assertThat(read.summary()).isEqualTo("0 FIN");
        assertThat(read.endMillis()).isGreaterThanOrEqualTo(290L);
    }

    @Test
    void timeoutZeroStaysOpenUntilItIsTakenAway() throws Exception {
        int port = proxy("p", open(talkingAndListening()).address());
        toxic("p", "timeout", "downstream", "\"timeout\":0");
        var socket = open(Loopback.connect(port));
        assertThat(Loopback.read(socket, QUIET).summary()).isEqualTo("0 TIMEOUT");
        send("DELETE", "/proxies/p/toxics/timeout_downstream", null);
        assertThat(Loopback.read(socket, PATIENCE).summary()).isEqualTo("0 FIN");
    }

    @Test
    void addsUpLatencyOfBothDirections() throws Exception {
        int port = proxy("p", open(Loopback.echo()).address());
        toxic("p", "latency", "downstream", "\"latency\":200");
        toxic("p", "latency", "upstream", "\"latency\":100");
        var socket = open(Loopback.connect(port));
        for (int i = 0; i < 2; i++) {
            long start = System.nanoTime();
            socket.getOutputStream().write(1);
            assertThat(socket.getInputStream().read()).isEqualTo(1);
            assertThat(Loopback.millis(start)).isGreaterThanOrEqualTo(295L);
        }
    }

    @Test
    void keepsJitterWithinItsBounds() throws Exception {
        int port = proxy("p", open(Loopback.echo()).address());
        toxic("p", "latency", "downstream", "\"latency\":60,\"jitter\":50");
        var socket = open(Loopback.connect(port));
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            socket.getOutputStream().write(1);
            assertThat(socket.getInputStream().read()).isEqualTo(1);
            least = Math.min(least, Loopback.millis(start));
            most = Math.max(most, Loopback.millis(start));
        }
        assertThat(least).isGreaterThanOrEqualTo(9);
        assertThat(most - least).isGreaterThan(15);
    }

    @Test
    void doesNotDelayTheEndWithLatency() throws Exception {
        int port = proxy("p", open(new Loopback(Socket::close)).address());
        toxic("p", "latency", "downstream", "\"latency\":60000");
        var read = Loopback.readAll(port, PATIENCE);
        assertThat(read.end()).isEqualTo("FIN");
    }

    @Test
    void passesLatencyHeldBytesBeforeTheEnd() throws Exception {
        int port = proxy("p", open(Loopback.sending(1_000)).address());
        toxic("p", "latency", "downstream", "\"latency\":200");
        var read = Loopback.readAll(port, PATIENCE);
        assertThat(read.summary()).isEqualTo("1000 FIN");
        assertThat(read.firstMillis()).isGreaterThanOrEqualTo(190);
    }

    @Test
    void keepsToTheBandwidth() throws Exception {
        int port = proxy("p", open(Loopback.sending(60_000)).address());
        toxic("p", "bandwidth", "downstream", "\"rate\":100");
        var read = Loopback.readAll(port, PATIENCE);
        assertThat(read.bytes()).isEqualTo(Loopback.bytes(60_000));
        // 60 000 bytes at 100 000 a second
        assertThat(read.endMillis()).isGreaterThanOrEqualTo(500L);
    }

    @Test
    void passesNothingAtBandwidthZeroAndAllWhenItIsTakenAway() throws Exception {
        int port = proxy("p", open(Loopback.sending(1_000)).address());
        toxic("p", "bandwidth", "downstream", "\"rate\":0");
        var socket = open(Loopback.connect(port));
        assertThat(Loopback.read(socket, QUIET).summary()).isEqualTo("0 TIMEOUT");
        send("DELETE", "/proxies/p/toxics/bandwidth_downstream", null);
        assertThat(Loopback.read(socket, PATIENCE).summary()).isEqualTo("1000 FIN");
    }

    @Test
    void takesBandwidthZeroInTheMiddleOfAConnection() throws Exception {
        int port = proxy("p", open(Loopback.echo()).address());
        var socket = open(Loopback.connect(port));
        socket.getOutputStream().write(1);
        assertThat(socket.getInputStream().read()).isEqualTo(1);
        toxic("p", "bandwidth", "downstream", "\"rate\":0");
        socket.getOutputStream().write(2);
        assertThat(Loopback.read(socket, QUIET).summary()).isEqualTo("0 TIMEOUT");
    }

    @Test
    void slicesWithoutChangingABytes() throws Exception {
        int port = proxy("p", open(Loopback.sending(2_000)).address());
        toxic("p", "slicer", "downstream", "\"average_size\":20,\"size_variation\":5,\"delay\":2000");
        int reads = 0; // a client that is held up finds several slices at once
        for (int i = 0; i < 40 && reads <= 20; i++) {
            var read = Loopback.readAll(port, PATIENCE);
            assertThat(read.bytes()).isEqualTo(Loopback.bytes(2_000));
            assertThat(read.endMillis()).isGreaterThan(60);
            reads = Math.max(reads, read.reads());
        }
        assertThat(reads).isGreaterThan(20);
    }

    @Test
    void closesSlowly() throws Exception {
        int port = proxy("p", open(Loopback.sending(100)).address());
        toxic("p", "slow_close", "downstream", "\"delay\":400");
        var read = Loopback.readAll(port, PATIENCE);
        assertThat(read.summary()).isEqualTo("100 FIN");
        assertThat(read.endMillis()).isGreaterThanOrEqualTo(390L);
    }

    @Test
    void actsOnNoConnectionWithToxicityZeroAndOnEachWithOne() throws Exception {
        int port = proxy("p", open(Loopback.sending(100)).address());
        send("POST", "/proxies/p/toxics", "{\"type\":\"limit_data\",\"toxicity\":0,\"attributes\":{\"bytes\":1}}");
        for (int i = 0; i < 20; i++) {
            assertThat(Loopback.read(open(Loopback.connect(port)), PATIENCE).bytes())
                    .hasSize(100);
            opened[--count].close();
        }
        send("POST", "/proxies/p/toxics/limit_data_downstream", "{\"toxicity\":1}");
        for (int i = 0; i < 20; i++) {
            assertThat(Loopback.read(open(Loopback.connect(port)), PATIENCE).bytes())
                    .hasSize(1);
            opened[--count].close();
        }
    }

    @Test
    void actsOnAboutHalfOfTheConnectionsWithToxicityOneHalf() throws Exception {
        int port = proxy("p", open(Loopback.sending(100)).address());
        send("POST", "/proxies/p/toxics", "{\"type\":\"limit_data\",\"toxicity\":0.5,\"attributes\":{\"bytes\":1}}");
        int cut = 0;
        for (int i = 0; i < 200; i++) {
            try (var socket = Loopback.connect(port)) {
                cut += Loopback.read(socket, PATIENCE).bytes().length == 1 ? 1 : 0;
            }
        }
        // Six standard deviations to either side
        assertThat(cut).isBetween(58, 142);
    }
}
