package dev.rdplab.experiments.sweep;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a sweep is.
 *
 * @param total trials there are to be
 * @param known trials that were there at the start
 * @param done trials since the start
 * @param succeeded of those
 * @param elapsed since the start
 */
public record SweepProgress(long total, long known, long done, long succeeded, Duration elapsed, long startNanos) {

    static SweepProgress start(long total, long known, long now) {
        return new SweepProgress(total, known, 0, 0, Duration.ZERO, now);
    }

    SweepProgress one(boolean success, long now) {
        return new SweepProgress(
                total, known, done + 1, succeeded + (success ? 1 : 0), Duration.ofNanos(now - startNanos), startNanos);
    }

    /** At the pace so far; empty until 2 % of the trials are done or 3 s have passed: the first trials are slow. */
    public Optional<Duration> left() {
        boolean early = done * 50 < total - known && elapsed.compareTo(Duration.ofSeconds(3)) < 0;
        return done == 0 || early
                ? Optional.empty()
                : Optional.of(elapsed.multipliedBy(total - known - done).dividedBy(done));
    }

    /** One line for a terminal. */
    public String line() {
        var line = new StringBuilder()
                .append(known + done)
                .append('/')
                .append(total)
                .append(" trials");
        if (done > 0) {
            line.append(", ").append(Math.round(100.0 * succeeded / done)).append(" % succeed");
        }
        left().ifPresent(time -> line.append(", about ").append(words(time)).append(" left"));
        return line.toString();
    }

    private static String words(Duration time) {
        if (time.toMinutes() >= 90) {
            return Math.round(time.toMinutes() / 60.0) + " h";
        }
        return time.toSeconds() >= 90 ? Math.round(time.toSeconds() / 60.0) + " min" : time.toSeconds() + " s";
    }
}
