package dev.rdplab.cli;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Interceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The stages of one probe as they happen, on one line of stderr: {@code connect 23 ms, x224 waiting 7 s}. Only on a terminal. */
final class ProbeStages implements Interceptor, AutoCloseable {

    private static final long EVERY_MILLIS = 250;

    /** Stages on the line: more are possible where a client tries several times. */
    private static final int SHOWN = 8;

    private record Entered(Stage stage, long nanos) {}

    private final Terminal terminal;
    private final List<Entered> entered = new ArrayList<>();
    private final ScheduledExecutorService clock;

    private ProbeStages(Terminal terminal, ScheduledExecutorService clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    /** Begins with the TCP connect. */
    static ProbeStages begin(Terminal terminal) {
        var clock = Executors.newSingleThreadScheduledExecutor(run -> {
            var thread = new Thread(run, "probe stages");
            thread.setDaemon(true);
            return thread;
        });
        var stages = new ProbeStages(terminal, clock);
        stages.entered(Role.CLIENT, 1, Stage.CONNECT);
        clock.scheduleAtFixedRate(stages::show, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return stages;
    }

    @Override
    public List<Effect> entered(Role role, int connection, Stage stage) {
        synchronized (entered) {
            if (entered.isEmpty() || entered.get(entered.size() - 1).stage() != stage) {
                entered.add(new Entered(stage, System.nanoTime()));
            }
        }
        show();
        return List.of();
    }

    private void show() {
        terminal.status(line(System.nanoTime()));
    }

    /** The line at a moment. */
    String line(long now) {
        synchronized (entered) {
            var words = new ArrayList<String>();
            for (int i = Math.max(0, entered.size() - SHOWN); i < entered.size(); i++) {
                var one = entered.get(i);
                boolean last = i == entered.size() - 1;
                double millis = ((last ? now : entered.get(i + 1).nanos()) - one.nanos()) / 1e6;
                words.add(one.stage().word() + (last ? waiting(millis) : " " + EndingText.millis(millis) + " ms"));
            }
            return String.join(", ", words);
        }
    }

    private static String waiting(double millis) {
        return millis < 1000 ? "" : " waiting " + (long) (millis / 1000) + " s";
    }

    @Override
    public void close() {
        clock.shutdownNow();
        try {
            clock.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminal.clearStatus();
    }
}
