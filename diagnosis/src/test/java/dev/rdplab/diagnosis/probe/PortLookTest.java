package dev.rdplab.diagnosis.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.verdict.RankedCause;
import dev.rdplab.protocol.handshake.Deadlines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A port that is not RDP is named, by what it answers or by one more connection. */
class PortLookTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(500);

    private interface Talk {
        void with(Socket socket) throws IOException;
    }

    @ParameterizedTest
    @CsvSource({
        "'SSH-2.0-OpenSSH_9.2p1\r\n', the port speaks SSH",
        "'RFB 003.008\n', the port speaks VNC (RFB)",
        "'220 mail.example ESMTP\r\n', the port greets as FTP and mail servers do",
    })
    void aGreetingNamesTheService(String greeting, String because) throws Exception {
        var result = probe(PATIENCE, socket -> {
            socket.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        });

        assertThat(first(result).known().id()).isEqualTo("another-service");
        assertThat(first(result).evidence()).contains(because);
    }

    @Test
    void aServerThatWaitsForALineIsNamedByTheSecondConnection() throws Exception {
        var result = probe(SHORT, socket -> {
            int last = -1;
            for (int read; (read = socket.getInputStream().read()) >= 0; last = read) {
                if (last == '\r' && read == '\n') {
                    socket.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    return;
                }
            }
        });

        assertThat(first(result).evidence()).first().asString().startsWith("the port speaks HTTP");
    }

    @Test
    void aServerThatIsSilentStaysASilentServer() throws Exception {
        var result = probe(SHORT, socket -> socket.getInputStream().readAllBytes());

        assertThat(first(result).known().id()).isEqualTo("service-hung");
    }

    private static RankedCause first(Result result) {
        return result.causes().get(0);
    }

    private static Result probe(Duration patience, Talk talk) throws Exception {
        try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var serving = new Thread(() -> {
                while (true) {
                    try (var socket = server.accept()) {
                        talk.with(socket);
                    } catch (IOException closed) {
                        if (server.isClosed()) {
                            return;
                        }
                    }
                }
            });
            serving.setDaemon(true);
            serving.start();
            var options = ClientOptions.of(InetSocketAddress.createUnresolved("127.0.0.1", server.getLocalPort()))
                    .connectTimeout(PATIENCE)
                    .deadlines(Deadlines.each(patience));
            return Probe.of("host", options).named().result();
        }
    }
}
