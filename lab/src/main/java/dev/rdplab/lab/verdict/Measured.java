package dev.rdplab.lab.verdict;

import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.codes.Tsv;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What was measured with exactly one scenario. A rule of {@code predictions.yaml} that says measured was measured with
 * scenarios of the catalogue: of another one it is inferred.
 */
public final class Measured {

    private static final String VARIES = "varies";
    private static final String NOT_RUN = "not-run";
    private static final String PREDICTED = "predicted";

    private record Row(String client, Pattern scenario, String shows) {}

    private Measured() {}

    /**
     * Predictions for a run of a scenario of the catalogue.
     *
     * @param path group and name
     */
    public static Map<Program, Prediction> ofCatalogue(String path, Map<Program, Prediction> predicted) {
        return ofCatalogue(path, true, Set.of(), predicted);
    }

    /**
     * Predictions for a run of a scenario of the catalogue.
     *
     * @param path group and name
     * @param playable whether another program can be the client: a fault of the client is played by the lab's client only
     * @param said the programs of which its file says what was measured
     */
    public static Map<Program, Prediction> ofCatalogue(
            String path, boolean playable, Set<Program> said, Map<Program, Prediction> predicted) {
        var result = new EnumMap<Program, Prediction>(predicted);
        result.replaceAll((program, prediction) -> {
            var row = row(program, path).filter(each -> !(each.shows().equals(NOT_RUN) && said.contains(program)));
            if (row.isPresent()) {
                return of(row.get().shows(), prediction);
            }
            return playable || said.contains(program) ? prediction : inferred(prediction);
        });
        for (var own : Loaded.OWN) {
            if (own.scenario().equals(path)) {
                result.put(own.program(), of(own));
            }
        }
        return result;
    }

    /**
     * Predictions for a run of a file of the user's, which was never run before.
     *
     * @param faulty whether it has faults: the lab's client may accept what another does not
     * @param completed whether the lab's client got to the session
     */
    public static Map<Program, Prediction> ofOwnFile(
            boolean faulty, boolean completed, Map<Program, Prediction> predicted) {
        var result = new EnumMap<Program, Prediction>(predicted);
        result.replaceAll((program, prediction) ->
                faulty && completed && prediction.shows().equals("session")
                        ? unknown(
                                program,
                                "the lab's client accepts what this scenario sends; whether this one does is not known")
                        : inferred(prediction));
        return result;
    }

    /**
     * Predictions for a connection of a probe, a capture or a relay: none of them was run with the program, so what was measured
     * of scenarios that end the same is inferred.
     */
    public static Map<Program, Prediction> ofEnding(Map<Program, Prediction> predicted) {
        var result = new EnumMap<Program, Prediction>(predicted);
        result.replaceAll((program, prediction) -> inferred(prediction));
        return result;
    }

    /** Predictions for a handshake that was left before the session on purpose: what a client would have met further on is not known. */
    public static Map<Program, Prediction> ofBeginning(Map<Program, Prediction> predicted) {
        var result = new EnumMap<Program, Prediction>(predicted);
        result.replaceAll(
                (program, prediction) -> unknown(program, "the handshake was left before the session, on purpose"));
        return result;
    }

    /** The same where it says measured: inferred from what was run. */
    static Prediction inferred(Prediction prediction) {
        return prediction.confidence() == Confidence.MEASURED
                ? new Prediction(
                        prediction.program(),
                        prediction.shows(),
                        Confidence.INFERRED,
                        "inferred from scenarios of the catalogue that end the same: " + prediction.source(),
                        prediction.log(),
                        prediction.attempts())
                : prediction;
    }

    private static Prediction of(OwnMeasurements.Row own) {
        return new Prediction(own.program(), own.shows(), Confidence.MEASURED, own.source(), "", OptionalInt.empty());
    }

    private static Prediction of(String shows, Prediction prediction) {
        if (shows.equals(PREDICTED)) {
            return prediction;
        }
        if (shows.equals(NOT_RUN)) {
            return inferred(prediction);
        }
        if (shows.equals(VARIES)) {
            return unknown(prediction.program(), "run on Debian 12: not every run of this scenario ended the same");
        }
        boolean same = shows.equals(prediction.shows());
        return new Prediction(
                prediction.program(),
                shows,
                Confidence.MEASURED,
                "run on Debian 12: this scenario",
                same ? prediction.log() : "",
                same ? prediction.attempts() : OptionalInt.empty());
    }

    private static Prediction unknown(Program program, String why) {
        return new Prediction(program, "unknown", Confidence.UNKNOWN, why, "", OptionalInt.empty());
    }

    private static Optional<Row> row(Program program, String path) {
        return Loaded.ROWS.stream()
                .filter(row -> row.client().equals(program.word())
                        && row.scenario().matcher(path).matches())
                .findFirst();
    }

    private static final class Loaded {
        static final List<OwnMeasurements.Row> OWN = OwnMeasurements.in(OwnMeasurements.folder(System.getenv()));
        static final List<Row> ROWS = Tsv.rows(Measured.class, "measured.tsv").stream()
                .map(row -> new Row(
                        row.get("client"),
                        Pattern.compile(Pattern.quote(row.get("scenario")).replace("*", "\\E.*\\Q")),
                        row.get("shows")))
                .toList();
    }
}
