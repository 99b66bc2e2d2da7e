package dev.rdplab.lab.scenario;

import dev.rdplab.chaos.fault.BadArgument;
import dev.rdplab.chaos.fault.FaultKind;
import dev.rdplab.chaos.fault.MomentWords;
import dev.rdplab.chaos.fault.Parameter;
import dev.rdplab.chaos.fault.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the key {@code faults}: at which moment an end does what. */
final class FaultReader {

    private static final int MAX_FAULTS = 1_000;

    private FaultReader() {}

    static List<Rule> read(Optional<YamlList> given) {
        var rules = new ArrayList<Rule>();
        for (YamlNode node : given.map(YamlList::items).orElse(List.of())) {
            if (rules.size() >= MAX_FAULTS) {
                throw node.wrong("one fault too many", "at most " + MAX_FAULTS);
            }
            rules.add(rule(node.asMap()));
        }
        return rules;
    }

    private static Rule rule(YamlMap map) {
        var does = map.required("do").asScalar();
        var kind = FaultKind.of(does.text())
                .orElseThrow(() -> does.wrong(does.described() + " is no fault", String.join(", ", FaultKind.words())));
        var keys = new ArrayList<>(List.of("at", "do"));
        kind.parameters().stream().map(Parameter::name).forEach(keys::add);
        map.allow(keys.toArray(String[]::new));
        var at = map.required("at").asMap();
        at.allow(MomentWords.PARAMETERS.stream().map(Parameter::name).toArray(String[]::new));
        at.scalar("on").ifPresent(MessageNames::check);
        var moment = located(at, () -> MomentWords.create(plain(at)));
        var parameters = new LinkedHashMap<>(plain(map));
        parameters.keySet().removeAll(List.of("at", "do"));
        var fault = located(map, () -> kind.create(parameters));
        return located(map, () -> new Rule(moment, fault));
    }

    /** Runs what makes a value, and says where in the file its complaint belongs. */
    private static <T> T located(YamlMap map, Supplier<T> making) {
        try {
            return making.get();
        } catch (BadArgument e) {
            var node = e.key().isEmpty() ? Optional.<YamlNode>empty() : inside(map, e.key());
            throw node.orElse(map).wrong(problem(e), String.join(", ", e.allowed()));
        } catch (IllegalArgumentException e) {
            throw map.wrong(e.getMessage(), "");
        }
    }

    private static String problem(BadArgument e) {
        String allowed = e.allowed().isEmpty() ? "" : "; allowed: " + String.join(", ", e.allowed());
        return e.getMessage().endsWith(allowed)
                ? e.getMessage().substring(0, e.getMessage().length() - allowed.length())
                : e.getMessage();
    }

    private static Optional<YamlNode> inside(YamlMap map, String key) {
        return map.get(key).or(() -> map.entries().values().stream()
                .filter(YamlMap.class::isInstance)
                .flatMap(node -> inside(node.asMap(), key).stream())
                .findFirst());
    }

    private static Map<String, Object> plain(YamlMap map) {
        var plain = new LinkedHashMap<String, Object>();
        map.entries().forEach((key, node) -> plain.put(key, plain(node)));
        return plain;
    }

    private static Object plain(YamlNode node) {
        if (node instanceof YamlMap map) {
            return plain(map);
        }
        return node.asScalar().text();
    }
}
