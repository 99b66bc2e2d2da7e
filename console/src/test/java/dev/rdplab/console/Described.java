package dev.rdplab.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The description of the interface, and the requests that follow from it: right ones, and wrong ones of every kind it excludes. */
final class Described {

    static final JsonNode API = read();
    static final ObjectMapper JSON = new ObjectMapper();

    /** Answers without end, so no request is made of it. */
    static final String STREAM = "/events";

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "options", "head");

    private Described() {}

    /** @param node its part of the description */
    record Operation(String path, String method, JsonNode node) {

        String id() {
            return node.path("operationId").asText();
        }

        private JsonNode bodySchema() {
            return node.at("/requestBody/content/application~1json/schema");
        }

        /** The media types of the answer to a right request. */
        Set<String> answerTypes() {
            var types = new TreeSet<String>();
            resolved(node.at("/responses/200")).path("content").fieldNames().forEachRemaining(types::add);
            return types;
        }

        /** The schema of the answer to a right request, which may point into the whole description. */
        ObjectNode answerSchema() {
            return whole(resolved(node.at("/responses/200")).at("/content/application~1json/schema"));
        }
    }

    /** A request as it goes over the wire. @param what is right or wrong about it */
    record Sent(Operation operation, String method, String path, String type, String body, String what) {}

    static List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        API.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method -> operations.add(
                        new Operation(path.getKey(), method.getKey().toUpperCase(Locale.ROOT), method.getValue()))));
        return operations;
    }

    /** The schema of every refusal. */
    static ObjectNode problemSchema() {
        return whole(API.at("/components/responses/Problem/content/application~1json/schema"));
    }

    /** References point into the whole description, so that is what a schema is wrapped in. */
    private static ObjectNode whole(JsonNode schema) {
        var whole = (ObjectNode) schema.deepCopy();
        whole.set("components", API.path("components"));
        return whole;
    }

    static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? API.at(node.path("$ref").asText().substring(1)) : node;
    }

    /** With and without whatever is optional, each value at its bounds. */
    static List<Sent> right(Operation operation) {
        var requests = new ArrayList<Sent>();
        for (ObjectNode body : rightBodies(operation)) {
            requests.add(sent(operation, "", body, "as described"));
        }
        for (JsonNode parameter : parameters(operation, "query")) {
            var name = parameter.path("name").asText();
            for (JsonNode value : right(parameter.path("schema"))) {
                requests.add(sent(operation, query(name, value), null, name + " at its bounds"));
            }
        }
        return requests;
    }

    /** What the description excludes, one thing at a time. */
    static List<Sent> wrong(Operation operation) {
        var requests = new ArrayList<Sent>();
        var right = right(operation).get(0);
        requests.add(sent(operation, "?unknown=1", null, "an unknown parameter"));
        for (JsonNode parameter : parameters(operation, "query")) {
            var name = parameter.path("name").asText();
            var schema = parameter.path("schema");
            if (schema.path("type").asText().equals("integer")) {
                for (JsonNode value : wrong(schema)) {
                    requests.add(sent(operation, query(name, value), null, name + " " + value));
                }
            }
            var twice = query(name, right(schema).get(0));
            requests.add(sent(operation, twice + "&" + twice.substring(1), null, name + " twice"));
        }
        for (JsonNode parameter : parameters(operation, "path")) {
            for (String value : List.of("0", "-1", "nobody", "99999999999999999999", "%00", "..")) {
                var path = operation.path().replace("{" + parameter.path("name").asText() + "}", value);
                requests.add(new Sent(operation, operation.method(), filled(path, operation), "", "", "no such thing"));
            }
        }
        if (operation.method().equals("GET")) {
            requests.add(new Sent(operation, "GET", right.path(), "application/json", "{}", "a body"));
        }
        if (!operation.bodySchema().isMissingNode()) {
            requests.addAll(wrongBodies(operation, right));
        }
        return requests;
    }

    private static List<Sent> wrongBodies(Operation operation, Sent right) {
        var schema = new Body(operation.bodySchema());
        var requests = new ArrayList<Sent>();
        requests.add(new Sent(operation, right.method(), right.path(), "text/plain", right.body(), "another type"));
        for (String text : List.of("", "null", "[]", "7", "{", "\"x\"", right.body() + "x", "\ud83d\ude00")) {
            requests.add(new Sent(operation, right.method(), right.path(), "application/json", text, "no object"));
        }
        for (ObjectNode body : rightBodies(operation)) {
            requests.add(sent(operation, "", body.deepCopy().put("unknown", 1), "an unknown field"));
            body.fieldNames().forEachRemaining(name -> {
                for (JsonNode value : wrong(schema.properties().get(name))) {
                    requests.add(sent(operation, "", body.deepCopy().set(name, value), name + " is wrong"));
                }
            });
            for (String name : schema.required()) {
                requests.add(sent(operation, "", body.deepCopy().without(name), "without " + name));
            }
        }
        if (!schema.alternatives().isEmpty()) {
            var all = schema.body(schema.alternatives().get(0));
            var none = all.deepCopy();
            schema.alternatives()
                    .forEach(names -> names.forEach(name -> {
                        all.set(name, right(schema.properties().get(name)).get(0));
                        none.remove(name);
                    }));
            requests.add(sent(operation, "", all, "every alternative"));
            requests.add(sent(operation, "", none, "no alternative"));
        }
        return requests;
    }

    /** Every alternative, bare and with each optional field; empty when there is no body. */
    private static List<ObjectNode> rightBodies(Operation operation) {
        var bodies = new ArrayList<ObjectNode>();
        if (operation.bodySchema().isMissingNode()) {
            bodies.add(null);
            return bodies;
        }
        var schema = new Body(operation.bodySchema());
        for (List<String> alternative :
                schema.alternatives().isEmpty() ? List.of(List.<String>of()) : schema.alternatives()) {
            var bare = schema.body(alternative);
            bodies.add(bare);
            schema.properties().forEach((name, property) -> {
                boolean other = schema.alternatives().stream().anyMatch(names -> names.contains(name));
                if (!other || bare.has(name)) {
                    right(property).forEach(value -> bodies.add(bare.deepCopy().set(name, value)));
                }
            });
        }
        return bodies;
    }

    /** An object's schema with the parts of its allOf together. */
    private record Body(Map<String, JsonNode> properties, List<String> required, List<List<String>> alternatives) {

        Body(JsonNode schema) {
            this(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
            var parts = new ArrayList<JsonNode>(List.of(resolved(schema)));
            schema.path("allOf").forEach(part -> parts.add(resolved(part)));
            for (JsonNode part : parts) {
                part.path("properties").properties().forEach(p -> properties.put(p.getKey(), p.getValue()));
                part.path("required").forEach(name -> required.add(name.asText()));
                part.path("oneOf").forEach(one -> {
                    var names = new ArrayList<String>();
                    one.path("required").forEach(name -> names.add(name.asText()));
                    alternatives.add(names);
                });
            }
        }

        ObjectNode body(List<String> alternative) {
            var body = JsonNodeFactory.instance.objectNode();
            required.forEach(name -> body.set(name, right(properties.get(name)).get(0)));
            alternative.forEach(
                    name -> body.set(name, right(properties.get(name)).get(0)));
            return body;
        }
    }

    private static List<JsonNode> right(JsonNode schema) {
        var values = new ArrayList<JsonNode>();
        schema.path("examples").forEach(values::add);
        for (String bound : List.of("minimum", "maximum")) {
            if (schema.has(bound)) {
                values.add(schema.get(bound));
            }
        }
        if (values.isEmpty()) {
            throw new AssertionError("nothing right follows from " + schema + ": give it an example");
        }
        return values;
    }

    private static List<JsonNode> wrong(JsonNode schema) {
        var make = JsonNodeFactory.instance;
        ArrayNode values = make.arrayNode().add(true).addNull();
        values.addArray();
        values.addObject();
        switch (schema.path("type").asText()) {
            case "integer" -> {
                values.add("x").add("").add(1.5).add(1e99);
                values.add(schema.path("minimum").asLong() - 1);
                if (schema.has("maximum")) {
                    values.add(schema.path("maximum").asLong() + 1);
                }
            }
            case "string" -> {
                values.add(7);
                if (schema.path("minLength").asInt() > 0) {
                    values.add("");
                }
                if (schema.has("pattern")) {
                    values.add(" ");
                }
                // What has no longest is the name, the address or the file of something, and no text whatever.
                values.add(
                        schema.has("maxLength")
                                ? "x".repeat(schema.path("maxLength").asInt() + 1)
                                : "no such thing");
            }
            default -> throw new AssertionError("no wrong values are known for " + schema);
        }
        var list = new ArrayList<JsonNode>();
        values.forEach(list::add);
        return list;
    }

    private static List<JsonNode> parameters(Operation operation, String in) {
        var parameters = new ArrayList<JsonNode>();
        operation.node().path("parameters").forEach(parameter -> {
            if (parameter.path("in").asText().equals(in)) {
                parameters.add(parameter);
            }
        });
        return parameters;
    }

    private static String query(String name, JsonNode value) {
        var text = value.isContainerNode() ? value.toString() : value.asText();
        return "?" + name + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Sent sent(Operation operation, String query, ObjectNode body, String what) {
        return new Sent(
                operation,
                operation.method(),
                filled(operation.path(), operation) + query,
                body == null ? "" : "application/json",
                body == null ? "" : body.toString(),
                what);
    }

    private static String filled(String path, Operation operation) {
        for (JsonNode parameter : parameters(operation, "path")) {
            path = path.replace(
                    "{" + parameter.path("name").asText() + "}",
                    right(parameter.path("schema")).get(0).asText());
        }
        return path;
    }

    private static JsonNode read() {
        try (var in = AdminServer.class.getResourceAsStream("openapi.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
