package dev.rdplab.lab.scenario;

import dev.rdplab.lab.codes.Numbers;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** One value of a YAML file, as it was written. */
public record YamlScalar(Place place, String text) implements YamlNode {

    private static final Pattern AMOUNT = Pattern.compile("([+-]?[0-9]+(?:\\.[0-9]+)?)\\s*([a-zA-Zµ%/]*)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns",
            1L,
            "us",
            1_000L,
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "m",
            60_000_000_000L,
            "min",
            60_000_000_000L);
    private static final Map<String, Long> SIZES =
            Map.of("", 1L, "b", 1L, "kb", 1_000L, "kib", 1_024L, "mb", 1_000_000L);

    /** The longest time that may stand in a file. */
    static final Duration LONGEST = Duration.ofDays(1);

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
        throw wrong(
                described() + " is not known",
                String.join(", ", values.stream().map(word).toList()));
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
        long number;
        try {
            number = text.startsWith("0x") ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw wrong(described() + " is not a whole number", least + " to " + most);
        }
        if (number < least || number > most) {
            throw wrong(described() + " is out of bounds", least + " to " + most);
        }
        return number;
    }

    /** A code of at most 32 bits, decimal or with {@code 0x}. */
    public long code() {
        try {
            return Numbers.parse(text);
        } catch (NumberFormatException e) {
            throw wrong(described() + " is not a code", "a number such as 7 or 0xC000006D");
        }
    }

    /** A time with its unit, not below zero. */
    public Duration duration() {
        var duration = signedDuration();
        if (duration.isNegative()) {
            throw wrong(described() + " is below zero", "a time such as 250ms or 3s");
        }
        return duration;
    }

    public Duration signedDuration() {
        var matcher = AMOUNT.matcher(text.strip());
        if (!matcher.matches()) {
            throw wrong(described() + " is not a time", "a time such as 250ms or 3s");
        }
        Long unit = NANOS.get(matcher.group(2).replace('µ', 'u'));
        if (unit == null) {
            String came = matcher.group(2).isEmpty() ? " has no unit" : " has the unknown unit " + matcher.group(2);
            throw wrong(described() + came, "us, ms, s, min, as in 250ms or 3s");
        }
        var nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        if (nanos.abs().compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
            throw wrong(described() + " is too long", "at most 1440min");
        }
        return Duration.ofNanos(nanos.longValue());
    }

    /** A size in bytes, with or without a unit. */
    public long bytes(long most) {
        var matcher = AMOUNT.matcher(text.strip());
        Long unit = matcher.matches() ? SIZES.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null || matcher.group(1).contains(".")) {
            throw wrong(described() + " is not a size", "bytes such as 512 or 16kB");
        }
        var bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        if (bytes.signum() < 0 || bytes.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw wrong(described() + " is out of bounds", "0 to " + most + " bytes");
        }
        return bytes.longValue();
    }

    /** A share: {@code 2%} or {@code 0.02}. @return 0 to 1 */
    public double share() {
        var matcher = AMOUNT.matcher(text.strip());
        if (matcher.matches() && (matcher.group(2).isEmpty() || matcher.group(2).equals("%"))) {
            double share =
                    Double.parseDouble(matcher.group(1)) / (matcher.group(2).isEmpty() ? 1 : 100);
            if (share >= 0 && share <= 1) {
                return share;
            }
        }
        throw wrong(described() + " is not a share", "0% to 100%, or 0 to 1");
    }

    @Override
    public String described() {
        return "'" + (text.length() > 60 ? text.substring(0, 60) + "..." : text) + "'";
    }
}
