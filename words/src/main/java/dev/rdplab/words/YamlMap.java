package dev.rdplab.words;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapping of a YAML file. Call {@link #allow} first: a key that is not read is a mistake in the file. */
public record YamlMap(Place place, Map<String, YamlNode> entries) implements YamlNode {

    public YamlMap {
        entries = new LinkedHashMap<>(entries);
    }

    /** Values that do not come from a file: texts, numbers, booleans, lists and maps. */
    public static YamlMap of(Place place, Map<String, ?> values) {
        var entries = new LinkedHashMap<String, YamlNode>();
        values.forEach((key, value) -> entries.put(key, node(place.child(place.line(), key), value)));
        return new YamlMap(place, entries);
    }

    private static YamlNode node(Place place, Object value) {
        if (value instanceof Map<?, ?> map) {
            var named = new LinkedHashMap<String, Object>();
            map.forEach((key, inner) -> named.put(String.valueOf(key), inner));
            return of(place, named);
        }
        if (value instanceof List<?> list) {
            return new YamlList(
                    place, list.stream().map(item -> node(place, item)).toList());
        }
        return new YamlScalar(place, String.valueOf(value));
    }

    @Override
    public YamlMap asMap() {
        return this;
    }

    /** @throws BadValueException naming the keys that are not among these */
    public YamlMap allow(String... keys) {
        return allow(List.of(keys));
    }

    /** @throws BadValueException naming the keys that are not among these */
    public YamlMap allow(List<String> keys) {
        if (keys.containsAll(entries.keySet())) {
            return this;
        }
        var unknown = entries.entrySet().stream()
                .filter(entry -> !keys.contains(entry.getKey()))
                .map(entry -> new BadValue(
                        entry.getValue().place(),
                        "unknown key" + Near.question(entry.getKey(), keys),
                        String.join(", ", keys)))
                .toList();
        throw new BadValueException(unknown);
    }

    public Optional<YamlNode> get(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    public boolean has(String key) {
        return entries.containsKey(key);
    }

    public Optional<YamlScalar> scalar(String key) {
        return get(key).map(YamlNode::asScalar);
    }

    public Optional<String> string(String key) {
        return scalar(key).map(YamlScalar::string);
    }

    public Optional<YamlMap> map(String key) {
        return get(key).map(YamlNode::asMap);
    }

    public Optional<YamlList> list(String key) {
        return get(key).map(YamlNode::asList);
    }

    /** @throws BadValueException when the key is missing */
    public YamlNode required(String key) {
        return get(key).orElseThrow(() -> new BadValueException(place.child(place.line(), key), BadValue.MISSING, ""));
    }

    @Override
    public String described() {
        return "a mapping";
    }
}
