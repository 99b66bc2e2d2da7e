package dev.rdplab.diagnosis.logs.rule;

import dev.rdplab.diagnosis.logs.LogEntry;
import dev.rdplab.lab.verdict.Causes;
import dev.rdplab.lab.yaml.Yaml;
import dev.rdplab.protocol.Stage;
import dev.rdplab.words.YamlMap;
import dev.rdplab.words.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules of {@code log-rules.yaml}.
 *
 * @param rules the first that fits a record speaks
 * @param absences what follows when a record is not there
 */
public record LogRules(List<LogRule> rules, List<AbsenceRule> absences) {

    public LogRules {
        rules = List.copyOf(rules);
        absences = List.copyOf(absences);
    }

    /** Those that come with the program, read when first asked for. */
    public static LogRules known() {
        return Known.RULES;
    }

    /** The first rule that fits. */
    public Optional<LogRule> of(LogEntry record) {
        return rules.stream().filter(rule -> rule.fits(record)).findFirst();
    }

    /** Providers whose records are of use, in lower case. */
    public Set<String> providers() {
        var providers = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        rules.forEach(rule -> providers.add(rule.provider()));
        absences.forEach(rule -> providers.add(rule.provider()));
        return providers;
    }

    /** @throws dev.rdplab.lab.yaml.ScenarioException naming the line that is wrong */
    static LogRules read(YamlMap file) {
        file.allow("rules", "absent");
        return new LogRules(
                file.required("rules").asList().items().stream()
                        .map(LogRules::rule)
                        .toList(),
                file.required("absent").asList().items().stream()
                        .map(LogRules::absence)
                        .toList());
    }

    private static LogRule rule(YamlNode node) {
        var map = node.asMap();
        map.allow("provider", "id", "where", "unless", "join", "reached", "does", "cause", "says", "or", "quote");
        var effect = map.required("does").asScalar().oneOf(List.of(LogRule.Effect.values()), LogRules::word);
        var cause = map.scalar("cause").map(scalar -> {
            String id = scalar.string();
            if (Causes.known().find(id).isEmpty()) {
                throw scalar.wrong(id + " is not a cause", "an id of causes.yaml");
            }
            return id;
        });
        boolean needed = effect == LogRule.Effect.PROVES || effect == LogRule.Effect.SUPPORTS;
        if (needed != cause.isPresent()) {
            throw node.wrong(
                    needed ? "has no cause" : "has a cause", "a cause for proves and supports, and only there");
        }
        var otherwise = map.scalar("or");
        if (otherwise.isPresent() && effect != LogRule.Effect.SUPPORTS) {
            throw otherwise
                    .get()
                    .wrong("only a record that supports a cause can be about another", "with supports only");
        }
        return new LogRule(
                map.required("provider").asScalar().string(),
                numbers(map, "id"),
                tests(map, "where"),
                tests(map, "unless"),
                map.required("join").asScalar().oneOf(List.of(LogRule.Join.values()), LogRules::word),
                map.scalar("reached").map(stage -> stage.oneOf(List.of(Stage.values()), Stage::word)),
                effect,
                cause,
                map.required("says").asScalar().string(),
                otherwise.map(scalar -> scalar.string()).orElse(""),
                strings(map, "quote"));
    }

    private static AbsenceRule absence(YamlNode node) {
        var map = node.asMap();
        map.allow("channel", "provider", "id", "lowers", "minus", "says");
        for (String id : strings(map, "lowers")) {
            if (Causes.known().find(id).isEmpty()) {
                throw node.wrong(id + " is not a cause", "ids of causes.yaml");
            }
        }
        return new AbsenceRule(
                map.required("channel").asScalar().string(),
                map.required("provider").asScalar().string(),
                numbers(map, "id"),
                strings(map, "lowers"),
                (int) map.required("minus").asScalar().number(1, 100),
                map.required("says").asScalar().string());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static List<FieldTest> tests(YamlMap map, String key) {
        var tests = new ArrayList<FieldTest>();
        map.map(key).ifPresent(fields -> fields.entries()
                .forEach((field, values) -> tests.add(new FieldTest(field, scalars(values)))));
        return tests;
    }

    private static List<Integer> numbers(YamlMap map, String key) {
        return scalars(map.required(key)).stream().map(Integer::valueOf).toList();
    }

    private static List<String> strings(YamlMap map, String key) {
        return map.get(key).map(LogRules::scalars).orElse(List.of());
    }

    private static List<String> scalars(YamlNode node) {
        return node instanceof dev.rdplab.words.YamlList list
                ? list.items().stream().map(item -> item.asScalar().string()).toList()
                : List.of(node.asScalar().string());
    }

    private static final class Known {
        static final LogRules RULES = read(Yaml.resource(LogRules.class, "log-rules.yaml"));
    }
}
