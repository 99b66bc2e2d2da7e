package dev.rdplab.chaos.toxiproxy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Members of a request as the original takes them: absent or null means the default, another type is a bad body. */
final class Json {

    private Json() {}

    static String text(JsonNode object, String name, String fallback) throws ApiError {
        var node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return fallback;
        }
        if (!node.isTextual()) {
            throw wrong(name, node, "a string");
        }
        return node.textValue();
    }

    static boolean flag(JsonNode object, String name, boolean fallback) throws ApiError {
        var node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return fallback;
        }
        if (!node.isBoolean()) {
            throw wrong(name, node, "true or false");
        }
        return node.booleanValue();
    }

    static float fraction(JsonNode object, String name, float fallback) throws ApiError {
        var node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return fallback;
        }
        if (!node.isNumber()) {
            throw wrong(name, node, "a number");
        }
        return node.floatValue();
    }

    static long whole(JsonNode object, String name, long fallback) throws ApiError {
        var node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return fallback;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw wrong(name, node, "a whole number");
        }
        return node.longValue();
    }

    private static ApiError wrong(String name, JsonNode node, String wanted) {
        return ApiError.badBody(
                name + " is " + node.getNodeType().name().toLowerCase(Locale.ROOT) + ", wanted " + wanted);
    }
}
