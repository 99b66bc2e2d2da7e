package dev.rdplab.faststart;

import java.util.List;
import java.util.function.Supplier;

/** As a compiler for Java 8 makes it, which knows no nests. */
final class Old implements Supplier<List<String>> {

    private final String word = "a ";

    @Override
    public List<String> get() {
        Supplier<String> lambda = () -> word + "lambda";
        Supplier<String> reference = this::method;
        return List.of(lambda.get(), reference.get());
    }

    private String method() {
        return word + "method";
    }
}
