package dev.rdplab.experiments.flights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The recordings of one client and one server: one line of {@code flights.jsonl}.
 *
 * @param peers the settings that client and server had, by their words
 * @param handshakes at least one, each with all connections of the client; they differ in sizes and in computing alone
 */
public record RecordedFlights(Map<String, String> peers, List<List<RecordedAttempt>> handshakes) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public RecordedFlights {
        peers = Map.copyOf(peers);
        handshakes = handshakes.stream().map(List::copyOf).toList();
        int connections = handshakes.isEmpty() ? 0 : handshakes.get(0).size();
        if (connections == 0 || handshakes.stream().anyMatch(each -> each.size() != connections)) {
            throw new IllegalArgumentException("recordings without a handshake, or of different ones");
        }
    }

    /** One line for people: what the attempt that decided is made of. */
    public String summary() {
        var first = handshakes.get(0);
        var last = first.get(first.size() - 1);
        return String.format(
                Locale.ROOT,
                "%s: %d handshakes recorded, the first one: client %d writes of %d bytes in %.1f ms of computing, server %d of %d in %.1f ms, %s",
                new TreeMap<>(peers),
                handshakes.size(),
                RecordedAttempt.writes(last.client()),
                RecordedAttempt.bytes(last.client()),
                RecordedAttempt.nanos(last.client()) / 1e6,
                RecordedAttempt.writes(last.server()),
                RecordedAttempt.bytes(last.server()),
                RecordedAttempt.nanos(last.server()) / 1e6,
                last.ending());
    }

    public String json() {
        var line = JSON.createObjectNode();
        line.set("peers", JSON.valueToTree(new TreeMap<>(peers)));
        var all = line.putArray("handshakes");
        for (var handshake : handshakes) {
            var attempts = all.addArray();
            for (RecordedAttempt each : handshake) {
                var one = attempts.addObject()
                        .put("ending", each.ending().word())
                        .put("stage", each.stage().word());
                each.code().ifPresent(code -> one.put("code", code));
                steps(one, "client", each.client());
                steps(one, "server", each.server());
            }
        }
        return line.toString();
    }

    /** Each step as what it comes after, nanoseconds, and bytes or a stage. */
    private static void steps(ObjectNode attempt, String end, List<Step> steps) {
        var all = attempt.putArray(end);
        for (Step step : steps) {
            var one = all.addArray().add(step.after()).add(step.nanos());
            if (step.writes() > 0) {
                one.add(step.writes());
            }
            step.enters().ifPresent(stage -> one.add(stage.word()));
        }
    }

    /** Empty for a line that is no recording. */
    public static Optional<RecordedFlights> parse(String line) {
        try {
            var node = JSON.readTree(line);
            var peers = new TreeMap<String, String>();
            node.path("peers")
                    .properties()
                    .forEach(e -> peers.put(e.getKey(), e.getValue().asText()));
            var handshakes = new ArrayList<List<RecordedAttempt>>();
            for (JsonNode handshake : node.path("handshakes")) {
                var attempts = new ArrayList<RecordedAttempt>();
                handshake.forEach(each -> attempts.add(attempt(each)));
                handshakes.add(attempts);
            }
            return Optional.of(new RecordedFlights(peers, handshakes));
        } catch (JsonProcessingException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static RecordedAttempt attempt(JsonNode node) {
        return new RecordedAttempt(
                steps(node.path("client")),
                steps(node.path("server")),
                EndingKind.of(node.path("ending").asText()).orElseThrow(),
                Stage.of(node.path("stage").asText()).orElseThrow(),
                node.has("code") ? OptionalLong.of(node.get("code").asLong()) : OptionalLong.empty());
    }

    private static List<Step> steps(JsonNode array) {
        var steps = new ArrayList<Step>();
        for (JsonNode each : (ArrayNode) array) {
            var what = each.path(2);
            steps.add(new Step(
                    each.get(0).asInt(),
                    each.get(1).asLong(),
                    what.asInt(),
                    what.isTextual() ? Optional.of(Stage.of(what.asText()).orElseThrow()) : Optional.empty()));
        }
        return steps;
    }
}
