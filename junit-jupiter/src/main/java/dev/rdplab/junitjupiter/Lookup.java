package dev.rdplab.junitjupiter;

import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.scenario.ScenarioReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds scenarios by what a test calls them. */
final class Lookup {

    private Lookup() {}

    /** @throws IllegalArgumentException with what was perhaps meant */
    static Script named(String name) {
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            String text = text(name);
            return new Script(ScenarioReader.read(name, "", text), text);
        }
        return Script.of(Catalogue.named(name).orElseThrow(() -> unknown(name)));
    }

    /** In the catalogue's order for each pattern. @throws IllegalArgumentException when a pattern fits nothing */
    static List<Scenario> matching(String[] patterns, String[] except) {
        var left = Stream.of(except).flatMap(Lookup::matching).toList();
        return Stream.of(patterns)
                .flatMap(Lookup::matching)
                .distinct()
                .filter(scenario -> !left.contains(scenario))
                .toList();
    }

    private static Stream<Scenario> matching(String pattern) {
        var found = Known.CATALOGUE.matching(pattern);
        if (found.isEmpty()) {
            throw unknown(pattern);
        }
        return found.stream();
    }

    private static IllegalArgumentException unknown(String name) {
        var near = Known.CATALOGUE.near(name);
        return new IllegalArgumentException("no scenario is called '" + name + "'"
                + (near.isEmpty() ? "; rdplab scenarios lists them" : "; perhaps " + String.join(", ", near)));
    }

    private static String text(String name) {
        var loader = Thread.currentThread().getContextClassLoader();
        try (var in = loader == null ? null : loader.getResourceAsStream(name)) {
            if (in != null) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
            if (Files.isRegularFile(Path.of(name))) {
                return Files.readString(Path.of(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
        throw new IllegalArgumentException(
                "no file " + name + " on the class path or in " + Path.of("").toAbsolutePath());
    }

    private static final class Known {
        static final Catalogue CATALOGUE = Catalogue.load();
    }
}
