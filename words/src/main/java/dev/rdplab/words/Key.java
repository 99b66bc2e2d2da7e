package dev.rdplab.words;

import java.util.List;
import java.util.function.Supplier;

/**
 * One key of a file as data: what a reader needs to check it, a page to print it and an editor to complete it.
 *
 * @param form how its value is written
 * @param required whether it must be there
 * @param usual what holds when it is left out, as it would be written; empty when there is no such value
 * @param fallback the value of {@code usual}; null when there is none
 * @param meaning one line for people
 */
public record Key<T>(String name, Form<T> form, boolean required, String usual, Supplier<T> fallback, String meaning) {

    /** A key that may be left out. Without a default, {@link Values#find} says whether it is there. */
    public static <T> Key<T> of(String name, Form<T> form, String meaning) {
        return new Key<>(name, form, false, "", null, meaning);
    }

    /** {@code true} or {@code false}, false when it is left out. */
    public static Key<Boolean> flag(String name, String meaning) {
        return of(name, Forms.FLAG, meaning).or("false");
    }

    /** Keys of its own; when it is left out, the defaults of all of them hold. */
    public static <T> Key<T> section(String name, Section<T> section, String meaning) {
        return new Key<>(name, section, false, "", section::empty, meaning);
    }

    /** The same key, but it must be there. */
    public Key<T> needed() {
        return new Key<>(name, form, true, "", null, meaning);
    }

    /** The same key with a default. @param written as it would stand in a file */
    public Key<T> or(String written) {
        T value = form.read(new YamlScalar(new Place("", 0, name), written));
        return new Key<>(name, form, false, written, () -> value, meaning);
    }

    /** The same key with a default that cannot be written as one word. @param said what a page says of it */
    public Key<T> or(T value, String said) {
        return new Key<>(name, form, false, said, () -> value, meaning);
    }

    /** The mistake that this key is not in a mapping. */
    BadValueException missing(YamlMap map) {
        return new BadValueException(map.place().child(map.place().line(), name), BadValue.MISSING, form.allowed());
    }

    /** The names of some keys. */
    public static List<String> names(List<Key<?>> keys) {
        return keys.stream().<String>map(Key::name).toList();
    }
}
