package dev.rdplab.lab.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the key {@code link}. */
final class LinkReader {

    private static final int MAX_TOXICS = 20;
    private static final List<String> OF_PACKETS = List.of(
            "loss",
            "packet-loss",
            "packet_loss",
            "reorder",
            "reordering",
            "duplicate",
            "duplication",
            "corrupt",
            "mtu");

    private static final Function<YamlScalar, Long> MILLIS = s -> s.duration().toMillis();
    private static final Function<YamlScalar, Long> MICROS = s -> s.duration().toNanos() / 1_000;
    private static final Function<YamlScalar, Long> BYTES = s -> s.bytes(1L << 30);

    /** Toxiproxy's toxics, their attributes and the units those have there. */
    private static final Map<String, Map<String, Function<YamlScalar, Long>>> TOXICS = new LinkedHashMap<>();

    static {
        TOXICS.put("latency", with("latency", MILLIS).and("jitter", MILLIS));
        TOXICS.put("bandwidth", with("rate", LinkReader::kilobytesPerSecond));
        TOXICS.put("slow_close", with("delay", MILLIS));
        TOXICS.put("timeout", with("timeout", MILLIS));
        TOXICS.put("reset_peer", with("timeout", MILLIS));
        TOXICS.put(
                "slicer",
                with("average_size", BYTES).and("size_variation", BYTES).and("delay", MICROS));
        TOXICS.put("limit_data", with("bytes", BYTES));
    }

    private LinkReader() {}

    static LinkSpec read(Optional<YamlNode> given) {
        if (given.isEmpty()) {
            return new LinkSpec.Direct();
        }
        if (given.get() instanceof YamlScalar scalar) {
            scalar.oneOf(List.of("direct"), word -> word);
            return new LinkSpec.Direct();
        }
        var map = given.get().asMap();
        map.entries().forEach((key, node) -> refusePackets(key, node));
        map.allow("toxics", "modelled-loss");
        if (map.has("toxics") == map.has("modelled-loss")) {
            throw map.wrong("takes exactly one of its keys", "toxics or modelled-loss");
        }
        return map.map("modelled-loss")
                .map(LinkReader::modelled)
                .orElseGet(() -> toxics(map.list("toxics").orElseThrow()));
    }

    private static LinkSpec modelled(YamlMap map) {
        map.allow("loss", "rtt");
        return new LinkSpec.ModelledLoss(
                map.required("loss").asScalar().share(),
                map.scalar("rtt").map(YamlScalar::duration).orElse(Duration.ofMillis(50)));
    }

    private static LinkSpec toxics(YamlList list) {
        if (list.items().isEmpty() || list.items().size() > MAX_TOXICS) {
            throw list.wrong(list.items().size() + " toxics", "1 to " + MAX_TOXICS);
        }
        var toxics = new ArrayList<LinkSpec.Toxic>();
        list.items().forEach(node -> toxics.add(toxic(node.asMap())));
        return new LinkSpec.Toxics(toxics);
    }

    private static LinkSpec.Toxic toxic(YamlMap map) {
        var type = map.required("type").asScalar();
        refusePackets(type.text(), type);
        var attributes = TOXICS.get(type.text());
        if (attributes == null) {
            throw type.wrong(type.described() + " is no toxic", String.join(", ", TOXICS.keySet()));
        }
        var keys = new ArrayList<>(List.of("type", "stream", "toxicity"));
        keys.addAll(attributes.keySet());
        map.allow(keys.toArray(String[]::new));
        var values = new LinkedHashMap<String, Long>();
        attributes.forEach((key, unit) -> map.scalar(key).ifPresent(s -> values.put(key, unit.apply(s))));
        if (values.isEmpty()) {
            throw map.wrong("a " + type.text() + " toxic that does nothing", String.join(", ", attributes.keySet()));
        }
        return new LinkSpec.Toxic(
                type.text(),
                map.scalar("stream")
                        .map(s -> s.oneOf(List.of("downstream", "upstream"), word -> word))
                        .orElse("downstream")
                        .equals("downstream"),
                map.scalar("toxicity").map(YamlScalar::share).orElse(1.0),
                values);
    }

    /** Toxiproxy works on streams: packets are the kernel's. */
    private static void refusePackets(String word, YamlNode node) {
        if (OF_PACKETS.contains(word)) {
            throw node.wrong(
                    word + " happens to packets, and this link is a stream",
                    "modelled-loss (computed delays), or toxics: " + String.join(", ", TOXICS.keySet()));
        }
    }

    private static long kilobytesPerSecond(YamlScalar scalar) {
        String text = scalar.text().strip().replaceFirst("(?i)\\s*kB/s$", "");
        if (!text.matches("[0-9]{1,9}")) {
            throw scalar.wrong(scalar.described() + " is not a rate", "whole kilobytes a second such as 16kB/s");
        }
        return Long.parseLong(text);
    }

    private static Attributes with(String name, Function<YamlScalar, Long> unit) {
        return new Attributes().and(name, unit);
    }

    /** Attribute names in order, each with the reader for its unit. */
    private static final class Attributes extends LinkedHashMap<String, Function<YamlScalar, Long>> {
        private static final long serialVersionUID = 1L;

        Attributes and(String name, Function<YamlScalar, Long> unit) {
            put(name, unit);
            return this;
        }
    }
}
