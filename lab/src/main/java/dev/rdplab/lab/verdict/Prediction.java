package dev.rdplab.lab.verdict;

import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.codes.CodePair;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a real client shows for an ending.
 *
 * @param shows a pair, {@code dialog 0x80090302} for a dialog with one number, an exit code, or one of the words {@code session},
 *     {@code waits}, {@code loops}, {@code retries}, {@code unknown}
 * @param log the line of its log that tells; may be empty
 * @param attempts TCP connections in one run, where that was counted
 */
public record Prediction(
        Program program, String shows, Confidence confidence, String source, String log, OptionalInt attempts) {

    public static Prediction unknown(Program program) {
        return new Prediction(program, "unknown", Confidence.UNKNOWN, "", "", OptionalInt.empty());
    }

    /** The numbers that mstsc shows, when it shows any that are known. */
    public Optional<CodePair> pair() {
        return program.showsPair() && shows.startsWith("0x") ? Optional.of(CodePair.parse(shows)) : Optional.empty();
    }

    /** The exit code, when it is known. */
    public OptionalInt exit() {
        return !program.showsPair() && Character.isDigit(shows.charAt(0))
                ? OptionalInt.of(Integer.parseInt(shows))
                : OptionalInt.empty();
    }
}
