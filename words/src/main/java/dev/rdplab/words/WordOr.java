package dev.rdplab.words;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** One of some words, or else a value in another form. */
record WordOr<T>(Words<? extends T> words, Form<? extends T> other) implements Form<T> {

    @Override
    public T read(YamlNode node) {
        if (node instanceof YamlScalar scalar && words.byWord().containsKey(scalar.text())) {
            return words.read(node);
        }
        try {
            return other.read(node);
        } catch (BadValueException e) {
            throw new BadValueException(e.mistakes().stream()
                    .map(bad ->
                            bad.place().equals(node.place()) ? new BadValue(bad.place(), bad.what(), beside(bad)) : bad)
                    .toList());
        }
    }

    private String beside(BadValue bad) {
        return words.allowed() + (bad.allowed().isEmpty() ? "" : ", or " + bad.allowed());
    }

    @Override
    public String allowed() {
        return words.allowed() + ", or " + other.allowed();
    }

    @Override
    public String brief() {
        return words.brief() + ", or " + other.brief();
    }

    @Override
    public Map<String, Object> schema() {
        return Form.schema("anyOf", List.of(words.schema(), other.schema()));
    }

    @Override
    public String example(Random random) {
        return random.nextBoolean() ? words.example(random) : other.example(random);
    }

    @Override
    public List<Form<?>> parts() {
        return List.of(words, other);
    }
}
