package dev.rdplab.diagnosis.logs.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The named data of an event in JSON. */
final class JsonFields {

    private final Map<String, String> fields = new LinkedHashMap<>();
    private int unnamed;

    private JsonFields() {}

    /** @param names what the data of such an event is called where it has no names, in its order */
    static Map<String, String> of(JsonShape shape, JsonNode object, List<String> names) {
        var read = new JsonFields();
        for (String path : shape.data()) {
            if (path.isEmpty()) {
                read.values(object);
            } else {
                read.data(JsonShape.at(object, path), names);
                read.dotted(object, path.replace('/', '.') + ".");
            }
        }
        return shape == JsonShape.WAZUH ? capitals(read.fields) : read.fields;
    }

    private void data(JsonNode data, List<String> names) {
        if (data.isArray()) {
            data.forEach(each -> member(each, names));
            return;
        }
        var list = data.path("Data").isMissingNode() ? data.path("data") : data.path("Data");
        if (list.isArray() || list.has("@Name") || list.isValueNode() || list.has("#text")) {
            for (JsonNode one : list.isArray() ? list : List.of(list)) {
                var texts = one.path("#text").isArray() ? one.path("#text") : List.of(one);
                texts.forEach(each -> {
                    if (one.has("@Name")) {
                        put(one.path("@Name").asText(), text(each));
                    } else {
                        member(each, names);
                    }
                });
            }
            return;
        }
        named(data);
    }

    /** One of a list: a value, or an object of one name and value. */
    private void member(JsonNode each, List<String> names) {
        if (each.isObject() && each.size() == 1 && !each.has("#text")) {
            each.properties().forEach(field -> {
                if (field.getKey().isEmpty()) {
                    unnamed(text(field.getValue()), names);
                } else {
                    put(field.getKey(), text(field.getValue()));
                }
            });
        } else {
            unnamed(text(each), names);
        }
    }

    private void unnamed(String value, List<String> names) {
        unnamed++;
        put(unnamed <= names.size() ? names.get(unnamed - 1) : "data" + unnamed, value);
    }

    /** Names and values, also within one another: {@code UserData} has an element around them. */
    private void named(JsonNode section) {
        section.properties().forEach(field -> {
            String key = field.getKey();
            var value = field.getValue();
            if (key.startsWith("#") || key.startsWith("@") || key.endsWith("_attributes")) {
                return;
            }
            if (value.isObject() && !value.has("#text")) {
                named(value);
            } else {
                put(key.matches("param\\d+") ? key.replace("param", "data") : key, text(value));
            }
        });
    }

    private void values(JsonNode object) {
        object.properties().forEach(field -> {
            if (field.getValue().isValueNode()) {
                put(field.getKey(), text(field.getValue()));
            }
        });
    }

    /** Keys with dots in them: {@code winlog.event_data.SubStatus}. */
    private void dotted(JsonNode object, String above) {
        object.properties().forEach(field -> {
            if (field.getKey().startsWith(above)) {
                put(field.getKey().substring(above.length()), text(field.getValue()));
            }
        });
    }

    private void put(String name, String value) {
        fields.putIfAbsent(name, value);
    }

    private static Map<String, String> capitals(Map<String, String> fields) {
        var capitals = new LinkedHashMap<String, String>();
        fields.forEach((name, value) -> capitals.put(
                name.isEmpty() || name.startsWith("data")
                        ? name
                        : Character.toUpperCase(name.charAt(0)) + name.substring(1),
                value));
        return capitals;
    }

    /** A value; that of an object that has attributes or a part of its own besides; the only one of a list. */
    static String text(JsonNode node) {
        if (node.isArray()) {
            return node.size() == 1 ? text(node.get(0)) : "";
        }
        if (!node.isObject()) {
            return node.isNull()
                    ? ""
                    : node.isFloatingPointNumber() ? node.decimalValue().toPlainString() : node.asText("");
        }
        for (String key : List.of("#text", "Value", "id")) {
            if (node.path(key).isValueNode()) {
                return node.path(key).asText("");
            }
        }
        return "";
    }
}
