package dev.rdplab.lab.scenario;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A mapping of a YAML file. Call {@link #allow} first: a key that nobody reads is a mistake of the writer. */
public record YamlMap(Place place, Map<String, YamlNode> entries) implements YamlNode {

    public YamlMap {
        entries = new LinkedHashMap<>(entries);
    }

    @Override
    public YamlMap asMap() {
        return this;
    }

    /** @throws ScenarioException naming the first key that is not among these */
    public YamlMap allow(String... keys) {
        var allowed = Set.of(keys);
        for (var entry : entries.entrySet()) {
            if (!allowed.contains(entry.getKey())) {
                throw entry.getValue().wrong("unknown key" + guess(entry.getKey(), keys), String.join(", ", keys));
            }
        }
        return this;
    }

    public Optional<YamlNode> get(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    public boolean has(String key) {
        return entries.containsKey(key);
    }

    public Optional<YamlScalar> scalar(String key) {
        return get(key).map(YamlNode::asScalar);
    }

    public Optional<String> string(String key) {
        return scalar(key).map(YamlScalar::string);
    }

    public Optional<YamlMap> map(String key) {
        return get(key).map(YamlNode::asMap);
    }

    public Optional<YamlList> list(String key) {
        return get(key).map(YamlNode::asList);
    }

    /** @throws ScenarioException when the key is missing */
    public YamlNode required(String key) {
        return get(key).orElseThrow(() -> new ScenarioException(
                place.file(), place.line(), place.child(place.line(), key).key(), "is missing", ""));
    }

    @Override
    public String described() {
        return "a mapping";
    }

    private static String guess(String key, String... keys) {
        var near = new TreeSet<String>();
        for (String candidate : keys) {
            if (distance(key, candidate) <= Math.max(1, candidate.length() / 4)) {
                near.add(candidate);
            }
        }
        return near.isEmpty() ? "" : " (" + near.first() + "?)";
    }

    /** Edits between two words, by Levenshtein. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
