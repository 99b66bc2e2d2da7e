package dev.rdplab.diagnosis.logs.rule;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A condition on one field of a record. A value is a number ({@code 0xC000006A}, {@code 42}), a range of numbers
 * ({@code 1..6}), a part of a text ({@code *failed*}), or a whole text; case does not matter.
 *
 * @param values one must fit
 */
record FieldTest(String field, List<String> values) {

    FieldTest {
        values = List.copyOf(values);
    }

    boolean fits(String value) {
        return values.stream().anyMatch(wanted -> fits(wanted, value.strip()));
    }

    private static boolean fits(String wanted, String value) {
        int dots = wanted.indexOf("..");
        var number = LogNumbers.parse(value);
        if (dots > 0) {
            OptionalLong least = LogNumbers.parse(wanted.substring(0, dots));
            OptionalLong most = LogNumbers.parse(wanted.substring(dots + 2));
            return number.isPresent()
                    && number.getAsLong() >= least.orElse(Long.MAX_VALUE)
                    && number.getAsLong() <= most.orElse(Long.MIN_VALUE);
        }
        var wantedNumber = LogNumbers.parse(wanted);
        if (wantedNumber.isPresent()) {
            return number.equals(wantedNumber);
        }
        var lower = value.toLowerCase(Locale.ROOT);
        var part = wanted.toLowerCase(Locale.ROOT);
        return part.length() > 1 && part.startsWith("*") && part.endsWith("*")
                ? lower.contains(part.substring(1, part.length() - 1))
                : lower.equals(part);
    }
}
