package dev.rdplab.words;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/** A sequence of a YAML file. */
public record YamlList(Place place, List<YamlNode> items) implements YamlNode {

    public YamlList {
        items = List.copyOf(items);
    }

    @Override
    public YamlList asList() {
        return this;
    }

    /** Every item read by {@code reader}; the same value twice is refused. */
    public <T> List<T> distinct(Function<YamlNode, T> reader) {
        var seen = new HashSet<T>();
        return each(item -> {
            T value = reader.apply(item);
            if (!seen.add(value)) {
                throw item.wrong(item.described() + " appears here twice", "each value once");
            }
            return value;
        });
    }

    /** Every item read by {@code reader}. @throws BadValueException with the mistakes of all items */
    public <T> List<T> each(Function<YamlNode, T> reader) {
        var values = new ArrayList<T>();
        var mistakes = new Mistakes();
        for (YamlNode item : items) {
            mistakes.in(() -> reader.apply(item)).ifPresent(values::add);
        }
        mistakes.report();
        return List.copyOf(values);
    }

    @Override
    public String described() {
        return "a list";
    }
}
