package dev.rdplab.words;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** A single value in one form, or a list or a mapping in another. */
record Either<T>(Form<? extends T> single, Form<? extends T> other) implements Form<T> {

    @Override
    public T read(YamlNode node) {
        return node instanceof YamlScalar ? single.read(node) : other.read(node);
    }

    @Override
    public String allowed() {
        return single.allowed() + ", or " + other.allowed();
    }

    @Override
    public String brief() {
        return single.brief() + ", or " + other.brief();
    }

    @Override
    public Map<String, Object> schema() {
        return Form.schema("anyOf", List.of(single.schema(), other.schema()));
    }

    @Override
    public String example(Random random) {
        return random.nextBoolean() ? single.example(random) : other.example(random);
    }

    @Override
    public List<Form<?>> parts() {
        return List.of(single, other);
    }
}
