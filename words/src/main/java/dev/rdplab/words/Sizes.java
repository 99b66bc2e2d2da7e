package dev.rdplab.words;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;

/**
 * Sizes in bytes: a number alone or with {@code B}, {@code kB}, {@code MB}, {@code GB} (powers of 1000) or {@code KiB},
 * {@code MiB}, {@code GiB} (powers of 1024). Units ignore case.
 */
public final class Sizes {

    /** What can be written, for messages. */
    public static final String ALLOWED = "bytes such as 512, 16kB or 1MiB";

    /** What can be written, as a regular expression. */
    public static final String PATTERN = "^\\+?[0-9]+(\\.[0-9]+)?\\s*([bB]|[kKmMgG][iI]?[bB])?$";

    private static final Map<String, Long> BYTES = Map.of(
            "", 1L,
            "b", 1L,
            "kb", 1_000L,
            "kib", 1L << 10,
            "mb", 1_000_000L,
            "mib", 1L << 20,
            "gb", 1_000_000_000L,
            "gib", 1L << 30);

    private Sizes() {}

    /** Reads a size of least to most bytes. @throws BadValueException saying what is wrong, without a place */
    public static long parse(String text, long least, long most) {
        var quantity = Quantity.of(text).orElseThrow(() -> Quantity.bad(text, "is not a size", ALLOWED));
        Long unit = BYTES.get(quantity.unit().toLowerCase(Locale.ROOT));
        if (unit == null) {
            throw Quantity.bad(text, "has the unknown unit " + quantity.unit(), ALLOWED);
        }
        var bytes = quantity.number().multiply(BigDecimal.valueOf(unit)).stripTrailingZeros();
        if (bytes.scale() > 0) {
            throw Quantity.bad(text, "is not a whole number of bytes", ALLOWED);
        }
        if (bytes.compareTo(BigDecimal.valueOf(least)) < 0 || bytes.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw Quantity.bad(text, "is out of bounds", least + " to " + most + " bytes");
        }
        return bytes.longValueExact();
    }
}
