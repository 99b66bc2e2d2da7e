package dev.rdplab.experiments.sweep;

import java.util.Locale;

/**
 * What turning one knob does, all else being equal.
 *
 * @param setting the knob's word
 * @param before handshakes that were fast enough with {@code from}, over all cells that have a partner
 * @param after the same with {@code to}
 * @param growth by how much the share grows, at 99.9 %: so wide because many changes are looked at
 * @param pairs cells that differ in this alone
 */
public record Change(
        String setting, String from, String to, Share before, Share after, Share.Interval growth, int pairs)
        implements Advice {

    @Override
    public boolean isCertain() {
        return growth.low() > 0;
    }

    @Override
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "%s: %s -> %s lets %s instead of %s of the handshakes through in time"
                        + " (%d pairs of cells, growth %.0f to %.0f points at 99.9 %%)",
                setting,
                from,
                to,
                after,
                before,
                pairs,
                growth.low() * 100,
                growth.high() * 100);
    }
}
