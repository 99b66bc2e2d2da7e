package dev.rdplab.lab.scenario;

import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.lab.scenario.Expectation.Shown;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.words.BadValueException;
import dev.rdplab.words.Form;
import dev.rdplab.words.Forms;
import dev.rdplab.words.Key;
import dev.rdplab.words.Place;
import dev.rdplab.words.Section;
import dev.rdplab.words.Values;
import dev.rdplab.words.Words;
import dev.rdplab.words.YamlNode;
import dev.rdplab.words.YamlScalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;

/** The key {@code expect}: each of its keys once, and the expectation that is made of them. */
final class ExpectKeys {

    /** The stages in which an ending can come; those not named can come in any. */
    private static final Map<EndingKind, List<Stage>> STAGES = Map.of(
            EndingKind.COMPLETED, List.of(Stage.values()),
            EndingKind.REFUSED, List.of(Stage.CONNECT, Stage.X224),
            EndingKind.NEGOTIATION_FAILURE, List.of(Stage.X224),
            EndingKind.CREDSSP_ERROR, List.of(Stage.CREDSSP),
            EndingKind.ACCESS_DENIED, List.of(Stage.EARLY_AUTH, Stage.RDSTLS, Stage.RDS_AAD),
            EndingKind.LICENSE_ERROR, List.of(Stage.LICENSING));

    private static final List<EndingKind> ENDINGS = Arrays.stream(EndingKind.values())
            .filter(kind -> !kind.isOfCaptures())
            .toList();

    /** The space of the code that an ending carries; the others carry none. */
    private static final Map<EndingKind, CodeSpace> SPACES = new EnumMap<>(Map.of(
            EndingKind.TLS_ALERT, CodeSpace.TLS_ALERT,
            EndingKind.NEGOTIATION_FAILURE, CodeSpace.NEGOTIATION,
            EndingKind.CREDSSP_ERROR, CodeSpace.NTSTATUS,
            EndingKind.ACCESS_DENIED, CodeSpace.EARLY_AUTH,
            EndingKind.ERROR_INFO, CodeSpace.ERRINFO,
            EndingKind.LICENSE_ERROR, CodeSpace.LICENSE,
            EndingKind.MCS_REFUSED, CodeSpace.MCS));

    private static final Key<Stage> STAGE = Key.of(
                    "stage",
                    Forms.words("stage", List.of(Stage.values()), Stage::word),
                    "where the client's last connection ends")
            .needed();
    private static final Key<EndingKind> ENDING = Key.of(
                    "ending", Forms.words("ending", ENDINGS, EndingKind::word), "how it ends")
            .needed();
    private static final Key<Role> BY =
            Key.of("by", Forms.words(Role.values(), Role::word), "who ends it, where that matters");
    private static final Key<String> CODE =
            Key.of("code", Forms.text(), "the code it carries, a number or its name; only of endings that carry one");
    private static final Key<String> DETAIL =
            Key.of("detail", Forms.text(), "a part of what is said about it, such as the field to blame");
    private static final Key<Long> ATTEMPTS =
            Key.of("attempts", Forms.whole(1, 1_000_000), "how many connections the server counts");

    private static final Section<Expectation.Server> SERVER = Section.of(
            values -> new Expectation.Server(
                    values.get(STAGE),
                    values.get(ENDING),
                    values.find(BY),
                    code(values),
                    values.find(DETAIL).orElse("")),
            STAGE,
            ENDING,
            BY,
            CODE,
            DETAIL);
    private static final Key<Expectation.Server> SERVER_KEY = Key.of(
            "server",
            SERVER,
            "`stage`, `ending`, `by`, `code` and `detail` as the server sees its last connection end");

    private static final Key<Optional<CodePair>> MSTSC = Key.of(
            "mstsc",
            Forms.wordOr(
                    Words.of("unknown", Optional.<CodePair>empty(), "session", Optional.<CodePair>empty()), new Pair()),
            "the pair that mstsc shows, or `unknown`, or `session` where it shows none");
    private static final Key<Confidence> CONFIDENCE = Key.of(
            "confidence",
            Forms.words("", Confidence.ofTables(), Confidence::word).as(ExpectKeys::notMeasured),
            "how well that pair is founded; needed with a pair. mstsc is never measured");

