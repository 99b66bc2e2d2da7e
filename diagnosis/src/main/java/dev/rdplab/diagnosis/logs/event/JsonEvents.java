package dev.rdplab.diagnosis.logs.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.diagnosis.logs.LogEntry;
import dev.rdplab.diagnosis.logs.event.JsonShape.Part;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.stream.XMLStreamException;

/**
 * Windows events as JSON, as tools that read .evtx and collectors of logs write them. What only a search engine or a collector puts
 * around an event is taken off.
 */
public final class JsonEvents {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Lists of events in an object: an answer of Elasticsearch, an export of Azure Monitor. */
    private static final List<String> LISTS = List.of("/hits/hits", "/records", "/Events");

    /** What stands around one event: of Elasticsearch, Splunk and OpenTelemetry. */
    private static final List<String> COVERS = List.of("_source", "result", "body", "fields");

    /** Where the event itself stands as XML. */
    private static final List<String> ORIGINALS = List.of("event/original", "_raw", "System", "xml");

    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final ZoneId zone;
    private boolean zoneUsed;

    /** @param zone of times that name none */
    public JsonEvents(ZoneId zone) {
        this.zone = zone;
    }

    /** Whether a time was read in the given zone because it names none. */
    public boolean zoneUsed() {
        return zoneUsed;
    }

    /** The events in an object: itself, or what a list or a cover in it holds; empty when it has the shape of none. */
    public static List<JsonNode> in(JsonNode object) {
        if (isEvent(object)) {
            return List.of(object);
        }
        return Stream.concat(
                        LISTS.stream()
                                .map(object::at)
                                .filter(JsonNode::isArray)
                                .flatMap(list -> StreamSupport.stream(list.spliterator(), false)),
                        Stream.of(object))
                .map(JsonEvents::uncovered)
                .filter(JsonEvents::isEvent)
                .toList();
    }

    private static JsonNode uncovered(JsonNode object) {
        return COVERS.stream()
                .map(object::path)
                .filter(JsonEvents::isEvent)
                .findFirst()
                .orElse(object);
    }

    private static boolean isEvent(JsonNode object) {
        return original(object).isPresent() || JsonShape.of(object).isPresent();
    }

    /** Whether it is what {@code ConvertTo-Json} makes of a record of {@code Get-WinEvent}: its fields have no names. */
    public static boolean isConvertToJson(JsonNode object) {
        return object.has("Id") && object.has("Message") && (object.has("Properties") || object.has("TimeCreated"));
    }

    /**
     * @param position the number of the object in its file, from 1, used where it has no record number
     * @param event one of {@link #in}
     * @return empty when it has no event id or no time
     */
    public Optional<LogEntry> read(String file, long position, JsonNode event) {
        var original = original(event);
        if (original.isPresent()) {
            try {
                return EventRecords.of(file, position, EventXml.read(original.get()));
            } catch (XMLStreamException e) {
                return Optional.empty();
            }
        }
        return JsonShape.of(event).flatMap(shape -> read(file, position, shape, event));
    }

    private Optional<LogEntry> read(String file, long position, JsonShape shape, JsonNode event) {
        var object = shape == JsonShape.EVTX_ECMD ? unfolded(event) : event;
        var time = time(shape, object);
        var id = EventRecords.number(shape.text(object, Part.ID)).map(number -> (int) (number & 0xFFFF));
        if (time.isEmpty() || id.isEmpty()) {
            return Optional.empty();
        }
        String provider = shape.text(object, Part.PROVIDER);
        return Optional.of(new LogEntry(
                file,
                EventRecords.number(shape.text(object, Part.RECORD)).orElse(position),
                time.get(),
                shape.text(object, Part.CHANNEL),
                provider,
                id.get(),
                EventRecords.activity(shape.text(object, Part.ACTIVITY)),
                shape.text(object, Part.COMPUTER),
                JsonFields.of(shape, object, FieldNames.of(provider, id.get()))));
    }

    /** EvtxECmd keeps the data as JSON in a text. */
    private static JsonNode unfolded(JsonNode event) {
        ObjectNode object = event.deepCopy();
        try {
            object.set("Payload", MAPPER.readTree(event.path("Payload").asText("{}")));
        } catch (JsonProcessingException e) {
            object.remove("Payload");
        }
        return object;
    }

    private static Optional<String> original(JsonNode object) {
        return ORIGINALS.stream()
                .map(path -> JsonShape.at(object, path))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(text -> text.startsWith("<Event"))
                .findFirst();
    }

    /**
     * The first time with a zone. A collector writes the local time of its machine without a zone, and mostly beside it when it sent
     * the event, with one: the difference in whole quarters of an hour is the zone.
     */
    private Optional<Instant> time(JsonShape shape, JsonNode object) {
        var times = shape.times(object);
        var zoned =
                times.stream().flatMap(text -> EventTime.zoned(text).stream()).findFirst();
        var local =
                times.stream().flatMap(text -> EventTime.local(text).stream()).findFirst();
        if (local.isEmpty()
                || zoned.isPresent() && EventTime.zoned(times.get(0)).isPresent()) {
            return zoned;
        }
        if (shape.utc() || object.has("SystemTime") || object.has("UtcTime")) {
            return local.map(time -> time.toInstant(ZoneOffset.UTC));
        }
        if (zoned.isPresent()) {
            return Optional.of(nearest(local.get(), zoned.get()));
        }
        zoneUsed = true;
        return local.map(time -> time.atZone(zone).toInstant());
    }

    private static Instant nearest(LocalDateTime local, Instant sent) {
        var asUtc = local.toInstant(ZoneOffset.UTC);
        long quarters = Math.round((double) Duration.between(asUtc, sent).toMillis() / QUARTER.toMillis());
        return asUtc.plus(QUARTER.multipliedBy(quarters));
    }
}
