package dev.rdplab.transport;

import dev.rdplab.protocol.Stage;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Counts raw bytes by stage. Makes no map before it is asked for one: thousands of peers may stall. */
final class TrafficMeter {

    /** Sent and received of each stage so far, in the order of the stages. */
    private long[] counted = {};

    synchronized void count(Stage stage, int sent, int received) {
        int at = 2 * stage.ordinal();
        if (counted.length <= at) {
            counted = Arrays.copyOf(counted, at + 2);
        }
        counted[at] += sent;
        counted[at + 1] += received;
    }

    synchronized Traffic total() {
        var total = Traffic.NONE;
        for (int at = 0; at < counted.length; at += 2) {
            total = total.plus(counted[at], counted[at + 1]);
        }
        return total;
    }

    /** The stages in which there was any. */
    synchronized Map<Stage, Traffic> byStage() {
        var all = new EnumMap<Stage, Traffic>(Stage.class);
        for (Stage stage : Stage.values()) {
            int at = 2 * stage.ordinal();
            if (at < counted.length && counted[at] + counted[at + 1] > 0) {
                all.put(stage, new Traffic(counted[at], counted[at + 1]));
            }
        }
        return all;
    }
}
