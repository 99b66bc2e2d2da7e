package dev.rdplab.words;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A list of values in one form. @param distinct whether the same value twice is refused */
record ListOf<T>(Form<T> item, int least, int most, boolean distinct) implements Form<List<T>> {

    @Override
    public List<T> read(YamlNode node) {
        var list = node.asList();
        int size = list.items().size();
        if (size < least || size > most) {
            throw node.wrong(size == 0 ? "is empty" : "has " + size + " entries", allowed());
        }
        return distinct ? list.distinct(item::read) : list.each(item::read);
    }

    @Override
    public String allowed() {
        String size = least == 0 ? "at most " + most : least + " to " + most;
        return "a list of " + size + ", each " + item.allowed();
    }

    @Override
    public String brief() {
        return "a list, each " + item.brief();
    }

    @Override
    public Map<String, Object> schema() {
        return Form.schema("type", "array", "items", item.schema(), "minItems", least, "maxItems", most);
    }

    @Override
    public String example(Random random) {
        int size = Math.min(most, Math.max(least, random.nextInt(4)));
        var items = new LinkedHashSet<String>();
        for (int i = 0; i < size; i++) {
            items.add(item.example(random));
        }
        return "[" + String.join(", ", items) + "]";
    }

    @Override
    public List<Form<?>> parts() {
        return List.of(item);
    }
}
