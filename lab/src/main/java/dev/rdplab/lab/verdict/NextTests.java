package dev.rdplab.lab.verdict;

import dev.rdplab.lab.yaml.Yaml;
import dev.rdplab.words.YamlMap;
import dev.rdplab.words.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tests that tell one cause from another. */
public final class NextTests {

    /** @param thorough whether a thorough probe makes it @param tells what the test shows, by the id of the cause */
    public record Test(String test, boolean thorough, Map<String, String> tells) {}

    /** Points of a score by which the second cause may be behind and still be worth a test. */
    private static final int RIVAL = 40;

    private final List<Test> tests;

    private NextTests(List<Test> tests) {
        this.tests = List.copyOf(tests);
    }

    /** Those that come with the program, read when first asked for. */
    public static NextTests known() {
        return Known.TESTS;
    }

    /**
     * Reads a file in the form of {@code next-tests.yaml}.
     *
     * @throws dev.rdplab.words.BadValueException naming the line that is wrong
     */
    public static NextTests read(String file, String text) {
        return read(Yaml.read(file, text));
    }

    public List<Test> all() {
        return tests;
    }

    /**
     * What to do next, and what it would show for the two likeliest causes. Where no test is known that tells them apart, and
     * where one cause stands alone, what to check for the first.
     *
     * @param causes the likeliest first; empty when there is none
     */
    public Optional<String> apart(List<RankedCause> causes) {
        return apart(causes, false);
    }

    /** The same. @param thorough a thorough probe was made: what it tries is done already */
    public Optional<String> apart(List<RankedCause> causes, boolean thorough) {
        if (causes.isEmpty()) {
            return Optional.empty();
        }
        var first = causes.get(0).known();
        if (causes.size() > 1 && causes.get(0).score() - causes.get(1).score() <= RIVAL) {
            var second = causes.get(1).known();
            for (Test test : tests) {
                if (thorough && test.thorough()) {
                    continue;
                }
                var one = test.tells.get(first.id());
                var other = test.tells.get(second.id());
                if (one != null && other != null && !one.equals(other)) {
                    return Optional.of(
                            test.test + ". If " + one + ": " + first.id() + ". If " + other + ": " + second.id());
                }
            }
        }
        return Optional.of(first.check());
    }

    private static NextTests read(YamlMap file) {
        file.allow("tests");
        var tests = new ArrayList<Test>();
        for (var node : file.required("tests").asList().items()) {
            var map = node.asMap().allow("test", "tells", "thorough");
            var tells = new LinkedHashMap<String, String>();
            for (var entry : map.required("tells").asMap().entries().entrySet()) {
                if (Causes.known().find(entry.getKey()).isEmpty()) {
                    throw entry.getValue().wrong("no cause has the id " + entry.getKey(), "an id of causes.yaml");
                }
                tells.put(entry.getKey(), entry.getValue().asScalar().string());
            }
            tests.add(new Test(
                    map.required("test").asScalar().string(),
                    map.scalar("thorough").map(YamlScalar::bool).orElse(false),
                    tells));
        }
        return new NextTests(tests);
    }

    private static final class Known {
        static final NextTests TESTS = read(Yaml.resource(NextTests.class, "next-tests.yaml"));
    }
}
