package dev.rdplab.chaos.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/**
 * A Toxiproxy server under test, whichever it is: requests to its HTTP interface, and proxies that are gone after each test.
 * Times have generous upper bounds: the machine may be busy.
 */
@Timeout(240)
abstract class ToxiproxyFixture {

    static final ObjectMapper JSON = new ObjectMapper();
    static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** Nothing comes within this time. */
    static final int QUIET = 400;

    static final int PATIENCE = 60_000;

    final AutoCloseable[] opened = new AutoCloseable[16];
    int count;

    abstract int apiPort();

    @AfterEach
    void cleanUp() throws Exception {
        var names = new ArrayList<String>();
        get("/proxies").fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            send("DELETE", "/proxies/" + name, null);
        }
        while (count > 0) {
            opened[--count].close();
        }
    }

    static Loopback talkingAndListening() throws IOException {
        var holder = new Loopback[1];
        holder[0] = new Loopback(socket -> {
            try {
                socket.getOutputStream().write(Loopback.bytes(10));
            } catch (IOException e) {
                // The reset was faster.
                holder[0].seen.add(new Loopback.Read(new byte[0], "RST", 0, 0, 0));
                return;
            }
            holder[0].seen.add(Loopback.read(socket, PATIENCE));
        });
        return holder[0];
    }

    static byte[] echo(int port, byte[] bytes) throws Exception {
        try (var socket = Loopback.connect(port)) {
            socket.setSoTimeout(PATIENCE);
            var writer = new Thread(() -> {
                try {
                    socket.getOutputStream().write(bytes);
                } catch (IOException e) {
                    // The reader sees it.
                }
            });
            writer.start();
            var back = socket.getInputStream().readNBytes(bytes.length);
            writer.join();
            return back;
        }
    }

    int proxy(String name, String upstream) throws Exception {
        var answer = send(
                "POST",
                "/proxies",
                "{\"name\":\"" + name + "\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"" + upstream + "\"}");
        var listen = JSON.readTree(answer.body()).get("listen").textValue();
        return Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
    }

    void toxic(String proxy, String type, String stream, String attributes) throws Exception {
        var answer = send(
                "POST",
                "/proxies/" + proxy + "/toxics",
                "{\"type\":\"" + type + "\",\"stream\":\"" + stream + "\",\"attributes\":{" + attributes + "}}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    JsonNode get(String path) throws Exception {
        return JSON.readTree(send("GET", path, null).body());
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
        var publisher = body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        var request =
                HttpRequest.newBuilder(uri(path)).method(method, publisher).build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + apiPort() + path);
    }

    <T extends AutoCloseable> T open(T resource) {
        opened[count++] = resource;
        return resource;
    }
}
