package dev.rdplab.lab.verdict;

import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.codes.Numbers;
import dev.rdplab.lab.yaml.Yaml;
import dev.rdplab.words.YamlMap;
import dev.rdplab.words.YamlNode;
import dev.rdplab.words.YamlScalar;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What each real client shows for an ending: the first fitting rule of {@code predictions.yaml}, or unknown. */
public final class Predictions {

    private static final List<String> WORDS = List.of("session", "waits", "loops", "retries", "unknown");
    private static final Pattern PAIR =
            Pattern.compile("0x[0-9A-Fa-f]{1,8}(/(0x[0-9A-Fa-f]{1,8}|=code))?|dialog 0x[0-9A-F]{8}");
    private static final Pattern EXIT = Pattern.compile("[0-9]{1,3}|=code(-(0x)?[0-9A-Fa-f]{1,4})?");

    private static final String[] KEYS = Stream.concat(
                    Condition.KEYS.stream(), Stream.of("client", "shows", "confidence", "source", "log", "attempts"))
            .toArray(String[]::new);

    private final List<Rule> rules;

    private Predictions(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** A rule of the file, which is read when it is first looked at: a run looks at a few of more than a hundred. */
    private static final class Rule {

        private final YamlMap map;
        private final List<Program> programs;
        private Reading reading;

        Rule(YamlMap map) {
            this.map = map;
            map.required("client");
            this.programs = Condition.values(map, "client", s -> s.oneOf(List.of(Program.values()), Program::word));
        }

        Reading reading() {
            var read = reading;
            if (read == null) {
                read = Reading.of(map, programs);
                reading = read;
            }
            return read;
        }

        boolean fits(Program program, Facts facts) {
            return programs.contains(program)
                    && Condition.names(map, facts)
                    && reading().condition().fits(facts);
        }
    }

    private record Reading(
            Condition condition, String shows, Confidence confidence, String source, String log, OptionalInt attempts) {

        static Reading of(YamlMap map, List<Program> programs) {
            map.allow(KEYS);
            boolean mstsc = programs.stream().anyMatch(Program::showsPair);
            var confidence = map.required("confidence").asScalar();
            var level = confidence.oneOf(Confidence.ofTables(), Confidence::word);
            if (level == Confidence.MEASURED && mstsc) {
                throw confidence.wrong("nothing about mstsc was measured", "documented, reported, inferred, unknown");
            }
            return new Reading(
                    Condition.read(map),
                    shown(map.required("shows").asScalar(), mstsc),
                    level,
                    map.required("source").asScalar().string(),
                    map.string("log").orElse(""),
                    map.scalar("attempts")
                            .map(s -> OptionalInt.of((int) s.number(1, 10_000)))
                            .orElse(OptionalInt.empty()));
        }
    }

    /**
     * What one rule says of one client.
     *
     * @param text client, conditions and what it shows, in a few words
     */
    public record Statement(Program program, String text, Confidence confidence, String source) {}

    /** What each rule of {@code predictions.yaml} says, in its order; a rule for several clients once for each. */
    public static List<Statement> statements() {
        var statements = new ArrayList<Statement>();
        for (Rule rule : Known.PREDICTIONS.rules) {
            var reading = rule.reading();
            for (Program program : rule.programs) {
                statements.add(new Statement(
                        program,
                        program + " shows " + reading.shows() + " for "
                                + reading.condition().text(),
                        reading.confidence(),
                        reading.source()));
            }
        }
        return List.copyOf(statements);
    }

    /** One prediction for every program. */
    public static Map<Program, Prediction> of(Facts facts) {
        return Known.PREDICTIONS.predict(facts);
    }

    /**
     * Reads a file in the form of {@code predictions.yaml}.
     *
     * @throws dev.rdplab.words.BadValueException naming the line that is wrong
     */
    public static Predictions read(String file, String text) {
        var predictions = read(Yaml.read(file, text));
        predictions.rules.forEach(Rule::reading);
        return predictions;
    }

    /** One prediction for every program. */
    public Map<Program, Prediction> predict(Facts facts) {
        var predictions = new EnumMap<Program, Prediction>(Program.class);
        for (Program program : Program.values()) {
            predictions.put(
                    program,
                    rules.stream()
                            .filter(rule -> rule.fits(program, facts))
                            .findFirst()
                            .map(rule -> prediction(program, rule.reading(), facts.code()))
                            .orElse(Prediction.unknown(program)));
        }
        predictions.compute(
                Program.XFREERDP331,
                (program, own) -> own.shows().equals("unknown") ? asBefore(predictions.get(Program.XFREERDP3)) : own);
        return predictions;
    }

    /** What 3.31 and later shows where nothing is known to have changed since 3.10. */
    private static Prediction asBefore(Prediction before) {
        return before.shows().equals("unknown")
                ? Prediction.unknown(Program.XFREERDP331)
                : new Prediction(
                        Program.XFREERDP331,
                        before.shows(),
                        Confidence.INFERRED,
                        "as xfreerdp 3.10.3: " + before.source(),
                        before.log(),
                        OptionalInt.empty());
    }

    private static Prediction prediction(Program program, Reading rule, OptionalLong code) {
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
        return program.showsPair()
                ? CodePair.of(Numbers.parse(shows.substring(0, at - 1)), number).toString()
                : Long.toString(number);
    }

    private static Predictions read(YamlMap file) {
        file.allow("predictions");
        var rules = new ArrayList<Rule>();
        for (YamlNode node : file.required("predictions").asList().items()) {
            rules.add(new Rule(node.asMap()));
        }
        return new Predictions(rules);
    }

    /** Whether that is something a program can show. */
    static boolean canShow(Program program, String text) {
        return WORDS.contains(text)
                || (program.showsPair() ? PAIR : EXIT).matcher(text).matches() && !text.contains("=");
    }

    private static String shown(YamlScalar scalar, boolean pair) {
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
