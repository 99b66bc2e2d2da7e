package dev.rdplab.cli;

import dev.rdplab.words.BadValueException;
import dev.rdplab.words.Integers;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads whole numbers of options. What is wrong with one is said in words for people, not in Java's types. */
final class WholeNumbers {

    private WholeNumbers() {}

    /** For all options of this command line and of its subcommands, which must be there already. */
    static void readOn(CommandLine line) {
        line.registerConverter(int.class, new OfAnInt()).registerConverter(Integer.class, new OfAnInt());
        line.registerConverter(long.class, new OfALong()).registerConverter(Long.class, new OfALong());
    }

    // Two classes and no lambdas, as in RdpLab.

    private static final class OfAnInt implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) number(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
    }

    private static final class OfALong implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return number(text, Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    private static long number(String text, long least, long greatest) {
        try {
            return Integers.parse(text, least, greatest);
        } catch (BadValueException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
