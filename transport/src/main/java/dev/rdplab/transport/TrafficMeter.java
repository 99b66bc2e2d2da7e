package dev.rdplab.transport;

import dev.rdplab.protocol.Stage;
import java.util.EnumMap;
import java.util.Map;

/** Counts raw bytes by stage. Makes no map before it is asked for one: thousands of peers may stall. */
final class TrafficMeter {

    private Part now;

    synchronized void count(Stage stage, int sent, int received) {
        Part part = now;
        while (part != null && part.stage != stage) {
            part = part.before;
        }
        if (part == null) {
            part = new Part(stage, now);
            now = part;
        }
        part.sent += sent;
        part.received += received;
    }

    /** The stages in which there was any. */
    synchronized Map<Stage, Traffic> byStage() {
        var all = new EnumMap<Stage, Traffic>(Stage.class);
        for (Part part = now; part != null; part = part.before) {
            if (part.sent + part.received > 0) {
                all.put(part.stage, new Traffic(part.sent, part.received));
            }
        }
        return all;
    }

    /** One stage's. */
    private static final class Part {
        private final Stage stage;
        private final Part before;
        private long sent;
        private long received;

        Part(Stage stage, Part before) {
            this.stage = stage;
            this.before = before;
        }
    }
}
