package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.Stage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** How long each stage may take. A stage without an entry may take for ever. */
public record Deadlines(Map<Stage, Duration> perStage) {

    public static final Deadlines NEVER = new Deadlines(Map.of());

    public Deadlines {
        perStage = Map.copyOf(perStage);
    }

    /** The same limit for every stage before the session. */
    public static Deadlines each(Duration limit) {
        var map = new EnumMap<Stage, Duration>(Stage.class);
        for (Stage stage : Stage.values()) {
            if (stage != Stage.ACTIVE) {
                map.put(stage, limit);
            }
        }
        return new Deadlines(map);
    }

    /** The same limits but for one stage. */
    public Deadlines with(Stage stage, Duration limit) {
        var map = new EnumMap<Stage, Duration>(Stage.class);
        map.putAll(perStage);
        map.put(stage, limit);
        return new Deadlines(map);
    }

    public Optional<Duration> of(Stage stage) {
        return Optional.ofNullable(perStage.get(stage));
    }
}
