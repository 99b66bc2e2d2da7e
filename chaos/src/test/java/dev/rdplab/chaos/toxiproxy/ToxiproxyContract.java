package dev.rdplab.chaos.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rdplab.chaos.link.Direction;
import dev.rdplab.chaos.link.Link;
import dev.rdplab.chaos.link.Toxic;
import dev.rdplab.chaos.link.ToxicKind;
import dev.rdplab.chaos.link.ToxiproxyLink;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What both Toxiproxy servers must do alike. Times have generous upper bounds: the machine may be busy. */
@Timeout(120)
abstract class ToxiproxyContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** Nothing comes within this time. */
    private static final int QUIET = 400;

    private static final int PATIENCE = 15_000;

    private final AutoCloseable[] opened = new AutoCloseable[16];
    private int count;

    abstract int apiPort();

    /** How many starts to race against. */
    abstract int starts();

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

    // The HTTP interface

    @Test
    void saysItsVersionAsPlainText() throws Exception {
        var answer = send("GET", "/version", null);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
        assertThat(answer.body()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void createsAProxyOnAFreePort() throws Exception {
        var answer =
                send("POST", "/proxies", "{\"name\":\"a\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"127.0.0.1:9\"}");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.body())
                .matches("\\{\"name\":\"a\",\"listen\":\"127.0.0.1:[1-9]\\d*\",\"upstream\":\"127.0.0.1:9\","
                        // Version 2.5.0 of the original shows a member of its own inside.
                        + "\"enabled\":true,(\"Logger\":\\{\\},)?\"toxics\":\\[\\]\\}");
        assertThat(get("/proxies").get("a")).isEqualTo(JSON.readTree(answer.body()));
        assertThat(get("/proxies/a")).isEqualTo(JSON.readTree(answer.body()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /proxies/none          |    | 404 | {\"error\":\"proxy not found\",\"status\":404}",
                "DELETE | /proxies/none          |    | 404 | {\"error\":\"proxy not found\",\"status\":404}",
                "GET    | /proxies/p/toxics/none |    | 404 | {\"error\":\"toxic not found\",\"status\":404}",
                "DELETE | /proxies/p/toxics/none |    | 404 | {\"error\":\"toxic not found\",\"status\":404}",
                "POST   | /proxies/p/toxics/none | {} | 404 | {\"error\":\"toxic not found\",\"status\":404}",
                "POST   | /proxies | {\"upstream\":\"x:1\"} | 400 | {\"error\":\"missing required field: name\",\"status\":400}",
                "POST   | /proxies | {\"name\":\"x\"} | 400 | {\"error\":\"missing required field: upstream\",\"status\":400}",
                "POST   | /proxies | {\"name\":\"p\",\"upstream\":\"x:1\"} | 409 | {\"error\":\"proxy already exists\",\"status\":409}",
                "POST   | /proxies/p/toxics | {\"type\":\"loss\"} | 400 | {\"error\":\"invalid toxic type\",\"status\":400}",
                "POST   | /proxies/p/toxics | {\"type\":\"noop\",\"stream\":\"up\"} | 400 | {\"error\":\"stream was invalid, can be either upstream or downstream\",\"status\":400}",
                "POST   | /proxies/p/toxics | {\"type\":\"noop\",\"name\":\"t\"} | 409 | {\"error\":\"toxic already exists\",\"status\":409}",
                "GET    | /none | | 404 | 404 page not found",
            })
    void answersMistakesWithTheSameWords(String method, String path, String body, int status, String text)
            throws Exception {
        proxy("p", "127.0.0.1:9");
        send("POST", "/proxies/p/toxics", "{\"type\":\"noop\",\"name\":\"t\"}");
        var answer = send(method, path, body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(text + "\n");
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/proxies | {",
                "/proxies | {\"name\":1}",
                "/proxies | []",
                "/proxies/p | {\"enabled\":\"yes\"}",
                "/proxies/p/toxics | {\"type\":\"latency\",\"attributes\":{\"latency\":\"1s\"}}",
                "/proxies/p/toxics | {\"type\":\"latency\",\"attributes\":{\"latency\":1.5}}",
                "/proxies/p/toxics | {\"type\":\"latency\",\"toxicity\":\"all\"}",
                "/populate | {}",
                "/populate | nonsense",
            })
    void refusesABadBody(String path, String body) throws Exception {
        proxy("p", "127.0.0.1:9");
        var answer = send("POST", path, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).get("error").textValue()).startsWith("bad request body: ");
    }

    @Test
    void refusesAnEmptyBodyWithTheSameWords() throws Exception {
        assertThat(send("POST", "/proxies", "").body())
                .isEqualTo("{\"error\":\"bad request body: EOF\",\"status\":400}\n");
    }

    @Test
    void saysWhyItCannotListen() throws Exception {
        int port = proxy("p", "127.0.0.1:9");
        var listen = "127.0.0.1:" + port;
        assertThat(send("POST", "/proxies", "{\"name\":\"q\",\"upstream\":\"x:1\",\"listen\":\"" + listen + "\"}")
                        .body())
                .isEqualTo("{\"error\":\"listen tcp " + listen + ": bind: address already in use\",\"status\":500}\n");
        assertThat(send("POST", "/proxies", "{\"name\":\"q\",\"upstream\":\"x:1\",\"listen\":\"here\"}")
                        .body())
                .isEqualTo("{\"error\":\"listen tcp: address here: missing port in address\",\"status\":500}\n");
        assertThat(get("/proxies")).hasSize(1);
    }

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
        long longest; // pause between two writes: a busy machine may not write before the timeout
        long all;
        do {
            try (var socket = Loopback.connect(port)) {
                long start = System.nanoTime();
                longest = 0;
                for (int i = 0; i < 4; i++) {
                    long before = System.nanoTime();
                    socket.getOutputStream().write(1);
                    Loopback.read(socket, 200);
                    longest = Math.max(longest, Loopback.millis(before));
                }
                assertThat(Loopback.read(socket, PATIENCE).end()).isEqualTo("FIN");
                all = Loopback.millis(start);
            }
        } while (longest > 400);
        assertThat(all).isGreaterThan(1_150);
    }

    @Test
    void refusesBrowsersAndOtherMethods() throws Exception {
        var request = HttpRequest.newBuilder(uri("/proxies"))
                .header("User-Agent", "Mozilla/5.0")
                .build();
        var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("User agent not allowed\n");
        assertThat(send("PUT", "/proxies", "{}").statusCode()).isEqualTo(405);
        assertThat(send("DELETE", "/version", null).statusCode()).isEqualTo(405);
        assertThat(send("GET", "/reset", null).statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "noop       | {}",
                "latency    | {\"latency\":3,\"jitter\":2}",
                "bandwidth  | {\"rate\":5}",
                "slicer     | {\"average_size\":5,\"size_variation\":2,\"delay\":7}",
                "limit_data | {\"bytes\":9}",
                "timeout    | {\"timeout\":4}",
                "reset_peer | {\"timeout\":4}",
                "slow_close | {\"delay\":6}",
            })
    void knowsEveryToxicWithItsAttributes(String type, String attributes) throws Exception {
        proxy("p", "127.0.0.1:9");
        var answer = send("POST", "/proxies/p/toxics", "{\"type\":\"" + type + "\",\"attributes\":" + attributes + "}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"attributes\":" + attributes + ",\"name\":\"" + type + "_downstream\",\"type\":\"" + type
                        + "\",\"stream\":\"downstream\",\"toxicity\":1}");
        assertThat(get("/proxies/p/toxics/" + type + "_downstream")).isEqualTo(JSON.readTree(answer.body()));
        assertThat(get("/proxies/p/toxics").get(0)).isEqualTo(JSON.readTree(answer.body()));
        assertThat(get("/proxies/p").get("toxics")).hasSize(1);
        assertThat(send("DELETE", "/proxies/p/toxics/" + type + "_downstream", null)
                        .statusCode())
                .isEqualTo(204);
        assertThat(get("/proxies/p/toxics")).isEmpty();
    }

    @Test
    void changesOnlyTheAttributesThatAreGiven() throws Exception {
        proxy("p", "127.0.0.1:9");
        toxic("p", "latency", "upstream", "\"latency\":3,\"jitter\":2");
        send("POST", "/proxies/p/toxics/latency_upstream", "{\"attributes\":{\"jitter\":1},\"toxicity\":0.5}");
        var toxic = get("/proxies/p/toxics/latency_upstream");
        assertThat(toxic.get("attributes").toString()).isEqualTo("{\"latency\":3,\"jitter\":1}");
        assertThat(toxic.get("toxicity").doubleValue()).isEqualTo(0.5);
        send("POST", "/proxies/p/toxics/latency_upstream", "{\"attributes\":{\"latency\":4}}");
        assertThat(get("/proxies/p/toxics/latency_upstream").get("toxicity").doubleValue())
                .isEqualTo(0.5);
    }

    @Test
    void listsUpstreamToxicsFirst() throws Exception {
        proxy("p", "127.0.0.1:9");
        toxic("p", "noop", "downstream", "");
        toxic("p", "slow_close", "upstream", "\"delay\":1");
        assertThat(get("/proxies/p/toxics").findValuesAsText("name"))
                .containsExactly("slow_close_upstream", "noop_downstream");
    }

    @Test
    void populatesAndLeavesAloneWhatIsTheSame() throws Exception {
        var body = "[{\"name\":\"a\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"127.0.0.1:9\",\"enabled\":false},"
                + "{\"name\":\"b\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"127.0.0.1:9\"}]";
        var answer = send("POST", "/populate", body);
        assertThat(answer.statusCode()).isEqualTo(201);
        var proxies = JSON.readTree(answer.body()).get("proxies");
        assertThat(proxies.get(0).get("enabled").booleanValue()).isFalse();
        assertThat(proxies.get(1).get("enabled").booleanValue()).isTrue();
        assertThat(get("/proxies")).hasSize(2);
        var bad = send("POST", "/populate", "[{\"name\":\"c\",\"upstream\":\"x:1\"},{\"name\":\"d\"}]");
        assertThat(JSON.readTree(bad.body()))
                .isEqualTo(JSON.readTree("{\"error\":\"missing required field: upstream at proxy 2\",\"status\":400,"
                        + "\"proxies\":null}"));
        assertThat(get("/proxies")).hasSize(2);
    }

    @Test
    void resetEnablesAndTakesAwayEveryToxic() throws Exception {
        proxy("p", "127.0.0.1:9");
        toxic("p", "timeout", "downstream", "\"timeout\":0");
        send("POST", "/proxies/p", "{\"enabled\":false}");
        assertThat(send("POST", "/reset", null).statusCode()).isEqualTo(204);
        assertThat(get("/proxies/p").get("enabled").booleanValue()).isTrue();
        assertThat(get("/proxies/p").get("toxics")).isEmpty();
    }

    @Test
    void isDrivenByToxiproxyJava() throws Exception {
        var client = new ToxiproxyClient("127.0.0.1", apiPort());
        var proxy = client.createProxy("java", "127.0.0.1:0", "127.0.0.1:9");
        Latency latency = proxy.toxics().latency("late", ToxicDirection.UPSTREAM, 5);
        latency.setJitter(2).setToxicity(0.25f);
        assertThat(proxy.toxics().get("late", Latency.class).getJitter()).isEqualTo(2);
        assertThat(proxy.toxics().get("late").getToxicity()).isEqualTo(0.25f);
        assertThat(proxy.toxics().getAll()).hasSize(1);
        latency.remove();
        assertThat(proxy.toxics().getAll()).isEmpty();
        proxy.disable();
        assertThat(client.getProxy("java").isEnabled()).isFalse();
        proxy.delete();
        assertThat(client.getProxyOrNull("java")).isNull();
    }

    // The stream

    @Test
    void passesBytesUnchangedBothWays() throws Exception {
        int port = proxy("p", open(Loopback.echo()).address());
        assertThat(echo(port, Loopback.bytes(1 << 20))).isEqualTo(Loopback.bytes(1 << 20));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 40_000})
    void cutsAfterExactlySoManyBytesDownstreamWithAFin(int limit) throws Exception {
        int port = proxy("p", open(Loopback.sending(50_000)).address());
        toxic("p", "limit_data", "downstream", "\"bytes\":" + limit);
        var read = Loopback.read(open(Loopback.connect(port)), PATIENCE);
        assertThat(read.summary()).isEqualTo(limit + " FIN");
        assertThat(read.bytes()).isEqualTo(java.util.Arrays.copyOf(Loopback.bytes(50_000), limit));
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
        var read = Loopback.readAll(port, PATIENCE);
        assertThat(read.bytes()).isEqualTo(Loopback.bytes(2_000));
        assertThat(read.reads()).isGreaterThan(20);
        assertThat(read.endMillis()).isGreaterThan(60);
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
                            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
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
        assertThatThrownBy(() -> Loopback.connect(port)).isInstanceOf(ConnectException.class);
        send("POST", "/proxies/p", "{\"enabled\":true}");
        assertThat(echo(port, Loopback.bytes(10))).hasSize(10);
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
        for (int i = 0; i < starts(); i++) {
            try (var taken = taken()) {
                int port = taken.getLocalPort();
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

    private static Loopback talkingAndListening() throws IOException {
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

    private static Socket persistently(int port, AtomicBoolean stop) throws IOException {
        while (!stop.get()) {
            try {
                return Loopback.connect(port);
            } catch (ConnectException e) {
                Thread.onSpinWait();
            }
        }
        throw new IOException("stopped");
    }

    /**
     * A port on which nobody listens, and which the kernel gives to nobody who asks for any port: otherwise another process
     * may listen there until the proxy does, or this test's own client may connect to itself. The proxy asks for it by number
     * and gets it, since both allow the address to be reused.
     */
    private static Socket taken() throws IOException {
        var socket = new Socket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return socket;
    }

    private static byte[] echo(int port, byte[] bytes) throws Exception {
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

    private int proxy(String name, String upstream) throws Exception {
        var answer = send(
                "POST",
                "/proxies",
                "{\"name\":\"" + name + "\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"" + upstream + "\"}");
        var listen = JSON.readTree(answer.body()).get("listen").textValue();
        return Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
    }

    private void toxic(String proxy, String type, String stream, String attributes) throws Exception {
        var answer = send(
                "POST",
                "/proxies/" + proxy + "/toxics",
                "{\"type\":\"" + type + "\",\"stream\":\"" + stream + "\",\"attributes\":{" + attributes + "}}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private JsonNode get(String path) throws Exception {
        return JSON.readTree(send("GET", path, null).body());
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        var publisher = body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        var request =
                HttpRequest.newBuilder(uri(path)).method(method, publisher).build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + apiPort() + path);
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened[count++] = resource;
        return resource;
    }
}
