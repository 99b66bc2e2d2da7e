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
import java.util.HexFormat;
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
        "'220 mail.example ESMTP\r\n', the port sends a greeting like that of an FTP or mail server",
        "'* OK IMAP4rev1 ready\r\n', the port sends a greeting like that of an FTP or mail server",
        "'+OK POP3 ready\r\n', the port sends a greeting like that of an FTP or mail server",
        "'-ERR unknown command\r\n', the port speaks Redis",
    })
    void aGreetingNamesTheService(String greeting, String because) throws Exception {
        var result = probe(PATIENCE, socket -> {
            socket.getOutputStream().write(greeting.getBytes(StandardCharsets.ISO_8859_1));
            socket.getInputStream().readAllBytes();
        });

        assertThat(first(result).known().id()).isEqualTo("another-service");
        assertThat(first(result).evidence()).contains(because);
        assertThat(result.causes())
                .filteredOn(cause -> cause.known().id().equals("stray-bytes-in-tunnel"))
                .allMatch(cause -> cause.score() < 50);
    }

    @ParameterizedTest
    @CsvSource({
        "4a0000000a352e372e3430, the port speaks MySQL",
        "830000018f, the port speaks SMB",
        "fffd18fffd20, the port speaks Telnet",
        "05000d03100000001800000000000000, the port speaks DCE/RPC",
    })
    void aBinaryAnswerNamesTheService(String bytes, String because) throws Exception {
        var result = probe(PATIENCE, socket -> {
            socket.getOutputStream().write(HexFormat.of().parseHex(bytes));
            socket.getInputStream().readAllBytes();
        });

        assertThat(first(result).known().id()).isEqualTo("another-service");
        assertThat(first(result).evidence()).first().asString().startsWith(because);
    }

    @Test
    void aPortThatSendsBackWhatItIsSentIsNamed() throws Exception {
        var result = probe(PATIENCE, socket -> {
            var buffer = new byte[512];
            int read = socket.getInputStream().read(buffer);
            socket.getOutputStream().write(buffer, 0, read);
            socket.getInputStream().readAllBytes();
        });

        assertThat(first(result).evidence()).first().asString().startsWith("the port sends back what it is sent");
    }

    @Test
    void aProxyIsNamedByTheSecondConnection() throws Exception {
        var result = probe(PATIENCE, socket -> {
            if (socket.getInputStream().read() == 0x16) {
                socket.getOutputStream().write(new byte[] {5, (byte) 0xFF});
            }
        });

        assertThat(first(result).evidence()).first().asString().startsWith("the port speaks SOCKS");
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