    private static final Key<Long> EXIT =
            Key.of("exit", Forms.whole(0, 255), "its exit code").needed();
    private static final Key<Confidence> SHOWN_CONFIDENCE = Key.of(
                    "confidence", Forms.words("", Confidence.ofTables(), Confidence::word), "how well that is founded")
            .needed();
    private static final Key<String> LOG = Key.of("log", Forms.text(), "a part of its output");
    private static final Key<Long> CONNECTIONS =
            Key.of("attempts", Forms.whole(1, 1_000_000), "connections in one run");
    static final Section<Shown> SHOWN = Section.of(
            values -> new Shown(
                    Math.toIntExact(values.get(EXIT)),
                    values.get(SHOWN_CONFIDENCE),
                    values.find(LOG).orElse(""),
                    number(values, CONNECTIONS)),
            EXIT,
            SHOWN_CONFIDENCE,
            LOG,
            CONNECTIONS);

    private static final Map<Program, Key<Shown>> PROGRAMS = programs();

    /** An expectation as it stands in a file. */
    static final Section<Expectation> SECTION = Section.of(ExpectKeys::expectation, keys());

    private ExpectKeys() {}

    private static Confidence notMeasured(Confidence confidence) {
        if (confidence == Confidence.MEASURED) {
            throw new BadValueException(
                    Place.NONE, "mstsc was not measured", "documented, reported, inferred, unknown");
        }
        return confidence;
    }

    private static List<Key<?>> keys() {
        var keys = new ArrayList<Key<?>>(
                List.of(STAGE, ENDING, BY, CODE, DETAIL, SERVER_KEY, ATTEMPTS, MSTSC, CONFIDENCE));
        keys.addAll(PROGRAMS.values());
        return keys;
    }

    private static Map<Program, Key<Shown>> programs() {
        var keys = new LinkedHashMap<Program, Key<Shown>>();
        for (Program program : List.of(Program.XFREERDP, Program.XFREERDP3, Program.RDESKTOP)) {
            keys.put(
                    program,
                    Key.of(program.word(), SHOWN, "what this program shows, see below; `measured` is run in CI"));
        }
        return keys;
    }

    private static Expectation expectation(Values values) {
        var stage = values.get(STAGE);
        var possible = STAGES.getOrDefault(values.get(ENDING), List.of(Stage.values()));
        if (!possible.contains(stage)) {
            throw values.wrong(
                    STAGE,
                    values.get(ENDING) + " cannot come at stage " + stage,
                    String.join(", ", possible.stream().map(Stage::word).toList()));
        }
        var pair = values.find(MSTSC).flatMap(each -> each);
        if (pair.isPresent() && !values.has(CONFIDENCE)) {
            throw values.wrong(
                    MSTSC, "needs a confidence beside it", CONFIDENCE.form().allowed());
        }
        var shown = new EnumMap<Program, Shown>(Program.class);
        PROGRAMS.forEach((program, key) -> values.find(key).ifPresent(each -> shown.put(program, each)));
        return new Expectation(
                stage,
                values.get(ENDING),
                values.find(BY),
                code(values),
                values.find(DETAIL).orElse(""),
                values.find(SERVER_KEY),
                number(values, ATTEMPTS),
                pair,
                values.find(CONFIDENCE).orElse(Confidence.UNKNOWN),
                shown);
    }

    /** What a code may be depends on the ending. */
    private static OptionalLong code(Values values) {
        var written = values.find(CODE);
        if (written.isEmpty()) {
            return OptionalLong.empty();
        }
        var space = SPACES.get(values.get(ENDING));
        if (space == null) {
            throw values.wrong(CODE, values.get(ENDING) + " carries no code", "code with " + SPACES.keySet());
        }
        return OptionalLong.of(CodeForm.of(space).read(new YamlScalar(values.place(CODE), written.get())));
    }

    private static OptionalInt number(Values values, Key<Long> key) {
        return values.find(key)
                .map(number -> OptionalInt.of(Math.toIntExact(number)))
                .orElse(OptionalInt.empty());
    }

    /** A pair of codes of mstsc's dialog. */
    private record Pair() implements Form<Optional<CodePair>> {
        @Override
        public Optional<CodePair> read(YamlNode node) {
            var scalar = node.asScalar();
            try {
                return Optional.of(CodePair.parse(scalar.text()));
            } catch (NumberFormatException e) {
                throw new BadValueException(scalar.place(), scalar.described() + " is not a pair of mstsc", allowed());
            }
        }

        @Override
        public String allowed() {
            return "0x904/0x7, 0x204";
        }

        @Override
        public Map<String, Object> schema() {
            return Form.schema("type", List.of("string", "integer"));
        }

        @Override
        public String example(Random random) {
            return random.nextBoolean() ? "0x904/0x7" : "0x204";
        }
    }
}
