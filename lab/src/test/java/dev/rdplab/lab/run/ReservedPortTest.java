package dev.rdplab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ReservedPortTest {

    @Test
    void refusesAndLetsNoOtherSocketHaveThePort() throws IOException {
        try (var port = ReservedPort.closed()) {
            assertThatThrownBy(() -> SocketChannel.open(port.address())).isInstanceOf(ConnectException.class);
            assertThatThrownBy(() -> {
                        try (var other = new ServerSocket()) {
                            other.setReuseAddress(false);
                            other.bind(port.address());
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aListenerOpensWhileThePortIsStillReserved() throws IOException {
        var port = ReservedPort.closed();
        var tries = new AtomicInteger();

        try (var listener = port.handOver(() -> {
                    tries.incrementAndGet();
                    return ServerSocketChannel.open().bind(port.address());
                });
                var client = SocketChannel.open(port.address())) {
            assertThat(client.getRemoteAddress()).isEqualTo(listener.getLocalAddress());
            assertThat(tries).hasValue(1);
        }
    }

    @Test
    void aListenerThatCannotOpenBesideItOpensBehindIt() throws IOException {
        var port = ReservedPort.closed();

        try (var listener = port.handOver(() -> {
            var strict = new ServerSocket();
            strict.setReuseAddress(false);
            strict.bind(port.address());
            return strict;
        })) {
            assertThat(listener.getLocalPort()).isEqualTo(port.address().getPort());
        }
    }
}
