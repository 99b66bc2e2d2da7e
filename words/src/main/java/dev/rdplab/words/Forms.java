package dev.rdplab.words;

import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The forms that values have: words, numbers, durations, sizes, shares, texts, bytes, lists and alternatives. */
public final class Forms {

    /** {@code true} or {@code false}. */
    public static final Form<Boolean> FLAG = new Flag();

    /** A duration that is not below zero. */
    public static final Form<Duration> DURATION = new Grammar<>(
            Durations::parse,
            Durations.ALLOWED,
            Form.schema("type", "string", "pattern", Durations.PATTERN),
            "0s 1ms 250ms 2min 1h 24h");

    /** A duration that may be below zero. */
    public static final Form<Duration> SIGNED_DURATION = new Grammar<>(
            Durations::parseSigned,
            Durations.ALLOWED + ", with - for below zero",
            Form.schema("type", "string", "pattern", Durations.PATTERN.replace("\\+", "[+-]")),
            "0s -10min 5m 24h -24h");

    /** A share, 0 to 1. */
    public static final Form<Double> SHARE = new Grammar<>(
            Shares::parse,
            Shares.ALLOWED,
            Form.schema(
                    "anyOf",
                    List.of(
                            Form.schema("type", "number", "minimum", 0, "maximum", 1),
                            Form.schema("type", "string", "pattern", Shares.PATTERN))),
            "0 0% 2% 0.5 1 100%");

    /** Bits a second. */
    public static final Form<Long> RATE = new Grammar<>(
            Rates::parse,
            Rates.ALLOWED,
            Form.schema("type", "string", "pattern", Rates.PATTERN),
            "500kbit 10Mbit 1Gbit");

    private static final int MAX_TEXT = 10_000;

    private Forms() {}

    /** A whole number within bounds. */
    public static Form<Long> whole(long least, long most) {
        return new Whole(least, most);
    }

