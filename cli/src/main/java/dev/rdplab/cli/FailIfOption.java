package dev.rdplab.cli;

import dev.rdplab.experiments.gate.Condition;
import dev.rdplab.words.BadValueException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A condition of {@code --fail-if}. */
final class FailIfOption implements ITypeConverter<Condition> {

    @Override
    public Condition convert(String text) {
        try {
            return Condition.parse(text);
        } catch (BadValueException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
