package dev.rdplab.chaos.link;

import static dev.rdplab.chaos.fault.Parameters.duration;
import static dev.rdplab.chaos.fault.Parameters.integer;
import static dev.rdplab.chaos.fault.Parameters.oneOf;
import static dev.rdplab.chaos.fault.Parameters.text;

import dev.rdplab.words.Key;
import dev.rdplab.words.Place;
import dev.rdplab.words.Section;
import dev.rdplab.words.Values;
import dev.rdplab.words.YamlMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Every stream toxic under Toxiproxy's name, with its parameters as data. */
public enum ToxicKind {
    LATENCY(
            "latency",
            "every chunk is later; jitter is drawn once per connection from the seed",
            a -> Map.of("latency", millis(a.duration("delay")), "jitter", millis(a.duration("jitter"))),
            duration("delay", "how much later").needed(),
            duration("jitter", "drawn from plus or minus this").or("0ms")),
    BANDWIDTH(
            "bandwidth",
            "a limited rate",
            a -> Map.of("rate", a.integer("rate")),
            integer("rate", 0, 10_000_000, "1 000 bytes a second: 0 passes nothing")
                    .needed()),
    SLICER(
            "slicer",
            "smaller segments",
            a -> Map.of(
                    "average_size", a.integer("average-size"),
                    "size_variation", a.integer("size-variation"),
                    "delay", a.duration("delay").toNanos() / 1_000),
            integer("average-size", 1, 1 << 20, "of a slice, about").needed(),
            integer("size-variation", 0, 1 << 20, "less than the average size").or("0"),
            duration("delay", "between two slices").or("0us")),
    LIMIT_DATA(
            "limit_data",
            "closes after this many bytes have passed",
            a -> Map.of("bytes", a.integer("bytes")),
            integer("bytes", 0, Integer.MAX_VALUE, "that pass").needed()),
    TIMEOUT(
            "timeout",
            "drops all data, closes after a while without any; taking it away closes too",
            a -> Map.of("timeout", millis(a.duration("after"))),
            duration("after", "0ms for never").or("0ms")),
    RESET_PEER(
            "reset_peer",
            "RST some time after the first data",
            a -> Map.of("timeout", millis(a.duration("after"))),
            duration("after", "how long after").or("0ms")),
    SLOW_CLOSE(
            "slow_close",
            "the end arrives late",
            a -> Map.of("delay", millis(a.duration("delay"))),
            duration("delay", "how late").needed());

    private static final List<Key<?>> COMMON = List.of(
            oneOf("direction", List.of("up", "down"), "up: from the client to the server")
                    .or("down"),
            integer("toxicity", 0, 100, "percent of connections: on how many it acts, drawn from the seed")
                    .or("100"),
            text("name", "to tell two of a kind apart"));

    private final String word;
    private final String meaning;
    private final Function<Values, Map<String, Long>> attributes;
    private final List<Key<?>> parameters;

    ToxicKind(String word, String meaning, Function<Values, Map<String, Long>> attributes, Key<?>... parameters) {
        this.word = word;
        this.meaning = meaning;
        this.attributes = attributes;
        this.parameters = List.of(parameters);
    }

    /** Toxiproxy's name, such as {@code limit_data}. */
    public String word() {
        return word;
    }

    /** One line for people. */
    public String meaning() {
        return meaning;
    }

    /** The keys of this toxic in scenario files, those common to all included. */
    public List<Key<?>> parameters() {
        var all = new ArrayList<>(parameters);
        all.addAll(COMMON);
        return all;
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(ToxicKind::word).toList();
    }

    public static Optional<ToxicKind> of(String word) {
        return Arrays.stream(values()).filter(k -> k.word.equals(word)).findFirst();
    }

    /** Makes the toxic of plain values. @throws dev.rdplab.words.BadValueException naming the key and what is allowed */
    public Toxic create(Map<String, ?> written) {
        return Section.of(this::create, parameters()).read(YamlMap.of(Place.NONE, written));
    }

    /** Makes the toxic of the values of its {@link #parameters()}. @throws dev.rdplab.words.BadValueException likewise */
    public Toxic create(Values a) {
        if (this == SLICER && a.integer("size-variation") >= a.integer("average-size")) {
            throw a.wrong("size-variation", "size-variation must be less than average-size", "");
        }
        var direction = a.text("direction").equals("up") ? Direction.UP : Direction.DOWN;
        return new Toxic(
                a.find("name", String.class).orElse(word + "_" + direction.word()),
                this,
                direction,
                a.number("toxicity") / 100.0,
                new LinkedHashMap<>(attributes.apply(a)));
    }

    private static Long millis(Duration duration) {
        return duration.toMillis();
    }
}
