package dev.rdplab.lab.scenario;

import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.lab.scenario.Expectation.Shown;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.words.YamlMap;
import dev.rdplab.words.YamlScalar;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads the key {@code expect}. */
final class ExpectationReader {

    /** The stages in which an ending can come; those not named can come in any. */
    private static final Map<EndingKind, List<Stage>> STAGES = Map.of(
            EndingKind.COMPLETED, List.of(Stage.values()),
            EndingKind.REFUSED, List.of(Stage.CONNECT, Stage.X224),
            EndingKind.NEGOTIATION_FAILURE, List.of(Stage.X224),
            EndingKind.CREDSSP_ERROR, List.of(Stage.CREDSSP),
            EndingKind.ACCESS_DENIED, List.of(Stage.EARLY_AUTH),
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

    private static final List<Program> MEASURABLE = List.of(Program.XFREERDP, Program.XFREERDP3, Program.RDESKTOP);

    private ExpectationReader() {}

    static Expectation read(YamlMap map) {
        map.allow(
                "stage",
                "ending",
                "by",
                "code",
                "detail",
                "server",
                "attempts",
                "mstsc",
                "confidence",
                "xfreerdp",
                "xfreerdp3",
                "rdesktop");
        var ending = ending(map);
        var at = stage(map, ending);
        var pair = map.scalar("mstsc").flatMap(ExpectationReader::pair);
        return new Expectation(
                at,
                ending,
                map.scalar("by").map(s -> s.oneOf(List.of(Role.values()), Role::word)),
                code(map, ending),
                map.string("detail").orElse(""),
                map.map("server").map(ExpectationReader::server),
                map.scalar("attempts")
                        .map(s -> OptionalInt.of((int) s.number(1, 1_000_000)))
                        .orElse(OptionalInt.empty()),
                pair,
                confidence(map, pair.isPresent()),
                programs(map));
    }

    private static EndingKind ending(YamlMap map) {
        return map.required("ending").asScalar().oneOf(ENDINGS, EndingKind::word);
    }

    private static Stage stage(YamlMap map, EndingKind ending) {
        var stage = map.required("stage").asScalar();
        var at = stage.oneOf(List.of(Stage.values()), Stage::word);
        var possible = STAGES.getOrDefault(ending, List.of(Stage.values()));
        if (!possible.contains(at)) {
            throw stage.wrong(
                    ending + " cannot come at stage " + at,
                    String.join(", ", possible.stream().map(Stage::word).toList()));
        }
        return at;
    }

    private static Expectation.Server server(YamlMap map) {
        map.allow("stage", "ending", "by", "code", "detail");
        var ending = ending(map);
        return new Expectation.Server(
                map.required("stage").asScalar().oneOf(List.of(Stage.values()), Stage::word),
                ending,
                map.scalar("by").map(s -> s.oneOf(List.of(Role.values()), Role::word)),
                code(map, ending),
                map.string("detail").orElse(""));
    }

    private static Optional<CodePair> pair(YamlScalar scalar) {
        if (scalar.text().equals("unknown") || scalar.text().equals("session")) {
            return Optional.empty();
        }
        try {
            return Optional.of(CodePair.parse(scalar.text()));
        } catch (NumberFormatException e) {
            throw scalar.wrong(scalar.described() + " is no pair of mstsc", "0x904/0x7, 0x204, unknown, session");
        }
    }

    private static Confidence confidence(YamlMap map, boolean needed) {
        if (!map.has("confidence")) {
            if (needed) {
                throw map.required("mstsc").wrong("needs a confidence beside it", words());
            }
            return Confidence.UNKNOWN;
        }
        var scalar = map.required("confidence").asScalar();
        var confidence = scalar.oneOf(Confidence.ofTables(), Confidence::word);
        if (confidence == Confidence.MEASURED) {
            throw scalar.wrong("mstsc was not measured", words());
        }
        return confidence;
    }

    private static String words() {
        return "documented, reported, inferred, unknown";
    }

    private static OptionalLong code(YamlMap map, EndingKind ending) {
        if (!map.has("code")) {
            return OptionalLong.empty();
        }
        var scalar = map.required("code").asScalar();
        var space = SPACES.get(ending);
        if (space == null) {
            throw scalar.wrong(ending + " carries no code", "code with " + SPACES.keySet());
        }
        return OptionalLong.of(CodeWords.code(scalar, space));
    }

    private static Map<Program, Shown> programs(YamlMap map) {
        var programs = new EnumMap<Program, Shown>(Program.class);
        for (Program program : MEASURABLE) {
            map.map(program.word()).ifPresent(shown -> programs.put(program, shown(shown)));
        }
        return programs;
    }

    private static Shown shown(YamlMap map) {
        map.allow("exit", "confidence", "log", "attempts");
        return new Shown(
                (int) map.required("exit").asScalar().number(0, 255),
                map.required("confidence").asScalar().oneOf(Confidence.ofTables(), Confidence::word),
                map.string("log").orElse(""),
                map.scalar("attempts")
                        .map(s -> OptionalInt.of((int) s.number(1, 1_000_000)))
                        .orElse(OptionalInt.empty()));
    }
}
