package dev.rdplab.lab.verdict;

import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.lab.yaml.Yaml;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.words.YamlMap;
import dev.rdplab.words.YamlNode;
import dev.rdplab.words.YamlScalar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The known causes, and which of them fit an ending. */
public final class Causes {

    /** disconnectReasonAtClientWinsockFDCLOSE: means little without the extended code. */
    private static final long SOCKET_CLOSED = 0x904;

    private final List<KnownCause> causes;

    private Causes(List<KnownCause> causes) {
        this.causes = List.copyOf(causes);
    }

    /** Those that come with the program, read when first asked for. */
    public static Causes known() {
        return Known.CAUSES;
    }

    /**
     * Reads a file in the form of {@code causes.yaml}.
     *
     * @throws dev.rdplab.words.BadValueException naming the line that is wrong
     */
    public static Causes read(String file, String text) {
        var causes = read(Yaml.read(file, text));
        for (KnownCause cause : causes.causes) {
            cause.when().size(); // reads them, and finds their mistakes
            cause.against().size();
        }
        return causes;
    }

    /** The known causes that fit the ending, the likeliest first. */
    public static List<RankedCause> of(Facts facts) {
        return known().rank(facts);
    }

    public List<KnownCause> all() {
        return causes;
    }

    public Optional<KnownCause> find(String id) {
        return causes.stream().filter(cause -> cause.id().equals(id)).findFirst();
    }

    /** These causes, and after them others. */
    public Causes and(Causes others) {
        var both = new ArrayList<>(causes);
        both.addAll(others.causes);
        return new Causes(both);
    }

    /** The causes that fit the ending, the likeliest first. */
    public List<RankedCause> rank(Facts facts) {
        return causes.stream()
                .flatMap(cause -> rank(cause, facts).stream())
                .sorted(Comparator.comparingInt(RankedCause::score).reversed())
                .toList();
    }

    /** The causes of which a rule names this ending. */
    public List<KnownCause> endingIn(EndingKind ending) {
        return withRule(condition -> condition.endings().contains(ending));
    }

    /** The causes of which a rule names this stage. */
    public List<KnownCause> failingIn(Stage stage) {
        return withRule(condition -> condition.stages().contains(stage));
    }

    private List<KnownCause> withRule(Predicate<Condition> wanted) {
        return causes.stream()
                .filter(cause -> cause.when().stream().anyMatch(rule -> wanted.test(rule.condition())))
                .sorted(Comparator.comparingInt((KnownCause cause) -> -cause.when().stream()
                        .filter(rule -> wanted.test(rule.condition()))
                        .mapToInt(KnownCause.Rule::score)
                        .max()
                        .orElse(0)))
                .toList();
    }

    /** The causes that show under a code, the likeliest for it first: those that name the pair before those that name a part. */
    public List<KnownCause> showing(CodeSpace space, CodePair pair) {
        var exact = new ArrayList<KnownCause>();
        var partly = new ArrayList<KnownCause>();
        for (KnownCause cause : causes) {
            var fitting = cause.codes().stream()
                    .filter(seen ->
                            seen.space().equals(space.word()) && seen.pair().reason() == pair.reason())
                    .toList();
            boolean half = space == CodeSpace.MSTSC && pair.extended().isEmpty() && pair.reason() == SOCKET_CLOSED;
            if (!half
                    && fitting.stream().anyMatch(seen -> seen.pair().extended().equals(pair.extended()))) {
                exact.add(cause);
            } else if (fitting.stream()
                    .anyMatch(seen ->
                            pair.extended().isEmpty() || seen.pair().extended().isEmpty())) {
                partly.add(cause);
            }
        }
        var byConfidence = Comparator.comparing((KnownCause cause) -> cause.confidence() == Confidence.INFERRED);
        exact.sort(byConfidence);
        partly.sort(byConfidence);
        exact.addAll(partly);
        return exact;
    }

    private static Optional<RankedCause> rank(KnownCause cause, Facts facts) {
        var fitting = cause.when().stream()
                .filter(rule -> rule.condition().fits(facts))
                .toList();
        if (fitting.isEmpty()) {
            return Optional.empty();
        }
        var against = cause.against().stream()
                .filter(rule -> rule.condition().fits(facts))
                .toList();
        int score = fitting.stream().mapToInt(KnownCause.Rule::score).max().getAsInt()
                - against.stream().mapToInt(KnownCause.Rule::score).sum();
        return score <= 0
                ? Optional.empty()
                : Optional.of(new RankedCause(cause, score, reasons(fitting), reasons(against)));
    }

    private static List<String> reasons(List<KnownCause.Rule> rules) {
        return rules.stream()
                .sorted(Comparator.comparingInt(KnownCause.Rule::score).reversed())
                .map(KnownCause.Rule::because)
                .toList();
    }

    private static Causes read(YamlMap file) {
        file.allow("causes");
        var read = new ArrayList<KnownCause>();
        var ids = new HashSet<String>();
        for (YamlNode node : file.required("causes").asList().items()) {
            var cause = cause(node.asMap());
            if (!ids.add(cause.id())) {
                throw node.wrong("the id " + cause.id() + " is taken", "each id once");
            }
            read.add(cause);
        }
        return new Causes(read);
    }

    private static KnownCause cause(YamlMap map) {
        map.allow("id", "cause", "wire", "fix", "linux", "check", "confidence", "source", "codes", "when", "against");
        return new KnownCause(
                map.required("id").asScalar().string(),
                map.required("cause").asScalar().string(),
                map.required("wire").asScalar().string(),
                map.required("fix").asScalar().string(),
                map.required("check").asScalar().string(),
                map.required("confidence").asScalar().oneOf(Confidence.ofTables(), Confidence::word),
                map.required("source").asScalar().string(),
                Condition.values(map, "codes", Causes::seen),
                new ReadLater<>(() -> rules(map, "when", "score")),
                new ReadLater<>(() -> rules(map, "against", "minus")),
                map.string("linux").orElse(""));
    }

    private static KnownCause.Seen seen(YamlScalar scalar) {
        String[] words = scalar.string().split(" ", 2);
        var space = CodeSpace.of(words[0]);
        if (space.isEmpty() || words.length != 2) {
            throw scalar.wrong(scalar.described() + " does not begin with a known space", "such as 'mstsc 0x904/0x7'");
        }
        try {
            return new KnownCause.Seen(words[0], CodePair.parse(words[1]));
        } catch (NumberFormatException e) {
            throw scalar.wrong(e.getMessage(), "such as 'mstsc 0x904/0x7'");
        }
    }

    private static List<KnownCause.Rule> rules(YamlMap cause, String key, String score) {
        var rules = new ArrayList<KnownCause.Rule>();
        for (YamlNode node : cause.list(key).map(list -> list.items()).orElse(List.of())) {
            var map = node.asMap();
            var keys = new ArrayList<>(Condition.KEYS);
            keys.addAll(List.of(score, "because"));
            map.allow(keys.toArray(String[]::new));
            rules.add(new KnownCause.Rule(
                    Condition.read(map),
                    (int) map.required(score).asScalar().number(0, 100),
                    map.required("because").asScalar().string()));
        }
        return rules;
    }

    private static final class Known {
        static final Causes CAUSES = read(Yaml.resource(Causes.class, "causes.yaml"));
    }
}
