package dev.rdplab.cli;

import dev.rdplab.diagnosis.probe.Probe;
import dev.rdplab.lab.result.ResultJson;
import dev.rdplab.lab.result.StageTime;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Supplier;

/** The same server again and again: a line for each look, and one when the result is another than before. */
final class ProbeWatch {

    /** Waits between two looks; an interrupt ends it. */
    @FunctionalInterface
    interface Pause {
        void take(Duration time) throws InterruptedException;
    }

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Terminal terminal;
    private final Paint paint;
    private final boolean json;
    private final Duration every;
    private final Pause pause;

    private String before;
    private LocalTime since;
    private int times;

    /** @param every from the begin of one look to the begin of the next */
    ProbeWatch(Terminal terminal, Paint paint, boolean json, Duration every, Pause pause) {
        this.terminal = terminal;
        this.paint = paint;
        this.json = json;
        this.every = every;
        this.pause = pause;
    }

    /**
     * Looks until a logon was refused, or {@code most} times.
     *
     * @param refusal why the account is not presented again; empty while it may be
     * @return the exit code: whether the last look completed
     */
    int run(Supplier<Probe> look, Supplier<Optional<String>> refusal, int most) throws InterruptedException {
        boolean completed = false;
        for (int i = 0; i < most && refusal.get().isEmpty(); i++) {
            long begun = System.nanoTime();
            var probe = look.get();
            completed = probe.result().client().completed();
            show(probe);
            long left = every.toNanos() - (System.nanoTime() - begun);
            if (left > 0 && i + 1 < most && refusal.get().isEmpty()) {
                pause.take(Duration.ofNanos(left));
            }
        }
        refusal.get().ifPresent(why -> terminal.err()
                .println("rdplab: stopped: " + why + "; the account is not presented again, because each refused"
                        + " logon may count towards locking it (--yes-present-again goes on)"));
        return completed ? Exit.EXPECTED : Exit.UNEXPECTED;
    }

    private void show(Probe probe) {
        if (json) {
            OutputOptions.print(terminal, ResultJson.of(probe.result()));
            return;
        }
        var now = LocalTime.now();
        var client = probe.result().client();
        var where = EndingText.where(client);
        var took = probe.result().stages().stream().map(StageTime::duration).reduce(Duration.ZERO, Duration::plus);
        terminal.out()
                .println(TIME.format(now) + "  "
                        + (client.completed() ? paint.good(where) : paint.bad(where))
                        + ", " + EndingText.millis(took.toNanos() / 1e6) + " ms");
        if (before != null && !before.equals(where)) {
            terminal.out()
                    .println(TIME.format(now) + "  " + paint.bold("changed") + ": " + where + "; until then " + before
                            + " (" + times + (times == 1 ? " time" : " times") + " since " + TIME.format(since) + ")");
        }
        if (!where.equals(before)) {
            before = where;
            since = now;
            times = 0;
        }
        times++;
        terminal.out().flush();
    }
}
