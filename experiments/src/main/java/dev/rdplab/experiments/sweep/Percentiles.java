package dev.rdplab.experiments.sweep;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/** Percentiles of a sample, given only where at least ten values lie beyond them: p50 from 20, p95 from 200, p99 from 1000. */
public final class Percentiles {

    private static final int BEYOND = 10;

    private final double[] sorted;

    public Percentiles(double... values) {
        sorted = values.clone();
        Arrays.sort(sorted);
    }

    public int size() {
        return sorted.length;
    }

    /** By nearest rank. @param percent 1 to 99 @return empty where there are too few values */
    public OptionalDouble at(int percent) {
        if (sorted.length * (100 - percent) < BEYOND * 100) {
            return OptionalDouble.empty();
        }
        return nearestRank(percent);
    }

    /** The same, however few values there are; empty only for none. */
    public OptionalDouble nearestRank(int percent) {
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return rank == 0 ? OptionalDouble.empty() : OptionalDouble.of(sorted[rank - 1]);
    }

    /** Values from which {@link #at} gives this percentile. */
    public static int needed(int percent) {
        return (int) Math.ceil(BEYOND * 100.0 / (100 - percent));
    }

    /**
     * By how much a percentile behind {@code other} is larger than the one behind this: the intervals of the order statistics,
     * joined as Newcombe joins Wilson's.
     *
     * @param z the quantile of the normal distribution, 1.96 for 95 %
     * @return empty where one sample is too small to bound it at this level
     */
    public Optional<Range> growthTo(Percentiles other, int percent, double z) {
        var mine = bounds(percent, z);
        var its = other.bounds(percent, z);
        if (mine.isEmpty() || its.isEmpty()) {
            return Optional.empty();
        }
        double from = nearestRank(percent).getAsDouble();
        double to = other.nearestRank(percent).getAsDouble();
        double down = Math.hypot(to - its.get().low(), mine.get().high() - from);
        double up = Math.hypot(its.get().high() - to, from - mine.get().low());
        return Optional.of(new Range(to - from - down, to - from + up));
    }

    /** As {@link #range}; empty where a bound would lie outside the sample. */
    private Optional<Range> bounds(int percent, double z) {
        if (!isBounded(sorted.length, percent, z)) {
            return Optional.empty();
        }
        return Optional.of(
                new Range(sorted[low(sorted.length, percent, z) - 1], sorted[high(sorted.length, percent, z) - 1]));
    }

    private static int low(int n, int percent, double z) {
        double p = percent / 100.0;
        return (int) Math.floor(n * p - z * Math.sqrt(n * p * (1 - p)));
    }

    private static int high(int n, int percent, double z) {
        double p = percent / 100.0;
        return (int) Math.ceil(n * p + z * Math.sqrt(n * p * (1 - p))) + 1;
    }

    private static boolean isBounded(int n, int percent, double z) {
        return n >= needed(percent) && low(n, percent, z) >= 1 && high(n, percent, z) <= n;
    }

    /** Values from which {@link #growthTo} bounds this percentile. */
    static int bounded(int percent, double z) {
        int n = needed(percent);
        while (!isBounded(n, percent, z)) {
            n++;
        }
        return n;
    }

    /**
     * An interval at 95 % of the percentile behind the sample, by its order statistics; nothing is assumed about its shape.
     *
     * @return empty where {@link #at} is
     */
    public Optional<Range> range(int percent) {
        if (at(percent).isEmpty()) {
            return Optional.empty();
        }
        int low = low(sorted.length, percent, Share.Z_95);
        int high = high(sorted.length, percent, Share.Z_95);
        return Optional.of(new Range(sorted[Math.max(1, low) - 1], sorted[Math.min(sorted.length, high) - 1]));
    }

    /** Two values of the sample. */
    public record Range(double low, double high) {}

    /** @param rank from 0 for the least */
    double value(int rank) {
        return sorted[rank];
    }

    /**
     * The distance that chance alone gives two samples of one distribution, exceeded once in twenty times: Smirnov's limit for
     * samples that are not small.
     */
    static double chance(int n, int m) {
        return 1.358 * Math.sqrt((double) (n + m) / n / m);
    }

    /** The largest distance between two samples' distributions, Kolmogorov and Smirnov: 0 for equal, 1 for apart. */
    public double distance(Percentiles other) {
        int i = 0;
        int j = 0;
        double largest = 0;
        while (i < sorted.length && j < other.sorted.length) {
            double x = Math.min(sorted[i], other.sorted[j]);
            while (i < sorted.length && sorted[i] <= x) {
                i++;
            }
            while (j < other.sorted.length && other.sorted[j] <= x) {
                j++;
            }
            largest = Math.max(largest, Math.abs((double) i / sorted.length - (double) j / other.sorted.length));
        }
        return largest;
    }
}
