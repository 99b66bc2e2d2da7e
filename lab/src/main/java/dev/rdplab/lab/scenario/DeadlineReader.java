package dev.rdplab.lab.scenario;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.words.YamlNode;
import dev.rdplab.words.YamlScalar;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;

/** Reads the key {@code deadlines}: one time for every stage, {@code never}, or times by stage. */
final class DeadlineReader {

    private static final String NEVER = "never";

    private DeadlineReader() {}

    static Deadlines read(Optional<YamlNode> given, Deadlines otherwise) {
        if (given.isEmpty()) {
            return otherwise;
        }
        if (given.get() instanceof YamlScalar scalar) {
            return scalar.text().equals(NEVER) ? Deadlines.NEVER : Deadlines.each(time(scalar));
        }
        var map = new EnumMap<Stage, Duration>(Stage.class);
        map.putAll(otherwise.perStage());
        for (var entry : given.get().asMap().entries().entrySet()) {
            var scalar = entry.getValue().asScalar();
            var stage = Stage.of(entry.getKey()).orElseThrow(() -> entry.getValue()
                    .wrong(
                            "is no stage",
                            String.join(
                                    ", ",
                                    List.of(Stage.values()).stream()
                                            .map(Stage::word)
                                            .toList())));
            if (scalar.text().equals(NEVER)) {
                map.remove(stage);
            } else {
                map.put(stage, time(scalar));
            }
        }
        return new Deadlines(map);
    }

    private static Duration time(YamlScalar scalar) {
        var time = scalar.duration();
        if (time.compareTo(Duration.ofMillis(1)) < 0) {
            throw scalar.wrong(scalar.described() + " is too short", "at least 1ms, or never");
        }
        return time;
    }
}
