package dev.rdplab.cli;

import dev.rdplab.words.BadValueException;
import dev.rdplab.words.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations of options, written as everywhere: {@code 250ms}, {@code 3s}, {@code 2min}. */
final class DurationOption implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        try {
            return Durations.parse(text);
        } catch (BadValueException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
