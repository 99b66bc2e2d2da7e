package dev.rdplab.words;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of a section's keys, defaults included. */
public final class Values {

    private final List<Key<?>> keys;
    private final YamlMap map;
    private final Map<String, Object> read;

    Values(List<Key<?>> keys, YamlMap map, Map<String, Object> read) {
        this.keys = keys;
        this.map = map;
        this.read = read;
    }

    /** The value of a key that must be there or has a default. */
    @SuppressWarnings("unchecked") // the key's own form has read it
    public <T> T get(Key<T> key) {
        return (T) value(key);
    }

    /** The value of a key, or its default if it has one. */
    @SuppressWarnings("unchecked") // the key's own form has read it
    public <T> Optional<T> find(Key<T> key) {
        known(key.name());
        return Optional.ofNullable((T) read.get(key.name())).or(() -> Optional.ofNullable(fallback(key)));
    }

    /** The value of a key that must be there or has a default, by the key's name. */
    public <T> T get(String name, Class<T> type) {
        return type.cast(value(known(name)));
    }

    /** The value of a key, or its default if it has one, when it is of this type. */
    public <T> Optional<T> find(String name, Class<T> type) {
        Object value = read.get(name);
        value = value == null ? fallback(known(name)) : value;
        return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
    }

    /** Whether the key stands in the file, or has a default. */
    public boolean has(String name) {
        return read.containsKey(name) || known(name).fallback() != null;
    }

    /** Whether the key stands in the file. */
    public boolean has(Key<?> key) {
        return map.has(known(key.name()).name());
    }

    /** A number known to fit: its form bounds it. */
    public int number(String name) {
        return Math.toIntExact(integer(name));
    }

    public long integer(String name) {
        return get(name, Long.class);
    }

    public String text(String name) {
        return get(name, String.class);
    }

    public boolean flag(String name) {
        return get(name, Boolean.class);
    }

    public Duration duration(String name) {
        return get(name, Duration.class);
    }

    /** The section as it is written. */
    public YamlMap map() {
        return map;
    }

    /** Where the section stands. */
    public Place place() {
        return map.place();
    }

    /** Where the key stands, or the section where it is left out. */
    public Place place(Key<?> key) {
        return map.get(known(key.name()).name()).map(YamlNode::place).orElse(map.place());
    }

    /** A mistake in the value of a key, or in the whole section where the key is left out. */
    public BadValueException wrong(String name, String what, String allowed) {
        return new BadValueException(place(known(name)), what, allowed);
    }

    /** The same by key. */
    public BadValueException wrong(Key<?> key, String what, String allowed) {
        return wrong(key.name(), what, allowed);
    }

    private Object value(Key<?> key) {
        Object value = read.get(known(key.name()).name());
        value = value == null ? fallback(key) : value;
        if (value == null) {
            throw new IllegalStateException(key.name() + " is left out and has no default");
        }
        return value;
    }

    private static <T> T fallback(Key<T> key) {
        return key.fallback() == null ? null : key.fallback().get();
    }

    private Key<?> known(String name) {
        return keys.stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " is not a key of this section"));
    }
}
