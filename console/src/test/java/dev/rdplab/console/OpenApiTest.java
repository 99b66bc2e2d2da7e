package dev.rdplab.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.rdplab.console.Described.Operation;
import dev.rdplab.console.Described.Sent;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The description is a sound one, it describes all of the interface, and the server answers as it says, whatever it is sent. */
class OpenApiTest {

    private static final long SEED = 904;
    private static final int WRONG_REQUESTS = 400;
    private static final JsonNode API = Described.API;
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    @Test
    void theDescriptionIsWhole() {
        assertThat(API.path("openapi").asText()).startsWith("3.1.");
        assertThat(API.at("/info/title").asText()).isNotBlank();
        assertThat(API.at("/info/version").asText()).isNotBlank();
        var ids = new TreeSet<String>();
        for (Operation operation : Described.operations()) {
            assertThat(ids.add(operation.id())).isTrue();
            assertThat(operation.node().path("summary").asText()).isNotBlank();
            assertThat(operation.node().path("responses").has("200")).isTrue();
            assertThat(operation.node().path("responses").has("default")).isTrue();
            var named = operation.node().path("parameters").findValuesAsText("name").stream()
                    .filter(name -> operation.path().contains("{" + name + "}"));
            assertThat(named).hasSize(operation.path().split("\\{", -1).length - 1);
        }
        API.findValuesAsText("$ref")
                .forEach(ref -> assertThat(API.at(ref.substring(1)).isMissingNode())
                        .as(ref)
                        .isFalse());
    }

    @Test
    void everySchemaIsOne() {
        var schemas = API.findValues("schema");
        API.at("/components/schemas").forEach(schemas::add);
        var meta = SCHEMAS.getSchema(SchemaLocation.of(SchemaId.V202012));

        assertThat(schemas).hasSizeGreaterThan(20).allSatisfy(schema -> assertThat(meta.validate(schema))
                .isEmpty());
    }

    @Test
    void whatIsServedIsDescribedAndNothingElse() {
        Map<String, Set<String>> described = new HashMap<>();
        Described.operations().forEach(operation -> described
                .computeIfAbsent(operation.path(), path -> new TreeSet<>())
                .add(operation.method()));
        Map<String, Set<String>> served = new HashMap<>();
        AdminApi.ROUTES.forEach((path, route) -> served.put(path, new TreeSet<>(route.methods())));
        served.put(Described.STREAM, Set.of("GET"));

        assertThat(described).isEqualTo(served);
    }

    @Test
    void rightRequestsAreAnsweredAsDescribed() throws Exception {
        try (var lab = new DescribedLab()) {
            lab.connectOnce();
            // What changes things comes last: a reset forgets the connection that is asked for.
            for (Operation operation : answered()) {
                for (Sent request : Described.right(operation)) {
                    if (operation.method().equals("POST")) {
                        lab.send("POST", "/reset");
                    }
                    var answer = lab.send(request);
                    assertThat(answer.status()).as(request + " " + answer).isEqualTo(200);
                    assertDescribed(operation, request, answer);
                }
            }
        }
    }

    private static void assertDescribed(Operation operation, Sent request, DescribedLab.Answer answer)
            throws IOException {
        var type = answer.head()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type: "))
                .map(line -> line.substring("content-type: ".length()).split(";")[0])
                .findFirst()
                .orElse("");
        assertThat(operation.answerTypes()).as(request.toString()).contains(type);
        if (type.equals("application/json")) {
            assertThat(problems(operation.answerSchema(), answer))
                    .as(request + " " + answer)
                    .isEmpty();
        } else {
            assertThat(answer.body()).as(request.toString()).isNotBlank();
        }
    }

