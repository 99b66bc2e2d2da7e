package dev.rdplab.words;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A mapping whose keys are words of one set and whose values have one form. */
record MappingOf<K, V>(Words<K> key, Form<V> value) implements Form<Map<K, V>> {

    @Override
    public Map<K, V> read(YamlNode node) {
        var read = new LinkedHashMap<K, V>();
        var mistakes = new Mistakes();
        node.asMap()
                .entries()
                .forEach((word, entry) -> mistakes.in(() -> {
                    K known = key.read(new YamlScalar(entry.place(), word));
                    read.put(known, value.read(entry));
                }));
        mistakes.report();
        return read;
    }

    @Override
    public String allowed() {
        return "a mapping with the keys " + key.allowed();
    }

    @Override
    public String brief() {
        return "a mapping, each key " + key.brief() + ", each value " + value.brief();
    }

    @Override
    public Map<String, Object> schema() {
        return Form.schema("type", "object", "propertyNames", key.schema(), "additionalProperties", value.schema());
    }

    @Override
    public String example(Random random) {
        return "{ " + key.example(random) + ": " + value.example(random) + " }";
    }

    @Override
    public List<Form<?>> parts() {
        return List.of(key, value);
    }
}
