package dev.rdplab.diagnosis.logs;

import dev.rdplab.diagnosis.logs.join.ConnectionLogs;
import dev.rdplab.diagnosis.logs.join.ConnectionLogs.Statement;
import dev.rdplab.diagnosis.logs.rule.AbsenceRule;
import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.verdict.Causes;
import dev.rdplab.lab.verdict.Prediction;
import dev.rdplab.lab.verdict.RankedCause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Adds what logs say about a connection to the verdict from its bytes. */
public final class LogVerdict {

    /** Words for {@link dev.rdplab.lab.result.Remarks#notes}. */
    public static final String CONTRADICTION = "log-contradiction";

    public static final String AMBIGUOUS = "log-ambiguous";
    public static final String UDP_BLOCKED = "udp-blocked";

    private static final int SUPPORT = 15;
    private static final int MOST = 99;

    private LogVerdict() {}

    /** @param names whether names of users and machines are shown */
    public static Result of(Result result, ConnectionLogs logs, boolean names) {
        return result.with(predictions(result.predictions(), logs), causes(result.causes(), logs, names))
                .remarks(result.remarks().noted(words(logs)));
    }

    /** The causes with what the logs say: what is proven first, what is absent lowered. */
    public static List<RankedCause> causes(List<RankedCause> ranked, ConnectionLogs logs, boolean names) {
        var causes = new ArrayList<RankedCause>();
        ranked.forEach(cause -> lowered(cause, logs.absences()).ifPresent(causes::add));
        for (Statement support : logs.supports()) {
            raise(causes, support, names);
        }
        causes.sort(Comparator.comparingInt(RankedCause::score).reversed());
        logs.proven().ifPresent(id -> prove(causes, id, logs.proofs(), names));
        return causes;
    }

    private static void prove(List<RankedCause> causes, String id, List<Statement> proofs, boolean names) {
        var records = proofs.stream().map(proof -> Quote.of(proof, names)).toList();
        var says = proofs.stream().map(proof -> proof.rule().says()).distinct().toList();
        var evidence = new ArrayList<>(says);
        List<String> counter = List.of();
        for (RankedCause cause : causes) {
            if (cause.known().id().equals(id)) {
                evidence.addAll(cause.evidence());
                counter = cause.counter();
            }
        }
        causes.removeIf(cause -> cause.known().id().equals(id));
        var known = Causes.known().find(id).orElseThrow();
        causes.add(0, new RankedCause(known, 100, evidence, counter).proven(records));
    }

    private static void raise(List<RankedCause> causes, Statement support, boolean names) {
        String id = support.rule().cause().orElseThrow();
        String otherwise = support.rule().otherwise();
        String because = support.rule().says() + " (" + Quote.of(support, names).line() + ")"
                + (otherwise.isEmpty() ? "" : "; or " + otherwise);
        for (int i = 0; i < causes.size(); i++) {
            var cause = causes.get(i);
            if (cause.known().id().equals(id)) {
                var evidence = new ArrayList<>(cause.evidence());
                evidence.add(because);
                causes.set(
                        i,
                        new RankedCause(
                                cause.known(), Math.min(MOST, cause.score() + SUPPORT), evidence, cause.counter()));
                return;
            }
        }
        causes.add(new RankedCause(Causes.known().find(id).orElseThrow(), SUPPORT, List.of(because), List.of()));
    }

    private static Optional<RankedCause> lowered(RankedCause cause, List<AbsenceRule> absences) {
        int score = cause.score();
        var counter = new ArrayList<>(cause.counter());
        for (AbsenceRule absence : absences) {
            if (absence.lowers().contains(cause.known().id())) {
                score -= absence.minus();
                counter.add(absence.says());
            }
        }
        return score <= 0
                ? Optional.empty()
                : Optional.of(new RankedCause(
                        cause.known(), score, cause.evidence(), counter, cause.confidence(), cause.records()));
    }

    /** The first number of mstsc's pair is observed when the client wrote it down; the second is not in its log. */
    public static Map<Program, Prediction> predictions(Map<Program, Prediction> predicted, ConnectionLogs logs) {
        if (logs.observed().isEmpty()) {
            return predicted;
        }
        var record = logs.observation().orElseThrow().record();
        long reason = logs.observed().getAsLong();
        var before = predicted.getOrDefault(Program.MSTSC, Prediction.unknown(Program.MSTSC));
        boolean agrees = before.pair().filter(pair -> pair.reason() == reason).isPresent();
        String shows = agrees ? before.shows() : String.format(Locale.ROOT, "0x%X", reason);
        var predictions = new EnumMap<Program, Prediction>(Program.class);
        predictions.putAll(predicted);
        predictions.put(
                Program.MSTSC,
                new Prediction(
                        Program.MSTSC,
                        shows,
                        Confidence.OBSERVED,
                        "first number: event " + record.id() + " of the client's log, record " + record.record()
                                + " of "
                                + record.file() + "; the second is not logged"
                                + (agrees && shows.contains("/")
                                        ? " and is " + before.confidence() + ": " + before.source()
                                        : ""),
                        before.log(),
                        before.attempts()));
        return predictions;
    }

    private static List<String> words(ConnectionLogs logs) {
        var words = new ArrayList<String>();
        if (logs.contradictory()) {
            words.add(CONTRADICTION);
        }
        if (logs.proven().isEmpty() && !logs.notes().isEmpty()) {
            words.add(AMBIGUOUS);
        }
        if (logs.remarks().stream().anyMatch(s -> s.rule().says().startsWith("UDP blocked"))) {
            words.add(UDP_BLOCKED);
        }
        return words;
    }
}
