package dev.rdplab.chaos.toxiproxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** One toxic of a proxy. Attributes are replaced as a whole, so that connections on other threads see one state of them. */
final class ToxicEntry {

    /** Each type with its attributes, in the order the original prints them. */
    enum Type {
        NOOP("noop", List.of(), Stage.Noop::new),
        LATENCY("latency", List.of("latency", "jitter"), Stages.Latency::new),
        BANDWIDTH("bandwidth", List.of("rate"), Stages.Bandwidth::new),
        SLICER("slicer", List.of("average_size", "size_variation", "delay"), Stages.Slicer::new),
        LIMIT_DATA("limit_data", List.of("bytes"), Stages.LimitData::new),
        TIMEOUT("timeout", List.of("timeout"), Stages.Timeout::new),
        RESET_PEER("reset_peer", List.of("timeout"), Stages.ResetPeer::new),
        SLOW_CLOSE("slow_close", List.of("delay"), Stages.SlowClose::new);

        private final String word;
        private final List<String> attributes;
        private final Function<Pipe, Stage> stage;

        Type(String word, List<String> attributes, Function<Pipe, Stage> stage) {
            this.word = word;
            this.attributes = attributes;
            this.stage = stage;
        }
    }

    private final String name;
    private final Type type;
    private final boolean upstream;
    private volatile float toxicity;
    private volatile Map<String, Long> attributes = Map.of();

    private ToxicEntry(String name, Type type, boolean upstream, float toxicity) {
        this.name = name;
        this.type = type;
        this.upstream = upstream;
        this.toxicity = toxicity;
    }

    static ToxicEntry of(JsonNode body) throws ApiError {
        String stream = Json.text(body, "stream", "downstream").toLowerCase(Locale.ROOT);
        if (!stream.equals("upstream") && !stream.equals("downstream")) {
            throw new ApiError(400, "stream was invalid, can be either upstream or downstream");
        }
        String word = Json.text(body, "type", "");
        Type type = null;
        for (Type each : Type.values()) {
            type = each.word.equals(word) ? each : type;
        }
        if (type == null) {
            throw new ApiError(400, "invalid toxic type");
        }
        String given = Json.text(body, "name", "");
        var entry = new ToxicEntry(
                given.isEmpty() ? word + "_" + stream : given,
                type,
                stream.equals("upstream"),
                Json.fraction(body, "toxicity", 1f));
        entry.read(body);
        return entry;
    }

    /** Takes over attributes and toxicity; what is not given stays. */
    void update(JsonNode body) throws ApiError {
        float changed = Json.fraction(body, "toxicity", toxicity);
        read(body);
        toxicity = changed;
    }

    private void read(JsonNode body) throws ApiError {
        var given = body.path("attributes");
        if (!given.isMissingNode() && !given.isNull() && !given.isObject()) {
            throw ApiError.badBody("attributes must be an object");
        }
        var changed = new LinkedHashMap<String, Long>();
        for (String each : type.attributes) {
            changed.put(each, Json.whole(given, each, attributes.getOrDefault(each, 0L)));
        }
        attributes = changed;
    }

    String name() {
        return name;
    }

    Type type() {
        return type;
    }

    boolean upstream() {
        return upstream;
    }

    float toxicity() {
        return toxicity;
    }

    long attribute(String which) {
        return attributes.get(which);
    }

    Stage newStage(Pipe pipe) {
        var stage = type.stage.apply(pipe);
        stage.toxic(this);
        return stage;
    }

    JsonNode toJson(ObjectMapper json) {
        var node = json.createObjectNode();
        var inner = node.putObject("attributes");
        attributes.forEach(inner::put);
        node.put("name", name).put("type", type.word).put("stream", upstream ? "upstream" : "downstream");
        // 1 and not 1.0, as the original prints it
        return toxicity == (int) toxicity ? node.put("toxicity", (int) toxicity) : node.put("toxicity", toxicity);
    }
}
