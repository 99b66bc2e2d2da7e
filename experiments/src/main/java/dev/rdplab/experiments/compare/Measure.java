package dev.rdplab.experiments.compare;

import dev.rdplab.experiments.sweep.CellFindings;
import dev.rdplab.experiments.sweep.Share;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What of a cell is compared. */
public enum Measure {
    SUCCESS("success", true),
    SLOW_OR_FAILED("slow or failed", false),
    P50("p50", false),
    P95("p95", false);

    private final String word;
    private final boolean moreIsBetter;

    Measure(String word, boolean moreIsBetter) {
        this.word = word;
        this.moreIsBetter = moreIsBetter;
    }

    public String word() {
        return word;
    }

    boolean isTime() {
        return this == P50 || this == P95;
    }

    /** How it changes from one cell to another. @param z the quantile of the normal distribution for the intervals */
    Growth between(CellFindings from, CellFindings to, double z) {
        if (isTime()) {
            int percent = this == P50 ? 50 : 95;
            var range = from.total().growthTo(to.total(), percent, z);
            return new Growth(
                    this,
                    from.total().at(percent),
                    to.total().at(percent),
                    range.map(r -> new Share.Interval(r.low(), r.high())));
        }
        var before = share(from);
        var after = share(to);
        return new Growth(
                this,
                OptionalDouble.of(before.seen()),
                OptionalDouble.of(after.seen()),
                Optional.of(before.growthTo(after, z)));
    }

    boolean isBetter(double growth) {
        return growth > 0 == moreIsBetter;
    }

    /** A value for people: {@code 97.5 %}, {@code 812 ms}. */
    String text(double value) {
        return isTime() ? Math.round(value) + " ms" : String.format(Locale.ROOT, "%.1f %%", value * 100);
    }

    private Share share(CellFindings cell) {
        return this == SUCCESS ? cell.success() : cell.slowOrFailed();
    }
}
