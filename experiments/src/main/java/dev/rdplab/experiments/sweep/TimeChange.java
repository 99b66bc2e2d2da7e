package dev.rdplab.experiments.sweep;

import java.util.Locale;

/**
 * What turning one knob does to a percentile of the successes' times.
 *
 * @param setting the knob's word
 * @param percent 50 or 95
 * @param before milliseconds with {@code from}, the mean over the pairs
 * @param after the same with {@code to}
 * @param growth of the mean at 99.9 %: the pairs' intervals, joined as Newcombe joins Wilson's
 * @param pairs cells that differ in this alone and have enough successes for an interval
 */
public record TimeChange(
        String setting,
        String from,
        String to,
        int percent,
        double before,
        double after,
        Percentiles.Range growth,
        int pairs)
        implements Advice {

    @Override
    public boolean isCertain() {
        return growth.high() < 0;
    }

    /** The least share of the time that it saves. */
    double saves() {
        return -growth.high() / before;
    }

    @Override
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "%s: %s -> %s makes p%d %.0f instead of %.0f ms (%d %s of cells, %.0f to %.0f ms less at 99.9 %%)",
                setting,
                from,
                to,
                percent,
                after,
                before,
                pairs,
                pairs == 1 ? "pair" : "pairs",
                -growth.high(),
                -growth.low());
    }
}
