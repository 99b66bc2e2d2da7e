package dev.rdplab.lab.scenario;

import java.util.ArrayList;
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
        var values = new ArrayList<T>();
        for (YamlNode item : items) {
            T value = reader.apply(item);
            if (values.contains(value)) {
                throw item.wrong(item.described() + " stands here twice", "each value once");
            }
            values.add(value);
        }
        return List.copyOf(values);
    }

    @Override
    public String described() {
        return "a list";
    }
}
