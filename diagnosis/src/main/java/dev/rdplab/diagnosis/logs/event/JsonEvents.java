package dev.rdplab.diagnosis.logs.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rdplab.diagnosis.logs.LogEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Windows events as JSON, in three shapes: {@code evtx_dump} ({@code Event} with {@code System}), EvtxECmd (flat, with a
 * {@code Payload}), and flat ones with an {@code EventID} and a {@code Channel}, as log collectors write them.
 */
public final class JsonEvents {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonEvents() {}

    /** Whether the object has the shape of an event at all. */
    public static boolean isEvent(JsonNode object) {
        return object.path("Event").has("System") || object.has("EventId") && object.has("Channel") || isFlat(object);
    }

    /** Whether it is what {@code ConvertTo-Json} makes of a record of {@code Get-WinEvent}: its fields have no names. */
    public static boolean isConvertToJson(JsonNode object) {
        return object.has("Properties") && object.has("Id") && object.has("Message");
    }

    /** @return empty when it has no event id or no time */
    public static Optional<LogEntry> read(String file, long position, JsonNode object) {
        if (object.path("Event").has("System")) {
            return evtxDump(file, position, object.path("Event"));
        }
        return object.has("EventId") ? evtxECmd(file, position, object) : flat(file, position, object);
    }

    private static boolean isFlat(JsonNode object) {
        return object.has("EventID") && object.has("Channel");
    }

    private static Optional<LogEntry> evtxDump(String file, long position, JsonNode event) {
        var system = event.path("System");
        var time = EventTime.parse(attribute(system.path("TimeCreated"), "SystemTime"));
        var id = number(system.path("EventID"));
        if (time.isEmpty() || id.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new LogEntry(
                file,
                number(system.path("EventRecordID")).orElse(position),
                time.get(),
                text(system.path("Channel")),
                attribute(system.path("Provider"), "Name"),
                (int) (id.get() & 0xFFFF),
                EventRecords.activity(attribute(system.path("Correlation"), "ActivityID")),
                text(system.path("Computer")),
                fields(event)));
    }

    private static Optional<LogEntry> evtxECmd(String file, long position, JsonNode event) {
        var time = EventTime.parse(text(event.path("TimeCreated")));
        var id = number(event.path("EventId"));
        if (time.isEmpty() || id.isEmpty()) {
            return Optional.empty();
        }
        JsonNode payload;
        try {
            payload = MAPPER.readTree(event.path("Payload").asText("{}"));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        return Optional.of(new LogEntry(
                file,
                number(event.path("EventRecordId")).orElse(position),
                time.get(),
                text(event.path("Channel")),
                text(event.path("Provider")),
                id.get().intValue(),
                EventRecords.activity(text(event.path("ActivityId"))),
                text(event.path("Computer")),
                fields(payload)));
    }

    private static Optional<LogEntry> flat(String file, long position, JsonNode event) {
        var time = List.of("SystemTime", "TimeCreated", "EventTime", "@timestamp", "UtcTime").stream()
                .flatMap(key -> EventTime.parse(text(event.path(key))).stream())
                .findFirst();
        var id = number(event.path("EventID"));
        if (time.isEmpty() || id.isEmpty()) {
            return Optional.empty();
        }
        var fields = new LinkedHashMap<String, String>();
        event.properties().forEach(field -> {
            if (field.getValue().isValueNode()) {
                fields.put(field.getKey(), field.getValue().asText());
            }
        });
        return Optional.of(new LogEntry(
                file,
                number(event.path("RecordNumber")).orElse(position),
                time.get(),
                text(event.path("Channel")),
                text(event.has("SourceName") ? event.path("SourceName") : event.path("Provider")),
                id.get().intValue(),
                EventRecords.activity(text(event.path("ActivityID"))),
                text(event.path("Hostname")),
                fields));
    }

    private static Map<String, String> fields(JsonNode event) {
        var fields = new LinkedHashMap<String, String>();
        data(event.path("EventData"), fields);
        named(event.path("UserData"), fields);
        return fields;
    }

    private static void data(JsonNode data, Map<String, String> fields) {
        var list = data.path("Data");
        if (list.isArray() || list.has("@Name") || list.isValueNode() || list.has("#text")) {
            int unnamed = 0;
            for (JsonNode one : list.isArray() ? list : List.of(list)) {
                var texts = one.path("#text").isArray() ? one.path("#text") : List.of(one);
                for (JsonNode each : texts) {
                    fields.putIfAbsent(one.has("@Name") ? one.path("@Name").asText() : "data" + ++unnamed, text(each));
                }
            }
            return;
        }
        data.properties().forEach(field -> {
            if (!field.getKey().startsWith("#")) {
                fields.putIfAbsent(field.getKey(), text(field.getValue()));
            }
        });
    }

    private static void named(JsonNode section, Map<String, String> fields) {
        section.properties().forEach(field -> {
            String key = field.getKey();
            if (key.startsWith("#") || key.startsWith("@")) {
                return;
            }
            if (field.getValue().isObject() && !field.getValue().has("#text")) {
                named(field.getValue(), fields);
            } else {
                fields.putIfAbsent(key, text(field.getValue()));
            }
        });
    }

    private static String attribute(JsonNode node, String name) {
        return node.path("#attributes").path(name).asText("");
    }

    /** A value, or the {@code #text} of an object that has attributes besides. */
    private static String text(JsonNode node) {
        return node.isObject() ? node.path("#text").asText("") : node.asText("");
    }

    private static Optional<Long> number(JsonNode node) {
        return EventRecords.number(text(node));
    }
}
