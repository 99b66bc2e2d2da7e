package dev.rdplab.chaos.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.testkit.ClosedPort;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HTTP interface: every answer, and every mistake in the words of the original. */
abstract class ToxiproxyHttpContract extends ToxiproxyFixture {

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
        int port = proxy("p", "127.0.0.1:9");
        toxic("p", "timeout", "downstream", "\"timeout\":0");
        send("POST", "/proxies/p", "{\"enabled\":false}");
        try (var nobody = ClosedPort.of(port)) { // that the number stays the proxy's
            assertThat(send("POST", "/reset", null).statusCode())
                    .as("at port " + nobody.number())
                    .isEqualTo(204);
        }
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
}
