package dev.rdplab.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Interceptor;
import io.netty.buffer.ByteBuf;
import io.netty.channel.DefaultEventLoop;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                    .get(20, TimeUnit.SECONDS);
            assertThat(reports).singleElement().satisfies(report -> assertThat(
                            report.client().end().detail())
                    .isEqualTo("the relay was stopped"));
        } finally {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        }
    }
}
