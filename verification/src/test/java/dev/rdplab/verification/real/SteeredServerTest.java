package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code rdplab serve --admin} as a program, steered by plain HTTP as any language can, with our own client before it. */
@Execution(ExecutionMode.CONCURRENT)
class SteeredServerTest {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Account ALICE = Account.ALICE;
    private static final Pattern ADMIN = Pattern.compile("admin on (http://127\\.0\\.0\\.1:\\d+)\\R");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void theNextConnectionGetsWhatWasQueuedAndIsTold() throws Exception {
        try (RealProcess served = LabCommand.serve(ALICE, "--security", "nla", "--admin", "0")) {
            var admin = admin(served);
            var events = lines(admin + "/events");
            assertThat(post(admin + "/queue", "{\"scenario\": \"server-key-unreadable\"}"))
                    .returns(200, HttpResponse::statusCode);

            assertThat(LabCommand.probe(LabCommand.port(served), ALICE)).returns(1, Finished::exitCode);
            assertThat(LabCommand.probe(LabCommand.port(served), ALICE)).returns(0, Finished::exitCode);

            assertThat(events.filter(line -> line.startsWith("event: finished")).limit(2))
                    .hasSize(2);
            var connections = get(admin + "/connections");
            assertThat(connections).hasSizeGreaterThanOrEqualTo(2);
            assertThat(connections.get(0).path("ending").asText()).isEqualTo("closed-rst");
            assertThat(connections.get(0).path("scenario").asText()).isEqualTo("tls/server-key-unreadable");
            assertThat(connections.get(connections.size() - 1).path("stage").asText())
                    .isEqualTo("active");
            assertThat(get(admin + "/connections/1").path("transcript")).isNotEmpty();
        }
    }

    @Test
    void aWrongRequestIsToldWhatIsWrong() throws Exception {
        try (RealProcess served = LabCommand.serve(ALICE, "--admin", "0")) {
            var admin = admin(served);

            assertThat(post(admin + "/queue", "{\"scenario\": \"server-key-unreadable\", \"conections\": 2}"))
                    .returns(400, HttpResponse::statusCode)
                    .extracting(HttpResponse::body)
                    .asString()
                    .contains("conections");
            assertThat(get(admin + "/health").path("queued").asInt()).isZero();
        }
    }

    @Test
    void elsewhereThanOnLoopbackItWantsAToken() {
        Finished refused = LabCommand.run("serve", "--port", "0", "--listen", "0.0.0.0", "--admin", "0");

        assertThat(refused).returns(2, Finished::exitCode);
        assertThat(refused.stderr()).contains("token").doesNotContain("Exception");
    }

    private static String admin(RealProcess served) {
        var matcher = ADMIN.matcher(served.awaitOutput(ADMIN, LIMIT).output());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private JsonNode get(String url) throws Exception {
        var answer = http.send(request(url).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> post(String url, String body) throws Exception {
        return http.send(
                request(url)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private Stream<String> lines(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofLines())
                .body();
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT);
    }
}
