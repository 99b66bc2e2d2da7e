package dev.rdplab.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A mapping in which one key decides which others there are, as {@code do} does for a fault.
 *
 * @param tag the key that decides
 * @param sections by its words, each with the tag among its keys
 */
public record Tagged<T>(String tag, Words<Section<T>> sections) implements Form<T> {

    /** Most words that a table lists. */
    private static final int LISTED = 8;

    @Override
    public T read(YamlNode node) {
        var map = node.asMap();
        var mistakes = new Mistakes();
        var section = mistakes.in(() -> sections.read(map.required(tag)));
        if (section.isEmpty()) {
            checkWithoutTag(map, mistakes);
            mistakes.report();
        }
        return section.orElseThrow().read(map);
    }

    /** What is wrong whatever the tag should have been: keys that no section has, and values of the keys that all have. */
    private void checkWithoutTag(YamlMap map, Mistakes mistakes) {
        var all = new LinkedHashSet<String>();
        var shared =
                new ArrayList<>(sections.byWord().values().iterator().next().keys());
        for (Section<T> section : sections.byWord().values()) {
            all.addAll(Key.names(section.keys()));
            shared.retainAll(section.keys());
        }
        shared.removeIf(key -> key.name().equals(tag));
        mistakes.in(() -> {
            map.allow(List.copyOf(all));
        });
        for (Key<?> key : shared) {
            if (map.has(key.name())) {
                mistakes.in(() -> (Object) key.form().read(map.required(key.name())));
            } else if (key.required()) {
                mistakes.in(() -> {
                    throw key.missing(map);
                });
            }
        }
    }

    @Override
    public String allowed() {
        return "a mapping with " + tag + ": " + sections.allowed();
    }

    @Override
    public String brief() {
        return sections.byWord().size() <= LISTED ? allowed() : "a mapping with `" + tag + "`";
    }

    @Override
    public Map<String, Object> schema() {
        var choices = new ArrayList<Map<String, Object>>();
        sections.byWord().forEach((word, section) -> {
            var schema = section.schema();
            @SuppressWarnings("unchecked") // a section's own schema
            var properties = new LinkedHashMap<>((Map<String, Object>) schema.get("properties"));
            properties.put(tag, Form.schema("const", word));
            schema.put("properties", properties);
            choices.add(schema);
        });
        return Form.schema("type", "object", "required", List.of(tag), "oneOf", choices);
    }

    @Override
    public String example(Random random) {
        var words = List.copyOf(sections.byWord().keySet());
        String word = words.get(random.nextInt(words.size()));
        return sections.byWord().get(word).example(random, tag, word);
    }

    @Override
    public List<Form<?>> parts() {
        return List.copyOf(sections.byWord().values());
    }
}
