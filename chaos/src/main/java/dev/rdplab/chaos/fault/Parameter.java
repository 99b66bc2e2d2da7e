package dev.rdplab.chaos.fault;

import java.util.List;

/**
 * One key of a scenario file as data: what a reader needs to check it and what a help page needs to print it.
 *
 * @param unit such as {@code bytes}; empty when there is none
 * @param required whether the key must be there; else {@code fallback} holds
 * @param fallback the default as it would be written in a file; null when absence means something of its own
 * @param allowed the words allowed for {@link Type#WORD}; for other types words allowed beside a value
 * @param least smallest number allowed, for {@link Type#INTEGER}
 * @param most largest number allowed, for {@link Type#INTEGER}; bytes for {@link Type#BYTES}
 * @param group the keys inside, for {@link Type#GROUP}
 * @param meaning one line for people
 */
public record Parameter(
        String name,
        Type type,
        String unit,
        boolean required,
        Object fallback,
        List<String> allowed,
        long least,
        long most,
        List<Parameter> group,
        String meaning) {

    /** How a value is written. */
    public enum Type {
        /** Decimal, or hexadecimal with 0x. */
        INTEGER,
        /** A number with a unit: {@code 250ms}, {@code 3s}, {@code 2m}. */
        DURATION,
        /** Hexadecimal digits, white space allowed, in quotes. */
        BYTES,
        TEXT,
        /** One of the allowed words. */
        WORD,
        BOOLEAN,
        /** Keys of its own. */
        GROUP
    }

    public static Parameter integer(String name, String unit, long least, long most, String meaning) {
        return new Parameter(name, Type.INTEGER, unit, false, null, List.of(), least, most, List.of(), meaning);
    }

    public static Parameter duration(String name, String meaning) {
        return new Parameter(name, Type.DURATION, "duration", false, null, List.of(), 0, 0, List.of(), meaning);
    }

    public static Parameter bytes(String name, long most, String meaning) {
        return new Parameter(name, Type.BYTES, "hex", false, null, List.of(), 1, most, List.of(), meaning);
    }

    public static Parameter text(String name, String meaning) {
        return new Parameter(name, Type.TEXT, "", false, null, List.of(), 0, 0, List.of(), meaning);
    }

    public static Parameter oneOf(String name, List<String> allowed, String meaning) {
        return new Parameter(name, Type.WORD, "", false, null, allowed, 0, 0, List.of(), meaning);
    }

    public static Parameter bool(String name, String meaning) {
        return new Parameter(name, Type.BOOLEAN, "", false, null, List.of(), 0, 0, List.of(), meaning);
    }

    public static Parameter group(String name, List<Parameter> keys, String meaning) {
        return new Parameter(name, Type.GROUP, "", false, null, List.of(), 0, 0, keys, meaning);
    }

    /** The same, but it must be there. */
    public Parameter needed() {
        return new Parameter(name, type, unit, true, null, allowed, least, most, group, meaning);
    }

    /** The same with a default. */
    public Parameter or(Object value) {
        return new Parameter(name, type, unit, false, value, allowed, least, most, group, meaning);
    }

    /** The same with words allowed beside a value. */
    public Parameter orWord(String... words) {
        return new Parameter(name, type, unit, required, fallback, List.of(words), least, most, group, meaning);
    }
}
