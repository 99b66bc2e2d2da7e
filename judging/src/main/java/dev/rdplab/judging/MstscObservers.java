package dev.rdplab.judging;

import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How mstsc is run and observed. */
public final class MstscObservers {

    private static final Duration LIMIT = Duration.ofSeconds(150);

    private MstscObservers() {}

    /** Returns how it is started; nothing is expected of it. */
    public static ExpectationFile file() {
        return new ExpectationFile(
                "mstsc",
                Optional.of(Program.MSTSC),
                Optional.of("mstsc.exe {rdp-file}"),
                LIMIT,
                "",
                Map.of(),
                List.of());
    }

    /** Returns its observer. @param question empty when no user is there to be asked */
    public static List<Observer> observers(Optional<Question> question) {
        return observers(question, SystemCommand.ofTheSystem());
    }

    static List<Observer> observers(Optional<Question> question, SystemCommand system) {
        var all = new ArrayList<Observer>();
        all.add(new SavedAccount(system));
        question.ifPresent(all::add);
        all.add(new ClientEventLog(system));
        return List.copyOf(all);
    }

    /** Whether a measurement is wanted: what mstsc shows is unknown, inferred or reported. */
    public static boolean wanted(Scenario scenario) {
        var confidence = scenario.expect().mstsc().map(pair -> scenario.expect().confidence());
        return confidence
                .map(word -> word == Confidence.UNKNOWN || word == Confidence.INFERRED || word == Confidence.REPORTED)
                .orElse(true);
    }
}
