package dev.rdplab.lab.scenario;

import dev.rdplab.words.Key;
import dev.rdplab.words.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Scenario files drawn from the declarations of their keys. */
public final class RandomScenarios {

    /** What stands where something else should. */
    private static final List<String> NONSENSE = List.of(
            "''",
            "-1",
            "0",
            "9",
            "99999999999999999999",
            "0x1FFFFFFFFF",
            "nonsense",
            "[]",
            "{}",
            "[a, b]",
            "{ a: b }",
            "true",
            "1.5",
            "-5ms",
            "25h",
            "10",
            "2min",
            "0ms",
            "'\u0007'",
            "~");

    private final Random random;

    public RandomScenarios(long seed) {
        this.random = new Random(seed);
    }

    /** A file whose every value is allowed; the combination need not be. */
    public String right() {
        return print(entries());
    }

    /** The same with one value replaced, one key misspelt, or one left out. */
    public String wrong() {
        var entries = entries();
        var parts = List.copyOf(entries.keySet());
        String part = parts.get(random.nextInt(parts.size()));
        switch (random.nextInt(4)) {
            case 0 -> entries.remove(part);
            case 1 -> entries.put(part + "x", entries.remove(part));
            case 2 -> entries.put(part, NONSENSE.get(random.nextInt(NONSENSE.size())));
            default -> entries.put("server", inServer());
        }
        return print(entries);
    }

    /** One key of the server, with a value that may be wrong. */
    private String inServer() {
        var keys = ServerKeys.SECTION.keys();
        var key = keys.get(random.nextInt(keys.size()));
        return "{ " + key.name() + ": " + NONSENSE.get(random.nextInt(NONSENSE.size())) + " }";
    }

    private Map<String, String> entries() {
        var entries = new LinkedHashMap<String, String>();
        for (Key<?> key : ScenarioKeys.SECTION.keys()) {
            if (key.required() || random.nextInt(4) == 0) {
                entries.put(key.name(), few(key));
            }
        }
        return entries;
    }

    /** A section with a few of its keys: with many, some always exclude others. */
    private String few(Key<?> key) {
        if (!(key.form() instanceof Section<?> section)) {
            return key.form().example(random);
        }
        var entries = new ArrayList<String>();
        for (Key<?> inner : section.keys()) {
            if (inner.required() || random.nextInt(section.keys().size()) < 2) {
                entries.add(inner.name() + ": " + inner.form().example(random));
            }
        }
        return "{ " + String.join(", ", entries) + " }";
    }

    private static String print(Map<String, String> entries) {
        var text = new StringBuilder();
        entries.forEach((key, value) -> text.append(key + ": " + value + "\n"));
        return text.toString();
    }
}
