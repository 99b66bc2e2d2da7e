package dev.rdplab.verification.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A JDK on this machine. */
record Jdk(int feature, Path home) {

    private static final int OLDEST = 17;
    private static final int YEARS_BETWEEN_LTS = 4; // two releases a year: 17, 21, 25
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    /** The oldest that the lab runs on, and the newest with long-term support; one where they are the same. */
    static List<Jdk> ofInterest() {
        var found = all();
        var oldest = found.stream().filter(jdk -> jdk.feature == OLDEST).findFirst();
        var newest = found.stream().filter(Jdk::longTerm).max(Comparator.comparingInt(Jdk::feature));
        return Stream.of(oldest, newest).flatMap(Optional::stream).distinct().toList();
    }

    private boolean longTerm() {
        return feature >= OLDEST && (feature - OLDEST) % YEARS_BETWEEN_LTS == 0;
    }

    private static List<Jdk> all() {
        var variables = System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("JAVA_HOME"))
                .map(variable -> Path.of(variable.getValue()));
        var folders = Stream.of("/usr/lib/jvm", "/opt", System.getProperty("user.home") + "/.sdkman/candidates/java")
                .flatMap(Jdk::children);
        return Stream.of(Stream.of(Path.of(System.getProperty("java.home"))), variables, folders)
                .flatMap(homes -> homes)
                .flatMap(home -> at(home).stream())
                .distinct()
                .toList();
    }

    private static Optional<Jdk> at(Path home) {
        try {
            if (!Files.isExecutable(home.resolve("bin/javac"))) {
                return Optional.empty();
            }
            var release = VERSION.matcher(Files.readString(home.resolve("release")));
            return release.find()
                    ? Optional.of(new Jdk(Integer.parseInt(release.group(1)), home.toRealPath()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Stream<Path> children(String folder) {
        if (!Files.isDirectory(Path.of(folder))) {
            return Stream.empty();
        }
        try (var children = Files.list(Path.of(folder))) {
            return children.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }
}
