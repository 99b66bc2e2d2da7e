package dev.rdplab.lab.verdict;

import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.codes.Numbers;
import dev.rdplab.lab.scenario.Yaml;
import dev.rdplab.lab.scenario.YamlMap;
import dev.rdplab.lab.scenario.YamlNode;
import dev.rdplab.lab.scenario.YamlScalar;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What each real client shows for an ending: the first fitting rule of {@code predictions.yaml}, or unknown. */
public final class Predictions {

    private static final List<String> WORDS = List.of("session", "waits", "loops", "unknown");
    private static final Pattern PAIR = Pattern.compile("0x[0-9A-Fa-f]{1,8}(/(0x[0-9A-Fa-f]{1,8}|=code))?");
    private static final Pattern EXIT = Pattern.compile("[0-9]{1,3}|=code(-(0x)?[0-9A-Fa-f]{1,4})?");

    private final List<Rule> rules;

    private Predictions(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    private record Rule(
            List<Program> programs,
            Condition condition,
            String shows,
            Confidence confidence,
            String source,
            String log,
            OptionalInt attempts) {}

    /** One prediction for every program. */
    public static Map<Program, Prediction> of(Facts facts) {
        return Known.PREDICTIONS.predict(facts);
    }

    /**
     * Reads a file in the form of {@code predictions.yaml}.
     *
     * @throws dev.rdplab.lab.scenario.ScenarioException naming the line that is wrong
     */
    public static Predictions read(String file, String text) {
        return read(Yaml.read(file, text));
    }

    /** One prediction for every program. */
    public Map<Program, Prediction> predict(Facts facts) {
        var predictions = new EnumMap<Program, Prediction>(Program.class);
        for (Program program : Program.values()) {
            predictions.put(
                    program,
                    rules.stream()
                            .filter(rule -> rule.programs().contains(program)
                                    && rule.condition().fits(facts))
                            .findFirst()
                            .map(rule -> prediction(program, rule, facts.code()))
                            .orElse(Prediction.unknown(program)));
        }
        return predictions;
    }

    private static Prediction prediction(Program program, Rule rule, OptionalLong code) {
        return new Prediction(
                program,
                filled(program, rule.shows(), code),
                rule.confidence(),
                rule.source(),
                rule.log(),
                rule.attempts());
    }

    /** Puts the carried code where the rule says {@code =code}. */
    private static String filled(Program program, String shows, OptionalLong code) {
        int at = shows.indexOf("=code");
        if (at < 0) {
            return shows;
        }
        String less = shows.substring(at + "=code".length());
        long number = code.orElse(0) - (less.isEmpty() ? 0 : Numbers.parse(less.substring(1)));
        return program == Program.MSTSC
                ? CodePair.of(Numbers.parse(shows.substring(0, at - 1)), number).toString()
                : Long.toString(number);
    }

    private static Predictions read(YamlMap file) {
        file.allow("predictions");
        var keys = new ArrayList<>(Condition.KEYS);
        keys.addAll(List.of("client", "shows", "confidence", "source", "log", "attempts"));
        var rules = new ArrayList<Rule>();
        for (YamlNode node : file.required("predictions").asList().items()) {
            rules.add(rule(node.asMap().allow(keys.toArray(String[]::new))));
        }
        return new Predictions(rules);
    }

    private static Rule rule(YamlMap map) {
        map.required("client");
        var programs = Condition.values(map, "client", s -> s.oneOf(List.of(Program.values()), Program::word));
        var confidence = map.required("confidence").asScalar();
        var level = confidence.oneOf(List.of(Confidence.values()), Confidence::word);
        if (level == Confidence.MEASURED && programs.contains(Program.MSTSC)) {
            throw confidence.wrong("nothing about mstsc was measured", "documented, reported, inferred, unknown");
        }
        return new Rule(
                programs,
                Condition.read(map),
                shows(map.required("shows").asScalar(), programs.contains(Program.MSTSC)),
                level,
                map.required("source").asScalar().string(),
                map.string("log").orElse(""),
                map.scalar("attempts")
                        .map(s -> OptionalInt.of((int) s.number(1, 10_000)))
                        .orElse(OptionalInt.empty()));
    }

    private static String shows(YamlScalar scalar, boolean pair) {
        String text = scalar.string();
        if (!WORDS.contains(text) && !(pair ? PAIR : EXIT).matcher(text).matches()) {
            throw scalar.wrong(
                    scalar.described() + " cannot be shown",
                    (pair ? "a pair such as 0x904/0x7, " : "an exit code, ") + WORDS);
        }
        return text;
    }

    private static final class Known {
        static final Predictions PREDICTIONS = read(Yaml.resource(Predictions.class, "predictions.yaml"));
    }
}
