package dev.rdplab.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.transport.EventLoops;
import io.netty.buffer.ByteBuf;
import io.netty.channel.DefaultEventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StoppedRelayTest {

    private static final class Socket implements Leg {
        private boolean open;

        @Override
        public boolean open() {
            return open;
        }

        @Override
        public boolean writable() {
            return true;
        }

        @Override
        public void reading(boolean on) {}

        @Override
        public void write(ByteBuf bytes) {
            bytes.release();
        }

        @Override
        public void flush() {}

        @Override
        public void fin() {}

        @Override
        public void reset() {
            open = false;
        }

        @Override
        public void close() {
            open = false;
        }

        @Override
        public Optional<InetSocketAddress> local() {
            return Optional.empty();
        }

        @Override
        public Optional<InetSocketAddress> peer() {
            return Optional.empty();
        }
    }

    @Test
    void aConnectionToTheServerThatComesAfterTheStopIsResetAndReported() throws Exception {
        var loop = new DefaultEventLoop();
        try {
            var client = new Socket();
            var server = new Socket();
            List<RelayReport> reports = new ArrayList<>();
            var anywhere = InetSocketAddress.createUnresolved("server.example", 3389);
            var connection = new RelayedConnection(
                    1,
                    RelayOptions.of(anywhere, anywhere).finished(reports::add),
                    loop,
                    () -> 0,
                    0,
                    new EnumMap<>(Map.of(Role.CLIENT, client, Role.SERVER, server)),
                    new Sight(),
                    new EnumMap<>(Map.of(Role.CLIENT, Interceptor.NONE, Role.SERVER, Interceptor.NONE)));
            client.open = true;
            connection.abort();
            loop.submit(() -> {
                        assertThat(client.open).isFalse();
                        assertThat(connection.closed()).isFalse();
                        server.open = true;
                        connection.joined();
                        assertThat(server.open).isFalse();
                        assertThat(connection.closed()).isTrue();
                    })
                    .get(60, TimeUnit.SECONDS);
            assertThat(reports).singleElement().satisfies(report -> assertThat(
                            report.client().end().detail())
                    .isEqualTo("the relay was stopped"));
        } finally {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        }
    }

    @Test
    void aClientThatIsTakenWhileTheRelayStopsIsReset() throws Exception {
        var running = new CompletableFuture<Relay>();
        var reports = new LinkedBlockingQueue<RelayReport>();
        var loopback = InetAddress.getLoopbackAddress();
        try (var server = new ServerSocket(0, 1, loopback);
                var loops = EventLoops.create(2)) { // the listener's and the client's
            var options = RelayOptions.of(
                            new InetSocketAddress(loopback, 0), new InetSocketAddress(loopback, server.getLocalPort()))
                    .accepted((number, client) -> CompletableFuture.runAsync(
                                    () -> running.join().close())
                            .join())
                    .finished(reports::add);
            running.complete(Relay.start(options, loops));
            try (var client = new java.net.Socket()) {
                client.connect(running.join().address());
                client.setSoTimeout(60_000);
                assertThatExceptionOfType(SocketException.class)
                        .isThrownBy(() -> client.getInputStream().read())
                        .withMessageContaining("reset");
            }
            var report = reports.poll(60, TimeUnit.SECONDS);
            assertThat(report).isNotNull();
            assertThat(report.client().end().detail()).isEqualTo("the relay was stopped");
        }
    }
}
