package dev.rdplab.judging;

import dev.rdplab.lab.Program;
import dev.rdplab.lab.scenario.CertificateAnswer;
import dev.rdplab.lab.scenario.ClientSpec;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.verdict.Facts;
import dev.rdplab.lab.verdict.Predictions;
import dev.rdplab.lab.yaml.Yaml;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.client.Delegation;
import dev.rdplab.words.BadValueException;
import dev.rdplab.words.YamlList;
import dev.rdplab.words.YamlMap;
import dev.rdplab.words.YamlNode;
import dev.rdplab.words.YamlScalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What is expected of one program. For each scenario the first entry whose pattern fits its path counts; where none does,
 * the catalogue's prediction for the {@code program} named, and without one that the program fails where the scenario does.
 *
 * @param name of the program, for people
 * @param program whose predictions are the basis; empty for a program that nothing is known of
 * @param command how to start it, see {@link ProgramCommand}; empty when the caller says it
 * @param limit how long it may take for one scenario
 * @param answer a line that answers all its questions; may be empty
 * @param environment added to that of the caller
 */
public record ExpectationFile(
        String name,
        Optional<Program> program,
        Optional<String> command,
        Duration limit,
        String answer,
        Map<String, String> environment,
        List<Entry> entries) {

    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(12);

    /** Exit code by which a program says that it cannot do what the scenario needs, as in BoGo. */
    public static final int UNIMPLEMENTED = 89;

    /** For a program that nothing is known of. */
    public static final ExpectationFile NONE =
            new ExpectationFile("client", Optional.empty(), Optional.empty(), DEFAULT_LIMIT, "", Map.of(), List.of());

    private static final Duration LONGEST = Duration.ofMinutes(10);

    /**
     * @param scenario a path, or a pattern with {@code *}
     * @param skip why these scenarios are not run; empty when they are
     * @param measured what was run, where the row was recorded
     */
    public record Entry(
            String scenario, Optional<String> skip, Optional<Expected> expected, Optional<MeasuredRow> measured) {

        Entry(String scenario, Optional<String> skip, Optional<Expected> expected) {
            this(scenario, skip, expected, Optional.empty());
        }

        boolean fits(Scenario other) {
            return Pattern.compile(Pattern.quote(scenario).replace("*", "\\E.*\\Q"))
                    .matcher(other.path())
                    .matches();
        }
    }

    public ExpectationFile {
        environment = Map.copyOf(environment);
        entries = List.copyOf(entries);
    }

    /** One of the files that come with the lab: {@code xfreerdp}, {@code xfreerdp3} or {@code rdesktop}. */
    public static ExpectationFile bundled(Program program) {
        return read(Yaml.resource(ExpectationFile.class, program.word() + ".yaml"));
    }

    /** Whether there is a file of expectations that comes with the lab. */
    static boolean isBundled(Program program) {
        return program == Program.XFREERDP || program == Program.XFREERDP3 || program == Program.RDESKTOP;
    }

    /** @throws BadValueException naming the line that is wrong */
    public static ExpectationFile read(String file, String text) {
        return read(Yaml.read(file, text));
    }

    private static ExpectationFile read(YamlMap map) {
        map.allow("name", "version", "date", "program", "command", "limit", "answer", "environment", "expect");
        var entries = new ArrayList<Entry>();
        for (YamlNode node : map.list("expect").map(YamlList::items).orElse(List.of())) {
            entries.add(entry(node.asMap()));
        }
        var environment = new LinkedHashMap<String, String>();
        map.map("environment").ifPresent(e -> e.entries()
                .forEach((key, value) -> environment.put(key, value.asScalar().text())));
        return new ExpectationFile(
                map.required("name").asScalar().string(),
                map.scalar("program").map(s -> s.oneOf(List.of(Program.values()), Program::word)),
                map.string("command"),
                map.scalar("limit").map(ExpectationFile::limit).orElse(DEFAULT_LIMIT),
                map.string("answer").orElse(""),
                environment,
                entries);
    }

    private static Duration limit(YamlScalar scalar) {
        var limit = scalar.duration();
        if (limit.isZero() || limit.compareTo(LONGEST) > 0) {
            throw scalar.wrong(scalar.described() + " is out of bounds", "1ms to 10min");
        }
        return limit;
    }

    private static Entry entry(YamlMap map) {
        map.allow("scenario", "skip", "exit", "shows", "output", "connections", "fails", "measured");
        var scenario = map.required("scenario").asScalar().string();
        if (map.has("skip")) {
            if (map.entries().size() != 2) {
                throw map.wrong("skip allows no other key beside it", "scenario and skip");
            }
            return new Entry(scenario, map.string("skip"), Optional.empty());
        }
        if (map.has("exit") && map.has("shows")) {
            throw map.wrong("takes only one of exit and shows", "exit: 143, or shows: session");
        }
        var how = map.scalar("shows")
                .map(s -> s.oneOf(List.of(Expected.How.SESSION, Expected.How.WAITS, Expected.How.ANY), h -> h.name()
                        .toLowerCase(Locale.ROOT)))
                .orElse(Expected.How.EXIT);
        return new Entry(
                scenario,
                Optional.empty(),
                Optional.of(new Expected(
                        how,
                        exits(map),
                        map.scalar("output").map(ExpectationFile::pattern),
                        map.scalar("connections")
                                .map(s -> OptionalInt.of((int) s.number(0, 100_000)))
                                .orElse(OptionalInt.empty()),
                        map.string("fails"),
                        map.place().file() + ":" + map.place().line())),
                map.map("measured").map(MeasuredRow::read));
    }

    private static List<Integer> exits(YamlMap map) {
        return map
                .get("exit")
                .map(node -> node instanceof YamlList list ? list.items() : List.of(node))
                .orElse(List.of())
                .stream()
                .map(node -> (int) node.asScalar().number(0, 255))
                .toList();
    }

    private static Pattern pattern(YamlScalar scalar) {
        try {
            return Pattern.compile(scalar.string());
        } catch (PatternSyntaxException e) {
            throw scalar.wrong("is not a regular expression: " + e.getDescription(), "");
        }
    }

    /**
     * The same with another time limit.
     *
     * @throws IllegalArgumentException when it is not above 0 and at most 10 minutes
     */
    public ExpectationFile limit(Duration changed) {
        if (changed.isZero() || changed.isNegative() || changed.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a limit is 1ms to 10min");
        }
        return new ExpectationFile(name, program, command, changed, answer, environment, entries);
    }

    /**
     * Why a scenario is not run with this program; empty when it is. One that needs a setting of the client, which nobody
     * can pass on to a program, is run only where an entry says what the program then does.
     */
    public Optional<String> skipped(Scenario scenario) {
        var entry = entry(scenario);
        return entry.isPresent() ? entry.get().skip() : ownSetting(scenario.client());
    }

    private static Optional<String> ownSetting(ClientSpec client) {
        var settings = new ArrayList<String>();
        if (client.mode() != Delegation.PASSWORD) {
            settings.add(client.mode().toString());
        }
        if (client.certificate() != CertificateAnswer.ACCEPT) {
            settings.add("certificate: " + client.certificate());
        }
        if (!client.tlsVersions().isEmpty()) {
            settings.add("TLS versions " + client.tlsVersions());
        }
        return settings.isEmpty()
                ? Optional.empty()
                : Optional.of("its client has " + String.join(", ", settings) + ", which the program is not told");
    }

    /** What the program is expected to do with a scenario. */
    public Expected of(Scenario scenario) {
        return entry(scenario).flatMap(Entry::expected).orElseGet(() -> predicted(scenario));
    }

    private Optional<Entry> entry(Scenario scenario) {
        return entries.stream().filter(entry -> entry.fits(scenario)).findFirst();
    }

    /** What the catalogue says, or the table of predictions. */
    private Expected predicted(Scenario scenario) {
        var expect = scenario.expect();
        if (program.isPresent() && program.get().showsPair()) {
            return expected(Expected.How.ANY, List.of(), OptionalInt.empty(), "its exit code says nothing");
        }
        if (program.isEmpty()) {
            boolean session = expect.ending() == EndingKind.COMPLETED;
            return expected(session ? Expected.How.SESSION : Expected.How.EXIT, List.of(), OptionalInt.empty(), "rule");
        }
        var shown = expect.programs().get(program.get());
        if (shown != null) {
            return new Expected(
                    Expected.How.EXIT,
                    List.of(shown.exit()),
                    shown.log().isEmpty()
                            ? Optional.empty()
                            : Optional.of(Pattern.compile(shown.log(), Pattern.LITERAL)),
                    shown.attempts(),
                    Optional.empty(),
                    scenario.path());
        }
        var facts = new Facts(
                expect.stage(), expect.ending(), expect.by().orElse(Role.SERVER), expect.code(), "", "", Set.of());
        var prediction = Predictions.of(facts).get(program.get());
        return switch (prediction.shows()) {
            case "session" -> expected(Expected.How.SESSION, List.of(), prediction.attempts(), "prediction");
            case "waits", "loops" -> expected(Expected.How.WAITS, List.of(), OptionalInt.empty(), "prediction");
            case "unknown" -> expected(Expected.How.ANY, List.of(), OptionalInt.empty(), "nothing is predicted");
            default ->
                expected(
                        Expected.How.EXIT,
                        List.of(prediction.exit().orElseThrow()),
                        prediction.attempts(),
                        "prediction, " + prediction.confidence());
        };
    }

    private static Expected expected(Expected.How how, List<Integer> exits, OptionalInt connections, String source) {
        return new Expected(how, exits, Optional.empty(), connections, Optional.empty(), source);
    }
}