    @Test
    @Timeout(300)
    void whatTheDescriptionExcludesIsRefusedAsDescribed() throws Exception {
        try (var lab = new DescribedLab()) {
            lab.connectOnce();
            for (Operation operation : answered()) {
                for (Sent request : Described.wrong(operation)) {
                    var answer = lab.send(request);
                    assertThat(refusals()).as(request + " " + answer).contains(answer.status());
                    assertThat(problems(Described.problemSchema(), answer))
                            .as(request + " " + answer)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void anotherMethodIsRefusedWithThoseThatAreDescribed() throws Exception {
        try (var lab = new DescribedLab()) {
            for (Operation operation : Described.operations()) {
                var path = operation.path().replaceAll("\\{[a-z]+}", "1");
                var allowed = Described.operations().stream()
                        .filter(other -> other.path().equals(operation.path()))
                        .map(Operation::method)
                        .toList();
                for (String method : List.of("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "QUUX")) {
                    if (!allowed.contains(method)) {
                        var answer = lab.send(method, path);
                        assertThat(answer.status()).as(method + " " + path).isEqualTo(405);
                        assertThat(answer.head().toLowerCase(Locale.ROOT))
                                .contains("\r\nallow: "
                                        + String.join(", ", allowed).toLowerCase(Locale.ROOT) + "\r\n");
                    }
                }
            }
        }
    }

    @Test
    @Timeout(300)
    void spoiledRequestsNeverHangNorFail() throws Exception {
        var random = new Random(SEED);
        try (var lab = new DescribedLab()) {
            var right = answered().stream()
                    .flatMap(operation -> Described.right(operation).stream())
                    .toList();
            for (int i = 0; i < WRONG_REQUESTS; i++) {
                var request = spoiled(right.get(random.nextInt(right.size())), random);
                var answer = lab.send(request);
                var as = "seed " + SEED + ", request " + i + ": " + request + " " + answer;
                assertThat(answer.status()).as(as).isBetween(200, 499);
                if (answer.status() >= 400) {
                    assertThat(refusals()).as(as).contains(answer.status());
                }
                if (answer.status() >= 400 && answer.status() != 413) {
                    assertThat(problems(Described.problemSchema(), answer))
                            .as(as)
                            .isEmpty();
                }
            }
            assertThat(lab.send("GET", "/health").status()).isEqualTo(200);
        }
    }

    /** All but the endless stream; those that change something last, and the reset after them. */
    private static List<Operation> answered() {
        return Described.operations().stream()
                .filter(operation -> !operation.path().equals(Described.STREAM))
                .sorted(Comparator.comparing((Operation o) -> !o.method().equals("GET"))
                        .thenComparing(o -> o.path().equals("/reset")))
                .toList();
    }

    /** The codes that the description explains. */
    private static Set<Integer> refusals() {
        var text = API.at("/components/responses/Problem/description").asText();
        var codes = new TreeSet<Integer>();
        var matcher = Pattern.compile("\\b[45][0-9]{2}\\b").matcher(text);
        while (matcher.find()) {
            codes.add(Integer.valueOf(matcher.group()));
        }
        return codes;
    }

    private static Set<ValidationMessage> problems(JsonNode schema, DescribedLab.Answer answer) throws IOException {
        return SCHEMAS.getSchema(SchemaLocation.of("urn:rdplab:" + schema.hashCode()), schema)
                .validate(Described.JSON.readTree(answer.body()));
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
            case 0 -> made(r, r.method(), r.path(), "application/json", words.get(random.nextInt(words.size())));
            case 1 -> made(r, r.method(), r.path(), "text/plain", r.body() + "x");
            case 2 ->
                made(
                        r,
                        List.of("GET", "PUT", "POST", "DELETE", "PATCH", "TRACE", "QUUX")
                                .get(random.nextInt(7)),
                        r.path(),
                        r.type(),
                        r.body());
            case 3 ->
                made(
                        r,
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
                made(
                        r,
                        r.method(),
                        r.path(),
                        r.type(),
                        r.body().isEmpty()
                                ? "x"
                                : r.body().substring(0, random.nextInt(r.body().length())));
            case 5 -> made(r, r.method(), r.path(), "application/json", flipped(r.body(), random));
            case 6 ->
                made(
                        r,
                        r.method(),
                        r.path(),
                        "application/json",
                        r.body()
                                .replaceFirst(
                                        "\"[a-z-]+\"}",
                                        List.of("7}", "null}", "true}", "[]}", "\"\"}")
                                                .get(random.nextInt(5))));
            case 7 -> made(r, r.method(), r.path(), "application/json", "{\"unknown\":" + random.nextInt() + "}");
            default -> made(r, r.method(), "/" + Long.toString(random.nextLong(), 36), r.type(), r.body());
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

    private static Sent made(Sent from, String method, String path, String type, String body) {
        return new Sent(from.operation(), method, path, type, body, "spoiled");
    }
}
