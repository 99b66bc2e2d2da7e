package dev.rdplab.lab.result;

import dev.rdplab.lab.Program;
import dev.rdplab.lab.scenario.Expectation;
import dev.rdplab.lab.verdict.Prediction;
import dev.rdplab.lab.verdict.RankedCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The outcome of one run.
 *
 * @param scenario its name; for a probe the host
 * @param seed empty where nothing was left to a seed
 * @param attempts TCP connections the client made
 * @param client how the client saw its last connection end
 * @param server how the server saw it; empty when there was none of ours
 * @param stages of the last connection, as the client passed through them
 * @param transcriptSha256 over the plaintext PDUs, lower-case hex; empty when nothing was exchanged
 * @param expected empty when nothing was
 * @param problems what kept the run from being the one that was asked for, such as a fault that was never triggered
 * @param tries further connections that a thorough probe made, and that the ranking of the causes knows of
 * @param remarks what else there is to say
 */
public record Result(
        String scenario,
        OptionalLong seed,
        LinkUsed link,
        int attempts,
        Side client,
        Optional<Side> server,
        List<StageTime> stages,
        Map<Program, Prediction> predictions,
        List<RankedCause> causes,
        String transcriptSha256,
        Optional<Expectation> expected,
        List<String> problems,
        List<FurtherTry> tries,
        Remarks remarks) {

    public Result {
        stages = List.copyOf(stages);
        predictions = Map.copyOf(predictions);
        causes = List.copyOf(causes);
        problems = List.copyOf(problems);
        tries = List.copyOf(tries);
    }

    /** A result without remarks. */
    public Result(
            String scenario,
            OptionalLong seed,
            LinkUsed link,
            int attempts,
            Side client,
            Optional<Side> server,
            List<StageTime> stages,
            Map<Program, Prediction> predictions,
            List<RankedCause> causes,
            String transcriptSha256,
            Optional<Expectation> expected,
            List<String> problems,
            List<FurtherTry> tries) {
        this(
                scenario,
                seed,
                link,
                attempts,
                client,
                server,
                stages,
                predictions,
                causes,
                transcriptSha256,
                expected,
                problems,
                tries,
                Remarks.NONE);
    }

    /** Returns a copy with these predictions instead. */
    public Result withPredictions(Map<Program, Prediction> other) {
        return with(other, causes);
    }

    /** Returns a copy with these remarks instead. */
    public Result remarks(Remarks other) {
        return new Result(
                scenario,
                seed,
                link,
                attempts,
                client,
                server,
                stages,
                predictions,
                causes,
                transcriptSha256,
                expected,
                problems,
                tries,
                other);
    }

    /** Returns a copy with other predictions and causes, such as those that logs lead to. */
    public Result with(Map<Program, Prediction> otherPredictions, List<RankedCause> otherCauses) {
        return new Result(
                scenario,
                seed,
                link,
                attempts,
                client,
                server,
                stages,
                otherPredictions,
                otherCauses,
                transcriptSha256,
                expected,
                problems,
                tries,
                remarks);
    }

    /** Where the outcome differs from what was expected, one phrase each; empty when it does not. */
    public List<String> differences() {
        var differences = new ArrayList<String>();
        expected.ifPresent(expectation -> differences.addAll(Differences.between(expectation, this)));
        differences.addAll(problems);
        return differences;
    }

    /** Whether it came as expected; without an expectation whether the handshake completed. */
    public boolean asExpected() {
        return expected.isPresent() ? differences().isEmpty() : client.completed();
    }
}
