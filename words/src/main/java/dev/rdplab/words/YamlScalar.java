package dev.rdplab.words;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Supplier;

/** One value of a YAML file, as it was written. */
public record YamlScalar(Place place, String text) implements YamlNode {

    @Override
    public YamlScalar asScalar() {
        return this;
    }

    /** Text that is not empty. */
    public String string() {
        if (text.isBlank()) {
            throw wrong("is empty", "a text");
        }
        return text.strip();
    }

    /** One of a closed set, by its words. */
    public <T> T oneOf(Collection<T> values, Function<T, String> word) {
        for (T value : values) {
            if (word.apply(value).equals(text)) {
                return value;
            }
        }
        var words = values.stream().map(word).toList();
        throw wrong(described() + " is not known" + Near.question(text, words), String.join(", ", words));
    }

    public boolean bool() {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(described() + " is neither true nor false", "true, false");
        };
    }

    /** A whole number, decimal or with {@code 0x}. */
    public long number(long least, long most) {
        return placed(() -> Integers.parse(text, least, most));
    }

    /** A duration with its unit, not below zero. */
    public Duration duration() {
        return placed(() -> Durations.parse(text));
    }

    /** A size in bytes, with or without a unit. */
    public long bytes(long most) {
        return placed(() -> Sizes.parse(text, 0, most));
    }

    /** A share: {@code 2%} or {@code 0.02}. @return 0 to 1 */
    public double share() {
        return placed(() -> Shares.parse(text));
    }

    /** What a grammar makes of the text, its mistakes put in this place. */
    public <T> T placed(Supplier<T> grammar) {
        try {
            return grammar.get();
        } catch (BadValueException e) {
            throw e.at(place);
        }
    }

    @Override
    public String described() {
        return Quantity.quoted(text);
    }
}
