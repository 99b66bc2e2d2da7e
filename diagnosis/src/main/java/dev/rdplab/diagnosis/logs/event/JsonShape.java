package dev.rdplab.diagnosis.logs.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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

    private final Parts parts;

    JsonShape(Parts parts) {
        this.parts = parts;
    }

    private record Parts(
            List<String> id,
            List<String> time,
            List<String> record,
            List<String> channel,
            List<String> provider,
            List<String> activity,
            List<String> computer,
            List<String> data) {

        Parts data(String... paths) {
            return new Parts(id, time, record, channel, provider, activity, computer, List.of(paths));
        }
    }

    private static Parts parts(String... paths) {
        var each =
                Arrays.stream(paths).map(path -> Arrays.asList(path.split(","))).toList();
        return new Parts(
                each.get(0), each.get(1), each.get(2), each.get(3), each.get(4), each.get(5), each.get(6), List.of());
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
            default -> any(object, parts.id) && any(object, parts.channel);
        };
    }

    private static boolean any(JsonNode object, List<String> paths) {
        return paths.stream().anyMatch(path -> !at(object, path).isMissingNode());
    }

    String id(JsonNode object) {
        return first(object, parts.id);
    }

    String record(JsonNode object) {
        return first(object, parts.record);
    }

    String channel(JsonNode object) {
        return first(object, parts.channel);
    }

    String provider(JsonNode object) {
        return first(object, parts.provider);
    }

    String activity(JsonNode object) {
        return first(object, parts.activity);
    }

    String computer(JsonNode object) {
        return first(object, parts.computer);
    }

    /** Every time that the event has, in the order in which they count. */
    List<String> times(JsonNode object) {
        return parts.time.stream()
                .map(path -> JsonFields.text(at(object, path)))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** Where named data can stand. */
    List<String> data() {
        return parts.data;
    }

    /** Whether its times are UTC where they name no zone. */
    boolean utc() {
        return this != FLAT;
    }

    private static String first(JsonNode object, List<String> paths) {
        return paths.stream()
                .map(path -> JsonFields.text(at(object, path)))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
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
