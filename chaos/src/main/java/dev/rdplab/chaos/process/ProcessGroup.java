package dev.rdplab.chaos.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program in a session of its own, so that it and all it started can be ended together, whatever ends this process.
 *
 * @param grouped false where the system has no {@code setsid}
 */
public record ProcessGroup(Process process, boolean grouped) implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(2);

    /** What was killed is gone as soon as the system gets round to it. */
    private static final Duration GONE = Duration.ofSeconds(10);

    /** What {@code setsid} says when it cannot start the program, which it reports by exit code 126 or 127. */
    public static final String CANNOT_START = "setsid: failed to execute ";

    /**
     * Starts the builder's command.
     *
     * @throws IOException when it cannot be started
     * @throws dev.rdplab.chaos.link.LinkUnavailableException when this process is ending
     */
    public static ProcessGroup start(ProcessBuilder builder) throws IOException {
        boolean grouped =
                Stream.of("/usr/bin/setsid", "/bin/setsid").map(Path::of).anyMatch(Files::isExecutable);
        var line = new ArrayList<String>(grouped ? List.of("setsid") : List.of());
        line.addAll(builder.command());
        builder.command(line);
        return AtEnd.made(() -> new ProcessGroup(builder.start(), grouped), ProcessGroup::end);
    }

    /** Ends the program and all it started: SIGTERM, after 2 s SIGKILL. */
    @Override
    public void close() {
        end();
        AtEnd.forget(this);
    }

    private void end() {
        boolean interrupted = Thread.interrupted();
        var family = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        if (process.isAlive()) {
            interrupted |= signal("TERM");
            family.forEach(ProcessHandle::destroy);
            interrupted |= awaitEnd(process, GRACE);
        }
        interrupted |= signal("KILL");
        family.forEach(ProcessHandle::destroyForcibly);
        interrupted |= awaitEnd(process, GONE);
        interrupted |= awaitGone(family);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Signals the whole group, by the shell: a small machine has no program for it. @return whether the thread was interrupted meanwhile */
    private boolean signal(String name) {
        if (!grouped) {
            return false;
        }
        try {
            return awaitEnd(
                    new ProcessBuilder("sh", "-c", "kill -s \"$0\" -- \"-$1\"", name, String.valueOf(process.pid()))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start(),
                    GRACE);
        } catch (IOException noShell) {
            return false; // the family is ended one by one
        }
    }

    /** @return whether the wait was interrupted; then it may still run */
    private static boolean awaitEnd(Process process, Duration limit) {
        try {
            process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Looks by itself, since {@code onExit} of a process that is no child asks every 300 ms. @return whether it was interrupted */
    private static boolean awaitGone(List<ProcessHandle> family) {
        long until = System.nanoTime() + GONE.toNanos();
        try {
            while (family.stream().anyMatch(ProcessGroup::runs) && System.nanoTime() < until) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Not an orphan that is over and waits for init to collect it: that counts as alive. */
    private static boolean runs(ProcessHandle each) {
        return each.isAlive() && each.info().command().isPresent();
    }
}
