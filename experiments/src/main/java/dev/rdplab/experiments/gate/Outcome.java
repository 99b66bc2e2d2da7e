package dev.rdplab.experiments.gate;

import dev.rdplab.experiments.sweep.Cell;

/**
 * What a condition says of a cell.
 *
 * @param fails whether the condition holds, or cannot be told
 * @param seen what was measured, for people
 * @param doubt why the figure is uncertain; empty when it is not
 */
public record Outcome(Condition condition, Cell cell, boolean fails, String seen, String doubt) {

    /** {@code loss=2%,rtt=100ms: p95 is 3450 ms, fails if p95 > 3s}. */
    public String line() {
        return (cell.id().isEmpty() ? "" : cell.id() + ": ") + seen + ", fails if " + condition.text()
                + (doubt.isEmpty() ? "" : " (" + doubt + ")");
    }
}
