package dev.rdplab.diagnosis.logs.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a kind of export keeps the parts of an event. A path is keys with slashes between them; of several paths the first that is
 * there counts.
 */
enum JsonShape {

    /** evtx_dump, with {@code #attributes} or with keys that end in {@code _attributes}; XML made to JSON key by key, with {@code @}. */
    EVENT(system("Event/")),

    /** Velociraptor: the same without {@code Event}, and attributes as plain keys. */
    SYSTEM(system("")),

    /** EvtxECmd: flat, with the data as JSON in a text. */
    EVTX_ECMD(parts("EventId", "TimeCreated", "EventRecordId", "Channel", "Provider", "ActivityId", "Computer")
            .data("Payload/EventData", "Payload/UserData")),

    /** Winlogbeat and Elastic Agent. */
    WINLOG(parts(
                    "winlog/event_id,event/code",
                    "@timestamp,event/created",
                    "winlog/record_id",
                    "winlog/channel",
                    "winlog/provider_name,event/provider",
                    "winlog/activity_id",
                    "winlog/computer_name,host/name")
            .data("winlog/event_data", "winlog/user_data")),

    /** Winlogbeat before version 7. */
    BEAT(parts("event_id", "@timestamp", "record_number", "log_name", "source_name", "activity_id", "computer_name")
            .data("event_data", "user_data")),

    /** The Windows receiver of OpenTelemetry. */
    OPEN_TELEMETRY(parts(
                    "event_id",
                    "system_time",
                    "record_id",
                    "channel",
                    "provider/name,provider",
                    "correlation/activity_id",
                    "computer")
            .data("event_data", "user_data")),

    /** Wazuh, which writes the first letter of a name small. */
    WAZUH(parts(
                    "data/win/system/eventID",
                    "data/win/system/systemTime",
                    "data/win/system/eventRecordID",
                    "data/win/system/channel",
                    "data/win/system/providerName",
                    "data/win/system/activityID",
                    "data/win/system/computer")
            .data("data/win/eventdata", "data/win/eventXML", "data/win/userdata")),

    /** NXLog, Fluentd, Fluent Bit, Azure Monitor and other collectors: data fields are at the top level, with the others. */
    FLAT(parts(
                    "EventID,EventId",
                    "SystemTime,UtcTime,TimeCreated,EventTime,TimeGenerated,@timestamp",
                    "RecordNumber,EventRecordID,EventRecordId",
                    "Channel,EventLog,LogName",
                    "SourceName,ProviderName,EventSourceName,Provider,Source",
                    "ActivityID,ActivityId",
                    "Hostname,Computer,ComputerName")
            .data("", "EventData", "UserData", "EventXML", "StringInserts"));

    /** A part of an event that stands in one place. */
    enum Part {
        ID,
        TIME,
        RECORD,
        CHANNEL,
        PROVIDER,
        ACTIVITY,
        COMPUTER
    }

    private final Parts parts;

    JsonShape(Parts parts) {
        this.parts = parts;
    }

    private record Parts(Map<Part, List<String>> paths, List<String> data) {

        Parts data(String... places) {
            return new Parts(paths, List.of(places));
        }
    }

    /** @param paths of each {@link Part} in its order, those of one with commas between them */
    private static Parts parts(String... paths) {
        var each = new EnumMap<Part, List<String>>(Part.class);
        for (var part : Part.values()) {
            each.put(part, List.of(paths[part.ordinal()].split(",")));
        }
        return new Parts(each, List.of());
    }

    private static Parts system(String above) {
        String system = above + "System/";
        return parts(
                        system + "EventID",
                        attribute(system + "TimeCreated", "SystemTime"),
                        system + "EventRecordID",
                        system + "Channel",
                        attribute(system + "Provider", "Name"),
                        attribute(system + "Correlation", "ActivityID"),
                        system + "Computer")
                .data(above + "EventData", above + "UserData");
    }

    private static String attribute(String element, String name) {
        return String.join(
                ",",
                element + "/#attributes/" + name,
                element + "_attributes/" + name,
                element + "/@" + name,
                element + "/" + name);
    }

    /** The shape of an object; empty when it is that of no event. */
    static Optional<JsonShape> of(JsonNode object) {
        return Arrays.stream(values()).filter(shape -> shape.isOf(object)).findFirst();
    }

    private boolean isOf(JsonNode object) {
        return switch (this) {
            case EVENT -> object.path("Event").has("System");
            case SYSTEM -> object.path("System").has("EventID");
            case WINLOG -> any(object, List.of("winlog/channel", "winlog/event_id"));
            case WAZUH -> object.at("/data/win").has("system");
            case EVTX_ECMD -> object.has("EventId") && object.has("Channel");
            default -> any(object, parts.paths.get(Part.ID)) && any(object, parts.paths.get(Part.CHANNEL));
        };
    }

    private static boolean any(JsonNode object, List<String> paths) {
        return paths.stream().anyMatch(path -> !at(object, path).isMissingNode());
    }

    /** The text of a part; empty when the event does not have it. */
    String text(JsonNode object, Part part) {
        return texts(object, part).findFirst().orElse("");
    }

    /** Every time that the event has, in the order in which they count. */
    List<String> times(JsonNode object) {
        return texts(object, Part.TIME).toList();
    }

    private Stream<String> texts(JsonNode object, Part part) {
        return parts.paths.get(part).stream()
                .map(path -> JsonFields.text(at(object, path)))
                .filter(text -> !text.isEmpty());
    }

    /** Where named data can stand. */
    List<String> data() {
        return parts.data;
    }

    /** Whether its times are UTC where they name no zone. */
    boolean utc() {
        return this != FLAT;
    }

    /** What stands at a path, also where a key holds the rest of it with dots; missing where nothing does. */
    static JsonNode at(JsonNode object, String path) {
        var node = object;
        String rest = path;
        while (!rest.isEmpty() && !node.isMissingNode()) {
            var dotted = node.path(rest.replace('/', '.'));
            if (!dotted.isMissingNode()) {
                return dotted;
            }
            int slash = rest.indexOf('/');
            node = slash < 0 ? node.path(rest) : node.path(rest.substring(0, slash));
            rest = slash < 0 ? "" : rest.substring(slash + 1);
        }
        return node;
    }
}