    /** A duration within bounds. */
    public static Form<Duration> duration(Duration least, Duration most) {
        String bounds = Durations.text(least) + " to " + Durations.text(most);
        return new Grammar<>(
                text -> {
                    var time = Durations.parse(text);
                    if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
                        throw Quantity.bad(text, "is out of bounds", bounds);
                    }
                    return time;
                },
                Durations.ALLOWED + ", " + bounds,
                Form.schema("type", "string", "pattern", Durations.PATTERN),
                Durations.text(least) + " " + Durations.text(most));
    }

    /** A size in bytes within bounds. */
    public static Form<Long> size(long least, long most) {
        return new Grammar<>(
                text -> Sizes.parse(text, least, most),
                Sizes.ALLOWED + ", " + least + " to " + most + " bytes",
                Form.schema(
                        "anyOf",
                        List.of(
                                Form.schema("type", "integer", "minimum", least, "maximum", most),
                                Form.schema("type", "string", "pattern", Sizes.PATTERN))),
                least + " " + most + " " + (least + most) / 2 + "B");
    }

    /** A text that is not blank, without blanks around it. */
    public static Form<String> text() {
        return new Text("text", Pattern.compile("(?s).+"), MAX_TEXT, "a text", "x");
    }

    /**
     * A text of this pattern.
     *
     * @param noun what it is, for messages: {@code cipher suite}
     * @param most its length, in characters
     * @param example one that is allowed
     */
    public static Form<String> text(String noun, Pattern pattern, int most, String allowed, String example) {
        return new Text(noun, pattern, most, allowed, example);
    }

    /** Any text, the empty one too, taken as it stands; such as a password. */
    public static Form<String> verbatim() {
        return new Grammar<>(
                text -> text, "a text", Form.schema("type", List.of("string", "number", "boolean")), "x \"\" secret 7");
    }

    /** Hexadecimal digits, white space allowed. */
    public static Form<byte[]> hex(int least, int most) {
        return new Hex(least, most);
    }

    /** The constants of an enum in lower case, with {@code -} for {@code _}. */
    public static <E extends Enum<E>> Words<E> words(E[] values) {
        return words("", List.of(values), value -> value.name()
                .toLowerCase(Locale.ROOT)
                .replace('_', '-'));
    }

    /** Values by their words. */
    public static <T> Words<T> words(T[] values, Function<T, String> word) {
        return words("", List.of(values), word);
    }

    /** Values by their words. @param noun see {@link Words#noun} */
    public static <T> Words<T> words(String noun, Collection<T> values, Function<T, String> word) {
        var byWord = new LinkedHashMap<String, T>();
        values.forEach(value -> byWord.put(word.apply(value), value));
        return new Words<>(noun, byWord);
    }

    /** A list, each item in this form. The same value twice is refused. */
    public static <T> Form<List<T>> list(Form<T> item, int least, int most) {
        return new ListOf<>(item, least, most, true);
    }

    /** A list in which values may come again. */
    public static <T> Form<List<T>> listWithRepeats(Form<T> item, int least, int most) {
        return new ListOf<>(item, least, most, false);
    }

    /** A single value in one form, or a list or mapping in another. */
    public static <T> Form<T> either(Form<? extends T> single, Form<? extends T> other) {
        return new Either<>(single, other);
    }

    /** One of some words, or else a value in another form. */
    public static <T> Form<T> wordOr(Words<? extends T> words, Form<? extends T> other) {
        return new WordOr<>(words, other);
    }

    /** A mapping with keys and values in these forms. */
    public static <K, V> Form<Map<K, V>> mapping(Words<K> key, Form<V> value) {
        return new MappingOf<>(key, value);
    }

    private record Flag() implements Form<Boolean> {
        @Override
        public String example(Random random) {
            return String.valueOf(random.nextBoolean());
        }

        @Override
        public Boolean read(YamlNode node) {
            return node.asScalar().bool();
        }

        @Override
        public String allowed() {
            return "true, false";
        }

        @Override
        public Map<String, Object> schema() {
            return Form.schema("type", "boolean");
        }
    }

    /** A value that stands in one text. */
    record Grammar<T>(Function<String, T> parse, String allowed, Map<String, Object> schema, String examples)
            implements Form<T> {
        @Override
        public String example(Random random) {
            var all = examples.split(" ");
            return all[random.nextInt(all.length)];
        }

        @Override
        public String brief() {
            return allowed.replace(Durations.ALLOWED, "a duration");
        }

        @Override
        public T read(YamlNode node) {
            var scalar = node.asScalar();
            return scalar.placed(() -> parse.apply(scalar.text()));
        }
    }

    /** A whole number within bounds. */
    public record Whole(long least, long most) implements Form<Long> {
        @Override
        public String example(Random random) {
            long[] some = {least, most, least + (most - least) / 2, Math.min(most, least + 1)};
            return String.valueOf(some[random.nextInt(some.length)]);
        }

        @Override
        public Long read(YamlNode node) {
            return node.asScalar().number(least, most);
        }

        @Override
        public String allowed() {
            return Integers.bounds(least, most);
        }

        @Override
        public Map<String, Object> schema() {
            var number = Form.schema("type", "integer", "minimum", least, "maximum", most);
            return Form.schema(
                    "anyOf",
                    List.of(number, Form.schema("type", "string", "pattern", "^[+-]?(0[xX][0-9a-fA-F]+|[0-9]+)$")));
        }
    }

    private record Text(String noun, Pattern pattern, int most, String allowed, String example)
            implements Form<String> {
        @Override
        public String example(Random random) {
            return example;
        }

        @Override
        public String read(YamlNode node) {
            var scalar = node.asScalar();
            String text = scalar.string();
            if (text.length() > most || !pattern.matcher(text).matches()) {
                throw scalar.wrong(scalar.described() + " is not a valid " + noun, allowed);
            }
            return text;
        }

        @Override
        public Map<String, Object> schema() {
            return Form.schema("type", List.of("string", "number", "boolean"));
        }
    }

    private record Hex(int least, int most) implements Form<byte[]> {
        @Override
        public String example(Random random) {
            return "'" + "0f".repeat(Math.max(least, Math.min(most, 1 + random.nextInt(3)))) + "'";
        }

        @Override
        public byte[] read(YamlNode node) {
            var scalar = node.asScalar();
            String digits = scalar.text().replaceAll("\\s+", "").replaceFirst("^0[xX]", "");
            byte[] bytes;
            try {
                bytes = HexFormat.of().parseHex(digits);
            } catch (IllegalArgumentException e) {
                throw scalar.wrong(scalar.described() + " is not hexadecimal", "hexadecimal digits, two for each byte");
            }
            if (bytes.length < least || bytes.length > most) {
                throw scalar.wrong("has " + bytes.length + " bytes", least + " to " + most + " bytes");
            }
            return bytes;
        }

        @Override
        public String allowed() {
            return "hexadecimal digits in quotes, " + least + " to " + most + " bytes";
        }

        @Override
        public Map<String, Object> schema() {
            return Form.schema("type", List.of("string", "integer"), "pattern", "^(0[xX])?[0-9a-fA-F\\s]*$");
        }
    }
}
