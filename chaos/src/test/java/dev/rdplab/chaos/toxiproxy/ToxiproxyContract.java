package dev.rdplab.chaos.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.chaos.link.Direction;
import dev.rdplab.chaos.link.Link;
import dev.rdplab.chaos.link.Toxic;
import dev.rdplab.chaos.link.ToxicKind;
import dev.rdplab.chaos.link.ToxiproxyLink;
import dev.rdplab.testkit.ClosedPort;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What both Toxiproxy servers do in the same way: their HTTP interface, their toxics and, here, their connections. */
abstract class ToxiproxyContract extends ToxicContract {

    private static final Duration ENOUGH = Duration.ofSeconds(20);

    /** How many starts to race against, in {@link #ENOUGH} at most. */
    abstract int starts();

    @Test
    void passesBytesUnchangedBothWays() throws Exception {
        int port = proxy("p", open(Loopback.echo()).address());
        assertThat(echo(port, Loopback.bytes(1 << 20))).isEqualTo(Loopback.bytes(1 << 20));
    }

    @Test
    void passesAResetOnAsAFin() throws Exception {
        int port = proxy(
                "p",
                open(new Loopback(socket -> {
                            socket.setSoLinger(true, 0);
                            socket.getInputStream().read();
                            socket.close();
                        }))
                        .address());
        var socket = open(Loopback.connect(port));
        socket.getOutputStream().write(1);
        assertThat(Loopback.read(socket, PATIENCE).summary()).isEqualTo("0 FIN");
    }

    @Test
    void turnsAHalfCloseIntoAWholeOne() throws Exception {
        int port = proxy(
                "p",
                open(new Loopback(socket -> {
                            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                            socket.getOutputStream().write(Loopback.bytes(50));
                        }))
                        .address());
        var socket = open(Loopback.connect(port));
        socket.getOutputStream().write(1);
        socket.shutdownOutput();
        assertThat(Loopback.read(socket, PATIENCE).bytes()).isEmpty();
    }

    @Test
    void closesTheClientWhenTheServerIsNotThere() throws Exception {
        int port = proxy("p", "127.0.0.1:1");
        assertThat(Loopback.read(open(Loopback.connect(port)), PATIENCE).summary())
                .isEqualTo("0 FIN");
    }

    @Test
    void endsConnectionsAndRefusesNewOnesWhenDisabled() throws Exception {
        int port = proxy("p", open(Loopback.echo()).address());
        var socket = open(Loopback.connect(port));
        socket.getOutputStream().write(1);
        assertThat(socket.getInputStream().read()).isEqualTo(1);
        send("POST", "/proxies/p", "{\"enabled\":false}");
        assertThat(Loopback.read(socket, PATIENCE).end()).isNotEqualTo("TIMEOUT");
        try (var nobody = ClosedPort.of(port)) { // that the number stays the proxy's
            assertThatThrownBy(() -> Loopback.connect(nobody.number())).isInstanceOf(ConnectException.class);
            send("POST", "/proxies/p", "{\"enabled\":true}");
        }
        assertThat(echo(port, Loopback.bytes(10))).hasSize(10);
    }

    @Test
    void servesManyConnectionsAtOnce() throws Exception {
        int port = proxy("p", open(Loopback.echo()).address());
        toxic("p", "latency", "downstream", "\"latency\":50");
        var pool = Executors.newFixedThreadPool(64);
        try {
            var results = new ArrayList<Future<byte[]>>();
            for (int i = 0; i < 64; i++) {
                results.add(pool.submit(() -> echo(port, Loopback.bytes(10_000))));
            }
            for (var result : results) {
                assertThat(result.get()).isEqualTo(Loopback.bytes(10_000));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void neverLeavesTheFirstConnectionUnaffected() throws Exception {
        var upstream = open(Loopback.sending(100)).address();
        long end = System.nanoTime() + ENOUGH.toNanos();
        for (int i = 0; i < starts() && System.nanoTime() < end; i++) {
            // The proxy asks for the number and gets it, since both allow the address to be reused.
            try (var closed = ClosedPort.any()) {
                int port = closed.number();
                send(
                        "POST",
                        "/proxies",
                        "{\"name\":\"race\",\"listen\":\"127.0.0.1:" + port + "\",\"upstream\":\"" + upstream
                                + "\",\"enabled\":false}");
                var stop = new AtomicBoolean();
                var first = Executors.newSingleThreadExecutor();
                try {
                    var read = first.submit(() -> {
                        try (var socket = persistently(port, stop)) {
                            return Loopback.read(socket, PATIENCE).summary();
                        }
                    });
                    toxic("race", "limit_data", "downstream", "\"bytes\":1");
                    var started = send("POST", "/proxies/race", "{\"enabled\":true}");
                    assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
                    assertThat(read.get()).as("start " + i).isEqualTo("1 FIN");
                } finally {
                    stop.set(true);
                    first.shutdownNow();
                }
            }
            send("DELETE", "/proxies/race", null);
        }
    }

    @Test
    void isALinkThatIsArmedWhenItIsOpened() throws Exception {
        var upstream = open(Loopback.sending(100));
        var address = URI.create("tcp://" + upstream.address());
        var backend = ToxiproxyLink.at(URI.create("http://127.0.0.1:" + apiPort()));
        var link = Link.of(Toxic.of(ToxicKind.LIMIT_DATA, Direction.DOWN, "bytes", 7));
        try (var open = backend.open(link, new InetSocketAddress("127.0.0.1", address.getPort()), 7)) {
            assertThat(open.layer()).isEqualTo("stream");
            assertThat(bytesThrough(open.address())).isEqualTo(7);
            open.add(Toxic.of(ToxicKind.LIMIT_DATA, Direction.DOWN, "bytes", 9));
            assertThat(bytesThrough(open.address())).isEqualTo(9);
            open.remove("limit_data_down");
            assertThat(bytesThrough(open.address())).isEqualTo(100);
            open.remove("limit_data_down");
        }
        assertThat(get("/proxies")).isEmpty();
    }

    private static int bytesThrough(InetSocketAddress address) throws IOException {
        try (var socket = Loopback.connect(address.getPort())) {
            return Loopback.read(socket, PATIENCE).bytes().length;
        }
    }

    private static Socket persistently(int port, AtomicBoolean stop) throws IOException {
        while (!stop.get()) {
            try {
                return Loopback.connect(port);
            } catch (ConnectException e) {
                Thread.yield();
            }
        }
        throw new IOException("stopped");
    }
}
