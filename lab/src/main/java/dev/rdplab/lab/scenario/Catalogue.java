package dev.rdplab.lab.scenario;

import dev.rdplab.words.BadValueException;
import dev.rdplab.words.Near;
import dev.rdplab.words.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The scenarios that come with the program: one YAML file each, in folders by the stage at which they end. */
public final class Catalogue {

    private static final String ROOT = "/dev/rdplab/lab/scenarios/";

    /** Names that a hint gives. */
    private static final int MOST_NEAR = 5;

    /** What was read so far, as long as there is memory for it: the files do not change, and reading all takes a while. */
    private static volatile SoftReference<Catalogue> known = new SoftReference<>(null);

    private final List<String> paths = paths();
    private final Map<String, Scenario> byPath = new ConcurrentHashMap<>();

    private Catalogue() {}

    /** All of them, in the order of {@code index.txt}; each file is read when its scenario is first asked for. */
    public static Catalogue load() {
        var catalogue = known.get();
        if (catalogue == null) {
            catalogue = new Catalogue();
            known = new SoftReference<>(catalogue);
        }
        return catalogue;
    }

    private Scenario at(String path) {
        return byPath.computeIfAbsent(path, Catalogue::read);
    }

    /** Reads one of them, by name, or by group and name. */
    public static Optional<Scenario> named(String name) {
        return paths().stream()
                .filter(path -> path.equals(name) || path.endsWith("/" + name))
                .findFirst()
                .map(Catalogue::read);
    }

    private static Scenario read(String path) {
        var scenario = ScenarioReader.read(path + ".yaml", group(path), text(path));
        if (!scenario.path().equals(path)) {
            throw new BadValueException(
                    new Place(path + ".yaml", 1, "name"), "'" + scenario.name() + "' is not the file's", path);
        }
        return scenario;
    }

    /** Group and name of every scenario, without reading them. */
    public static List<String> paths() {
        return resource("index.txt")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    /** The file itself. @param path group and name */
    public static String text(String path) {
        return resource(path + ".yaml");
    }

    public List<Scenario> all() {
        return paths.stream().map(this::at).toList();
    }

    /** By name, or by group and name. */
    public Optional<Scenario> find(String name) {
        return paths.stream()
                .filter(path -> path.equals(name) || name(path).equals(name))
                .findFirst()
                .map(this::at);
    }

    /**
     * By name, by group and name, or by a pattern in which {@code *} stands for any characters, such as {@code tls/*}.
     *
     * @return in the catalogue's order; empty when none fits
     */
    public List<Scenario> matching(String pattern) {
        if (!pattern.contains("*")) {
            return find(pattern).stream().toList();
        }
        var regex = Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
        return paths.stream()
                .filter(path -> regex.matcher(path).matches()
                        || !pattern.contains("/") && regex.matcher(name(path)).matches())
                .map(this::at)
                .toList();
    }

    /** Up to 5 names that look like this one, the closest first, for a hint. */
    public List<String> near(String name) {
        var near = new ArrayList<String>();
        int slash = name.indexOf('/');
        if (name.endsWith("/*")) {
            String group = name.substring(0, slash);
            paths.stream()
                    .map(Catalogue::group)
                    .distinct()
                    .filter(other -> Near.distance(group, other) <= 2)
                    .forEach(other -> near.add(other + "/*"));
            return near;
        }
        String asked = name.toLowerCase(Locale.ROOT);
        String bare = asked.substring(slash + 1);
        for (String path : paths) {
            String each = name(path);
            boolean part = bare.length() > 2 && (path.contains(bare) || each.length() > 5 && asked.contains(each));
            if (part || Near.distance(bare, each) <= Math.min(3, bare.length() / 3)) {
                near.add(each);
            }
        }
        near.sort(Comparator.comparingInt(each -> Near.distance(bare, each)));
        return near.subList(0, Math.min(MOST_NEAR, near.size()));
    }

    private static String group(String path) {
        return path.substring(0, path.indexOf('/'));
    }

    private static String name(String path) {
        return path.substring(path.indexOf('/') + 1);
    }

    private static String resource(String name) {
        try (var in = Catalogue.class.getResourceAsStream(ROOT + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no scenario file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
