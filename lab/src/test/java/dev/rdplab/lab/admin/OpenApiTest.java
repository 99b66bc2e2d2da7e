package dev.rdplab.lab.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.lab.run.Clients;
import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The description is a sound one, and the server answers as it says, whatever it is sent. */
class OpenApiTest {

    private static final long SEED = 904;
    private static final int WRONG_REQUESTS = 400;
    private static final int ANSWER_LIMIT_MILLIS = 15_000;
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "options", "head");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode API = read();

    /** One request as it goes over the wire. @param operation what it was made from */
    private record Sent(String operation, String method, String path, String type, String body) {}

    private record Answer(int status, String head, String body) {}

    @Test
    void theDescriptionIsWhole() {
        assertThat(API.path("openapi").asText()).startsWith("3.1.");
        assertThat(API.at("/info/title").asText()).isNotBlank();
        assertThat(API.at("/info/version").asText()).isNotBlank();
        var ids = new TreeSet<String>();
        operations().forEach(operation -> {
            assertThat(ids.add(operation.path("operationId").asText())).isTrue();
            assertThat(operation.path("summary").asText()).isNotBlank();
            assertThat(operation.path("responses").has("200")).isTrue();
            assertThat(operation.path("responses").has("default")).isTrue();
        });
        API.findValuesAsText("$ref")
                .forEach(ref -> assertThat(API.at(ref.substring(1)).isMissingNode())
                        .as(ref)
                        .isFalse());
    }

    @Test
    @Timeout(120)
    void rightRequestsAreAnsweredAsDescribed() throws Exception {
        try (var lab = new Lab()) {
            lab.connectOnce();
            for (Sent request : right()) {
                var answer = lab.send(request);
                assertThat(answer.status()).as(request + " " + answer).isEqualTo(200);
                assertThat(problems(request, answer)).as(request + " " + answer).isEmpty();
            }
        }
    }

    @Test
    @Timeout(300)
    void wrongRequestsAreRefusedAndNeverHang() throws Exception {
        var random = new Random(SEED);
        try (var lab = new Lab()) {
            var right = right();
            for (int i = 0; i < WRONG_REQUESTS; i++) {
                var request = spoiled(right.get(random.nextInt(right.size())), random);
                var answer = lab.send(request);
                assertThat(answer.status())
                        .as("seed " + SEED + ", request " + i + ": " + request + " " + answer)
                        .isBetween(200, 499);
                if (answer.status() == 405) {
                    assertThat(answer.head().toLowerCase(java.util.Locale.ROOT)).contains("\r\nallow: ");
                }
                if (answer.status() >= 400 && answer.status() != 413) {
                    assertThat(JSON.readTree(answer.body()).path("error").asText())
                            .isNotBlank();
                }
            }
            assertThat(lab.send(new Sent("health", "GET", "/health", "", "")).status())
                    .isEqualTo(200);
        }
    }

    /** One for every operation but the endless stream, made of the examples. */
    private static List<Sent> right() {
        var requests = new ArrayList<Sent>();
        API.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey()) && !path.getKey().equals("/events")) {
                        requests.add(right(path.getKey(), operation.getKey(), operation.getValue()));
                    }
                }));
        return requests;
    }

    private static Sent right(String path, String method, JsonNode operation) {
        String filled = path;
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asText().equals("path")) {
                filled = filled.replace(
                        "{" + parameter.path("name").asText() + "}",
                        parameter.at("/schema/examples/0").asText());
            }
        }
        var schema = operation.at("/requestBody/content/application~1json/schema");
        String body = schema.isMissingNode() ? "" : example(schema).toString();
        String type = body.isEmpty() ? "" : "application/json";
        return new Sent(
                operation.path("operationId").asText(), method.toUpperCase(java.util.Locale.ROOT), filled, type, body);
    }

    private static ObjectNode example(JsonNode schema) {
        var body = JSON.createObjectNode();
        var all = new ArrayList<JsonNode>();
        schema.path("allOf").forEach(part -> all.add(resolved(part)));
        if (all.isEmpty()) {
            all.add(resolved(schema));
        }
        for (JsonNode part : all) {
            part.path("properties").properties().forEach(property -> {
                var examples = property.getValue().path("examples");
                if (!examples.isEmpty()) {
                    body.set(property.getKey(), examples.get(0));
                }
            });
        }
        return body;
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? API.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static Sent spoiled(Sent r, Random random) {
        var words = List.of(
                "",
                "null",
                "[]",
                "{",
                "{}",
                "\"x\"",
                "7",
                "{\"a\":1}",
                "{\"scenario\":{}}",
                "{\"scenario\":[\"x\"]}",
                "{\"file\":\"\\u0000\"}",
                "{\"file\":\"a: &x [*x]\"}",
                "{\"file\":\"- -\"}",
                "{\"scenario\":\"x\",\"scenario\":\"y\"}",
                "{\"connections\":1e99}",
                "{\"connections\":-1}",
                "[".repeat(5_000),
                "\ud83d\ude00",
                "{\"cookie\":\"\\r\\n\",\"scenario\":\"account-locked\"}");
        return switch (random.nextInt(9)) {
            case 0 ->
                new Sent(
                        r.operation(),
                        r.method(),
                        r.path(),
                        "application/json",
                        words.get(random.nextInt(words.size())));
            case 1 -> new Sent(r.operation(), r.method(), r.path(), "text/plain", r.body() + "x");
            case 2 ->
                new Sent(
                        r.operation(),
                        List.of("GET", "PUT", "POST", "DELETE", "PATCH", "TRACE", "QUUX")
                                .get(random.nextInt(7)),
                        r.path(),
                        r.type(),
                        r.body());
            case 3 ->
                new Sent(
                        r.operation(),
                        r.method(),
                        r.path()
                                + List.of(
                                                "/",
                                                "/..",
                                                "?a=b",
                                                "?limit=x",
                                                "?pattern=%",
                                                "?pattern=%ff",
                                                "?after=-1",
                                                "/%00",
                                                "?pattern=nope",
                                                "x".repeat(5_000))
                                        .get(random.nextInt(10)),
                        r.type(),
                        r.body());
            case 4 ->
                new Sent(
                        r.operation(),
                        r.method(),
                        r.path(),
                        r.type(),
                        r.body().isEmpty()
                                ? "x"
                                : r.body().substring(0, random.nextInt(r.body().length())));
            case 5 -> new Sent(r.operation(), r.method(), r.path(), "application/json", flipped(r.body(), random));
            case 6 ->
                new Sent(
                        r.operation(),
                        r.method(),
                        r.path(),
                        "application/json",
                        r.body()
                                .replaceFirst(
                                        "\"[a-z-]+\"}",
                                        List.of("7}", "null}", "true}", "[]}", "\"\"}")
                                                .get(random.nextInt(5))));
            case 7 ->
                new Sent(
                        r.operation(),
                        r.method(),
                        r.path(),
                        "application/json",
                        "{\"unknown\":" + random.nextInt() + "}");
            default ->
                new Sent(r.operation(), r.method(), "/" + Long.toString(random.nextLong(), 36), r.type(), r.body());
        };
    }

    private static String flipped(String body, Random random) {
        if (body.isEmpty()) {
            return "\0";
        }
        var chars = body.toCharArray();
        chars[random.nextInt(chars.length)] = (char) random.nextInt(128);
        return new String(chars);
    }

    private static Set<ValidationMessage> problems(Sent request, Answer answer) throws IOException {
        var operation = operations().stream()
                .filter(o -> o.path("operationId").asText().equals(request.operation()))
                .findFirst()
                .orElseThrow();
        var schema = resolved(operation.at("/responses/200")).at("/content/application~1json/schema");
        // References point into the whole description, so that is what the schema is wrapped in.
        var whole = (ObjectNode) schema.deepCopy();
        whole.set("components", API.path("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of("urn:rdplab:" + request.operation()), whole)
                .validate(JSON.readTree(answer.body()));
    }

    private static List<JsonNode> operations() {
        var operations = new ArrayList<JsonNode>();
        API.path("paths").forEach(path -> StreamSupport.stream(path.spliterator(), false)
                .filter(node -> node.has("operationId"))
                .forEach(operations::add));
        return operations;
    }

    private static JsonNode read() {
        try (var in = AdminServer.class.getResourceAsStream("openapi.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final class Lab implements AutoCloseable {

        private final AdminEvents events = new AdminEvents();
        private final ScenarioServer server;
        private final AdminServer admin;

        private Lab() throws IOException {
            var usual = Catalogue.load().find("active/session-nla").orElseThrow();
            server = ScenarioServer.start(usual, ScenarioServerOptions.DEFAULT);
            admin = AdminServer.start(server, events, AdminOptions.DEFAULT);
        }

        private void connectOnce() throws InterruptedException {
            var client = server.playbook().usual().client();
            RdpClient.run(Clients.options(client, server.address()));
            assertThat(server.awaitFinished(1, Duration.ofSeconds(20))).isTrue();
        }

        /** Over a plain socket: an HTTP client would refuse to send half of these. */
        private Answer send(Sent request) throws IOException {
            var body = request.body().getBytes(StandardCharsets.UTF_8);
            var head = request.method() + " " + request.path() + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                    + (request.type().isEmpty() ? "" : "Content-Type: " + request.type() + "\r\n")
                    + "Content-Length: " + body.length + "\r\n\r\n";
            try (var socket =
                    new Socket(admin.address().getAddress(), admin.address().getPort())) {
                socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(body);
                var text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(text).as(request.toString()).startsWith("HTTP/1.1 ");
                int end = text.indexOf("\r\n\r\n");
                return new Answer(
                        Integer.parseInt(text.substring(9, 12)), text.substring(0, end), text.substring(end + 4));
            }
        }

        @Override
        public void close() {
            admin.close();
            server.close();
        }
    }
}
