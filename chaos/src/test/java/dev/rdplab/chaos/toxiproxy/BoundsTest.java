package dev.rdplab.chaos.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoundsTest {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void takesSoManyToxicsAndNoMore() throws Exception {
        try (var server = EmbeddedToxiproxy.start(0, 7)) {
            post(server, "/proxies", "{\"name\":\"p\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"127.0.0.1:9\"}");
            for (int i = 0; i < Proxy.MAX_TOXICS; i++) {
                assertThat(post(server, "/proxies/p/toxics", "{\"type\":\"noop\",\"name\":\"t" + i + "\"}")
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(post(server, "/proxies/p/toxics", "{\"type\":\"noop\"}").body())
                    .contains("too many toxics");
        }
    }

    @Test
    void takesSoManyProxiesAndNoMore() throws Exception {
        try (var server = EmbeddedToxiproxy.start(0, 7)) {
            var list = new ArrayList<String>();
            for (int i = 0; i <= Proxies.MAX_PROXIES; i++) {
                list.add("{\"name\":\"p" + i + "\",\"upstream\":\"127.0.0.1:9\",\"enabled\":false}");
            }
            assertThat(post(server, "/populate", list.toString()).body()).contains("too many proxies");
        }
    }

    @Test
    void refusesALongBody() throws Exception {
        try (var server = EmbeddedToxiproxy.start(0, 7)) {
            var body = " ".repeat(EmbeddedToxiproxy.MAX_BODY + 1);
            assertThat(post(server, "/proxies", body).statusCode()).isEqualTo(413);
        }
    }

    @Test
    void stopsReadingWhenNothingPasses() throws Exception {
        var written = new java.util.concurrent.atomic.AtomicLong();
        try (var server = EmbeddedToxiproxy.start(0, 7);
                var upstream = new Loopback(socket -> {
                    var block = Loopback.bytes(64 << 10);
                    while (written.get() < 256L << 20) {
                        socket.getOutputStream().write(block);
                        written.addAndGet(block.length);
                    }
                })) {
            var answer = post(
                    server,
                    "/proxies",
                    "{\"name\":\"p\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"" + upstream.address() + "\"}");
            post(server, "/proxies/p/toxics", "{\"type\":\"bandwidth\",\"attributes\":{\"rate\":0}}");
            int port = Integer.parseInt(answer.body().replaceAll(".*\"listen\":\"127.0.0.1:(\\d+)\".*", "$1"));
            try (var socket = Loopback.connect(port)) {
                assertThat(Loopback.read(socket, 1_000).summary()).isEqualTo("0 TIMEOUT");
            }
            // The high-water mark and what two kernels buffer, far below what the server would send
            assertThat(written.get()).isLessThan(32L << 20);
        }
    }

    private static HttpResponse<String> post(EmbeddedToxiproxy server, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.address().getPort() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
