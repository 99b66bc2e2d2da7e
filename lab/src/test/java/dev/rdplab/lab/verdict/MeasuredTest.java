package dev.rdplab.lab.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.Program;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is left of a prediction where something else was measured, or nothing. */
class MeasuredTest {

    private static Map<Program, Prediction> predicted(String shows) {
        var attempts = OptionalInt.of(3);
        return Map.of(
                Program.XFREERDP,
                new Prediction(Program.XFREERDP, shows, Confidence.MEASURED, "run on Debian 12", "a line", attempts));
    }

    private static Prediction ofCatalogue(String path, String shows) {
        return Measured.ofCatalogue(path, predicted(shows)).get(Program.XFREERDP);
    }

    @Test
    void logAndAttemptsAreThoseOfWhatWasPredicted() {
        assertThat(ofCatalogue("active/session-logoff", "12"))
                .returns("a line", Prediction::log)
                .returns(OptionalInt.of(3), Prediction::attempts);
        assertThat(ofCatalogue("active/session-logoff", "session"))
                .returns("12", Prediction::shows)
                .returns("", Prediction::log)
                .returns(OptionalInt.empty(), Prediction::attempts);
    }

    @Test
    void whatVariedIsUnknown() {
        assertThat(ofCatalogue("connect/accepted-then-reset", "session"))
                .returns("unknown", Prediction::shows)
                .returns(Confidence.UNKNOWN, Prediction::confidence)
                .satisfies(prediction -> assertThat(prediction.source()).contains("not every run"));
    }

    @Test
    void aFileThatSaysWhatWasMeasuredIsBelievedThoughTheClientsFaultIsPlayedByTheLab() {
        var told = Measured.ofCatalogue("own/fault", false, Set.of(Program.XFREERDP), predicted("session"));
        assertThat(told.get(Program.XFREERDP).confidence()).isEqualTo(Confidence.MEASURED);
        var unsaid = Measured.ofCatalogue("own/fault", false, Set.of(), predicted("session"));
        assertThat(unsaid.get(Program.XFREERDP).confidence()).isEqualTo(Confidence.INFERRED);
    }

    @Test
    void aSessionIsUnknownOnlyWhereTheLabsClientGotThroughAFault() {
        assertThat(Measured.ofOwnFile(true, false, predicted("session")).get(Program.XFREERDP))
                .returns("session", Prediction::shows)
                .returns(Confidence.INFERRED, Prediction::confidence);
        assertThat(Measured.ofOwnFile(true, true, predicted("12")).get(Program.XFREERDP))
                .returns("12", Prediction::shows)
                .returns(Confidence.INFERRED, Prediction::confidence);
    }
}
