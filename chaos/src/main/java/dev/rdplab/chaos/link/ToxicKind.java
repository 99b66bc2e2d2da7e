package dev.rdplab.chaos.link;

import static dev.rdplab.chaos.fault.Parameter.duration;
import static dev.rdplab.chaos.fault.Parameter.integer;
import static dev.rdplab.chaos.fault.Parameter.oneOf;
import static dev.rdplab.chaos.fault.Parameter.text;

import dev.rdplab.chaos.fault.Arguments;
import dev.rdplab.chaos.fault.BadArgument;
import dev.rdplab.chaos.fault.Parameter;
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
            integer("rate", "1 000 bytes a second", 0, 10_000_000, "0 passes nothing")
                    .needed()),
    SLICER(
            "slicer",
            "smaller segments",
            a -> Map.of(
                    "average_size", a.integer("average-size"),
                    "size_variation", a.integer("size-variation"),
                    "delay", a.duration("delay").toNanos() / 1_000),
            integer("average-size", "bytes", 1, 1 << 20, "of a slice, about").needed(),
            integer("size-variation", "bytes", 0, 1 << 20, "less than the average size")
                    .or(0),
            duration("delay", "between two slices").or("0us")),
    LIMIT_DATA(
            "limit_data",
            "closes when so many bytes have passed",
            a -> Map.of("bytes", a.integer("bytes")),
            integer("bytes", "bytes", 0, Integer.MAX_VALUE, "that pass").needed()),
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

    private static final List<Parameter> COMMON = List.of(
            oneOf("direction", List.of("up", "down"), "up: from the client to the server")
                    .or("down"),
            integer("toxicity", "percent of connections", 0, 100, "on how many it acts, drawn from the seed")
                    .or(100),
            text("name", "to tell two of a kind apart"));

    private final String word;
    private final String meaning;
    private final Function<Arguments, Map<String, Long>> attributes;
    private final List<Parameter> parameters;

    ToxicKind(String word, String meaning, Function<Arguments, Map<String, Long>> attributes, Parameter... parameters) {
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
    public List<Parameter> parameters() {
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

    /** Makes the toxic from what a file says. @throws BadArgument naming the key and what is allowed */
    public Toxic create(Map<String, ?> written) {
        var a = Arguments.of(parameters(), written);
        if (this == SLICER && a.integer("size-variation") >= a.integer("average-size")) {
            throw new BadArgument("size-variation", "size-variation must be less than average-size", List.of());
        }
        var direction = a.text("direction").equals("up") ? Direction.UP : Direction.DOWN;
        return new Toxic(
                a.maybe("name", String.class).orElse(word + "_" + direction.word()),
                this,
                direction,
                a.number("toxicity") / 100.0,
                new LinkedHashMap<>(attributes.apply(a)));
    }

    private static Long millis(Duration duration) {
        return duration.toMillis();
    }
}
