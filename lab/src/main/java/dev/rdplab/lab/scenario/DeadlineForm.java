package dev.rdplab.lab.scenario;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.words.BadValueException;
import dev.rdplab.words.Form;
import dev.rdplab.words.Forms;
import dev.rdplab.words.Key;
import dev.rdplab.words.Place;
import dev.rdplab.words.Words;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How deadlines are written: one duration for every stage, {@code never}, or durations by stage. */
final class DeadlineForm {

    private static final Duration LEAST = Duration.ofMillis(1);

    private static final Form<Optional<Duration>> TIME = Forms.wordOr(
            new Words<>("", Map.of("never", Optional.<Duration>empty())),
            Forms.DURATION.as(time -> Optional.of(atLeast(time))));

    private static final Words<Stage> STAGES = Forms.words("stage", List.of(Stage.values()), Stage::word);

    private DeadlineForm() {}

    /** The key {@code deadlines}. @param usual for the stages that are not named */
    static Key<Deadlines> key(Duration usual, String said, String meaning) {
        var otherwise = Deadlines.each(usual);
        Form<Deadlines> form = Forms.either(
                TIME.as(time -> time.map(Deadlines::each).orElse(Deadlines.NEVER)),
                Forms.mapping(STAGES, TIME).as(times -> changed(otherwise, times)));
        return Key.of("deadlines", form, meaning).or(otherwise, said);
    }

    private static Duration atLeast(Duration time) {
        if (time.compareTo(LEAST) < 0) {
            throw new BadValueException(Place.NONE, "is too short", "at least 1ms, or never");
        }
        return time;
    }

    private static Deadlines changed(Deadlines otherwise, Map<Stage, Optional<Duration>> times) {
        var map = new EnumMap<Stage, Duration>(Stage.class);
        map.putAll(otherwise.perStage());
        times.forEach((stage, time) -> time.ifPresentOrElse(limit -> map.put(stage, limit), () -> map.remove(stage)));
        return new Deadlines(map);
    }
}
