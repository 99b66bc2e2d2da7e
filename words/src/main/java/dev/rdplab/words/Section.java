package dev.rdplab.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * A mapping with known keys, and what is made of their values. All mistakes in it are reported together: keys that are not
 * known or missing, and values that cannot be.
 */
public final class Section<T> implements Form<T> {

    private final List<Key<?>> keys;
    private final Function<Values, T> maker;

    private Section(List<Key<?>> keys, Function<Values, T> maker) {
        this.keys = List.copyOf(keys);
        this.maker = maker;
        long names = keys.stream().map(Key::name).distinct().count();
        if (names != keys.size()) {
            throw new IllegalArgumentException("two keys of one name among " + Key.names(this.keys));
        }
    }

    /**
     * @param maker makes the value of those of the keys; an IllegalArgumentException from it is a mistake of the whole section
     * @param keys in the order in which they are shown
     */
    public static <T> Section<T> of(Function<Values, T> maker, Key<?>... keys) {
        return new Section<>(List.of(keys), maker);
    }

    /** The same with a list of keys. */
    public static <T> Section<T> of(Function<Values, T> maker, List<Key<?>> keys) {
        return new Section<>(keys, maker);
    }

    public List<Key<?>> keys() {
        return keys;
    }

    /** What is made when nothing is written. @throws BadValueException when a key must be there */
    public T empty() {
        return read(new YamlMap(Place.NONE, Map.of()));
    }

    @Override
    public T read(YamlNode node) {
        var map = node.asMap();
        var values = values(map);
        try {
            return maker.apply(values);
        } catch (BadValueException e) {
            throw e.at(map.place());
        } catch (IllegalArgumentException e) {
            throw map.wrong(e.getMessage(), "");
        }
    }

    /** The values of the keys alone. @throws BadValueException with all mistakes */
    public Values values(YamlMap map) {
        var mistakes = new Mistakes();
        mistakes.in(() -> {
            map.allow(Key.names(keys));
        });
        var read = new LinkedHashMap<String, Object>();
        for (Key<?> key : keys) {
            if (map.has(key.name())) {
                mistakes.in(() -> (Object) key.form().read(map.required(key.name())))
                        .ifPresent(value -> read.put(key.name(), value));
            } else if (key.required()) {
                mistakes.in(() -> {
                    throw key.missing(map);
                });
            }
        }
        mistakes.report();
        return new Values(keys, map, read);
    }

    @Override
    public String allowed() {
        return "a mapping with the keys " + String.join(", ", Key.names(keys));
    }

    @Override
    public Map<String, Object> schema() {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (Key<?> key : keys) {
            var property = new LinkedHashMap<>(key.form().schema());
            property.put("description", key.meaning() + (key.usual().isEmpty() ? "" : " (" + key.usual() + ")"));
            properties.put(key.name(), property);
            if (key.required()) {
                required.add(key.name());
            }
        }
        var schema = Form.schema("type", "object", "additionalProperties", false, "properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    @Override
    public String example(Random random) {
        return example(random, "", "");
    }

    /** The same with one key set. */
    String example(Random random, String name, String value) {
        var entries = new ArrayList<String>();
        for (Key<?> key : keys) {
            if (key.name().equals(name)) {
                entries.add(name + ": " + value);
            } else if (key.required() || random.nextInt(4) == 0) {
                entries.add(key.name() + ": " + key.form().example(random));
            }
        }
        return "{ " + String.join(", ", entries) + " }";
    }

    @Override
    public List<Form<?>> parts() {
        return keys.stream().<Form<?>>map(Key::form).toList();
    }
}
