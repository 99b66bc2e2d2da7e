package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.testkit.ClosedPort;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A probe through small proxies of its own, which know a server by the name {@code inside.example} alone. */
class ProbeProxyTest {

    private static final String INSIDE = "inside.example";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void reachesAServerThatOnlyTheProxyKnows(String scheme) throws Exception {
        try (var server = ScenarioServer.start(
                        Catalogue.load().find("session-nla").orElseThrow(), ScenarioServerOptions.DEFAULT);
                var proxy = new Proxy(scheme, server.address().getPort())) {
            var run = probe(INSIDE + ":3389", scheme + "://127.0.0.1:" + proxy.port());

            assertThat(run.exit()).as(run.out() + run.err()).isZero();
            assertThat(run.out()).containsPattern("x224 +[0-9.]+ +\\d+ +19");
        }
    }

    @ParameterizedTest
    @CsvSource({"http, status: 403 Forbidden", "socks5, status: FORBIDDEN"})
    void tellsTheProxysOwnRefusal(String scheme, String said) throws Exception {
        try (var proxy = new Proxy(scheme, 0)) {
            var url = scheme + "://127.0.0.1:" + proxy.port();
            var run = probe("elsewhere.example:3389", url);

            assertThat(run.exit()).isOne();
            assertThat(run.out().replaceAll("\\s+", " "))
                    .contains("failed in connect", "the proxy " + url + " did not connect: " + said)
                    .contains("The proxy does not connect to the server")
                    .doesNotContain("0x204");
        }
    }

    @Test
    void saysNothingOfWhatAClientShowsForTheProxysRefusal() throws Exception {
        try (var proxy = new Proxy("http", 0)) {
            var run =
                    Cli.run("probe", "elsewhere.example:3389", "--proxy", "http://127.0.0.1:" + proxy.port(), "--json");

            var result = new ObjectMapper().readTree(run.out());
            assertThat(result.path("causes").path(0).path("id").asText()).isEqualTo("proxy-refused");
            result.path("predictions")
                    .forEach(
                            each -> assertThat(each.path("confidence").asText()).isEqualTo("unknown"));
        }
    }

    @Test
    void tellsThatTheProxyIsNotThere() throws Exception {
        try (var closed = ClosedPort.any()) {
            var run = probe("elsewhere.example:3389", "socks5://127.0.0.1:" + closed.number());

            assertThat(run.exit()).isOne();
            assertThat(run.out().replaceAll("\\s+", " ")).contains("no connection to the proxy", "connection refused");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://127.0.0.1:1",
                "127.0.0.1:8080",
                "http://",
                "http://user:pw@h:1",
                "http://h:1/x",
                "socks5://h:0"
            })
    void refusesWhatIsNoProxy(String url) {
        var run = Cli.run("probe", "127.0.0.1:1", "--proxy", url);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--proxy", "socks5://HOST[:PORT] or http://HOST[:PORT]");
    }

    private Cli probe(String target, String proxy) {
        return Cli.run("probe", target, "--proxy", proxy, "--timeout", "60s", "--out", folder.toString());
    }

    /** Serves connections until it is closed. */
    private static final class Proxy implements AutoCloseable {

        private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final List<Socket> open = new ArrayList<>();
        private final int inside;

        Proxy(String scheme, int inside) throws IOException {
            this.inside = inside;
            daemon(() -> {
                while (true) {
                    var client = add(listening.accept());
                    daemon(() -> {
                        if (scheme.equals("http")) {
                            http(client);
                        } else {
                            socks(client);
                        }
                    });
                }
            });
        }

        int port() {
            return listening.getLocalPort();
        }

        private void http(Socket client) throws IOException {
            var in = new DataInputStream(client.getInputStream());
            var request = new StringBuilder();
            while (!request.toString().endsWith("\r\n\r\n")) {
                request.append((char) in.readUnsignedByte());
            }
            boolean known = request.toString().startsWith("CONNECT " + INSIDE + ":3389 HTTP/1.1\r\n");
            var answer =
                    known ? "HTTP/1.1 200 Connected\r\n\r\n" : "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
            join(client, known, answer.getBytes(StandardCharsets.US_ASCII));
        }

        private void socks(Socket client) throws IOException {
            var in = new DataInputStream(client.getInputStream());
            in.readUnsignedByte();
            in.readNBytes(in.readUnsignedByte());
            client.getOutputStream().write(new byte[] {5, 0});
            in.readNBytes(4);
            var name = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
            in.readUnsignedShort();
            boolean known = name.equals(INSIDE);
            join(client, known, new byte[] {5, (byte) (known ? 0 : 2), 0, 1, 0, 0, 0, 0, 0, 0});
        }

        private void join(Socket client, boolean known, byte[] answer) throws IOException {
            if (!known) {
                client.getOutputStream().write(answer);
                client.shutdownOutput();
                return;
            }
            var server = add(new Socket(InetAddress.getLoopbackAddress(), inside));
            client.getOutputStream().write(answer);
            daemon(() -> pump(client, server));
            pump(server, client);
        }

        private static void pump(Socket from, Socket to) throws IOException {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        }

        private synchronized Socket add(Socket socket) {
            open.add(socket);
            return socket;
        }

        private interface Work {
            void run() throws IOException;
        }

        private static void daemon(Work work) {
            var thread = new Thread(() -> {
                try {
                    work.run();
                } catch (IOException closed) {
                    return; // by the other end, or by close()
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public synchronized void close() throws IOException {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        }
    }
}
