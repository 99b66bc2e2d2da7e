package dev.rdplab.words;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * How a value is written, as data: it reads a value, says what is allowed, and describes itself as JSON Schema. See {@link Forms}
 * for the forms there are.
 */
public interface Form<T> {

    /** Reads what stands in a file. @throws BadValueException naming every mistake with its place */
    T read(YamlNode node);

    /** What may stand there, in words, for messages and tables: {@code 0 to 255}. */
    String allowed();

    /** The same for tables, with long lists of words named and not listed. */
    default String brief() {
        return allowed();
    }

    /** The JSON Schema (2020-12) of what may stand there, as maps, lists, strings, numbers and booleans. */
    Map<String, Object> schema();

    /** A value that is allowed, drawn at random, as flow YAML: for tests. */
    String example(Random random);

    /** The forms that this one is made of. */
    default List<Form<?>> parts() {
        return List.of();
    }

    /** The same writing for another type. The function may throw a {@link BadValueException} without a place. */
    default <U> Form<U> as(Function<? super T, ? extends U> function) {
        return readBy(node -> {
            T value = read(node);
            try {
                return function.apply(value);
            } catch (BadValueException e) {
                throw e.at(node.place());
            }
        });
    }

    /** The same writing, read by another function. */
    default <U> Form<U> readBy(Function<YamlNode, ? extends U> reader) {
        return new ReadBy<>(this, reader);
    }

    /** What another form describes, read by a function. */
    record ReadBy<T>(Form<?> form, Function<YamlNode, ? extends T> reader) implements Form<T> {

        @Override
        public T read(YamlNode node) {
            return reader.apply(node);
        }

        @Override
        public String allowed() {
            return form.allowed();
        }

        @Override
        public String brief() {
            return form.brief();
        }

        @Override
        public Map<String, Object> schema() {
            return form.schema();
        }

        @Override
        public String example(Random random) {
            return form.example(random);
        }

        @Override
        public List<Form<?>> parts() {
            return List.of(form);
        }
    }

    /** A schema of alternating names and values, in this order. */
    static Map<String, Object> schema(Object... namesAndValues) {
        var schema = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            schema.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return schema;
    }
}
