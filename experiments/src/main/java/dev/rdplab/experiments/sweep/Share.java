package dev.rdplab.experiments.sweep;

import java.util.Locale;

/** So many of so many, with what that says about the share behind it. */
public record Share(long count, long of) {

    /** 95 %. */
    static final double Z_95 = 1.959964;

    public Share {
        if (count < 0 || count > of) {
            throw new IllegalArgumentException(count + " of " + of);
        }
    }

    /** An interval of shares. */
    public record Interval(double low, double high) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f-%.1f %%", low * 100, high * 100);
        }
    }

    /** What was seen; not a number without trials. */
    public double seen() {
        return (double) count / of;
    }

    /** Wilson's interval at 95 %. */
    public Interval interval() {
        return interval(Z_95);
    }

    /** Wilson's interval. @param z the quantile of the normal distribution, 1.96 for 95 % */
    public Interval interval(double z) {
        if (of == 0) {
            return new Interval(0, 1);
        }
        double p = seen();
        double z2 = z * z;
        double middle = (p + z2 / (2 * of)) / (1 + z2 / of);
        double half = z / (1 + z2 / of) * Math.sqrt(p * (1 - p) / of + z2 / (4.0 * of * of));
        return new Interval(count == 0 ? 0 : Math.max(0, middle - half), count == of ? 1 : Math.min(1, middle + half));
    }

    /** By how much the share behind {@code other} is larger than the one behind this: Newcombe's interval. */
    public Interval growthTo(Share other, double z) {
        double difference = other.seen() - seen();
        var mine = interval(z);
        var its = other.interval(z);
        double down = Math.hypot(other.seen() - its.low(), mine.high() - seen());
        double up = Math.hypot(its.high() - other.seen(), seen() - mine.low());
        return new Interval(difference - down, difference + up);
    }

    Share plus(Share other) {
        return new Share(count + other.count, of + other.of);
    }

    @Override
    public String toString() {
        return of == 0 ? "no trials" : String.format(Locale.ROOT, "%.1f %% [%s]", seen() * 100, interval());
    }
}
