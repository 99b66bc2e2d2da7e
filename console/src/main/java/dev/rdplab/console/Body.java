package dev.rdplab.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;

/** The JSON object of a request. Says of every key that is unknown, missing or of the wrong kind what is allowed. */
final class Body {

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(8).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode node;

    private Body(JsonNode node) {
        this.node = node;
    }

    /** @throws Problem when it is no JSON object with these keys alone */
    static Body read(String text, String... allowed) {
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Problem(400, "the body is not JSON: " + e.getOriginalMessage());
        }
        if (node == null || !node.isObject()) {
            throw new Problem(400, "the body must be a JSON object with " + String.join(", ", allowed));
        }
        node.fieldNames().forEachRemaining(key -> {
            if (!List.of(allowed).contains(key)) {
                throw new Problem(
                        400, "unknown field '" + shortened(key) + "'; allowed: " + String.join(", ", allowed));
            }
        });
        return new Body(node);
    }

    Optional<String> text(String key) {
        var value = node.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new Problem(400, key + " must be a text that is not empty");
        }
        return Optional.of(value.textValue());
    }

    String required(String key) {
        return text(key).orElseThrow(() -> new Problem(400, key + " is missing"));
    }

    int number(String key, int least, int most, int otherwise) {
        var value = node.get(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            throw new Problem(400, key + " must be a whole number from " + least + " to " + most);
        }
        return value.intValue();
    }

    static String shortened(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > 60 ? plain.substring(0, 60) + "..." : plain;
    }
}
