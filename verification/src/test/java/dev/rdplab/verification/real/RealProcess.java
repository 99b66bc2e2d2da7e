package dev.rdplab.verification.real;

import dev.rdplab.testkit.needs.Owned;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A real program that is running, in a session and a home of its own. Closing it ends it, its children and its files. */
public final class RealProcess implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** For what is bound to come as soon as the machine gets round to it: the end of what was killed, and of what it printed. */
    private static final Duration BUSY = Duration.ofSeconds(20);

    private static final Set<String> KEPT_ENVIRONMENT = Set.of("PATH", "TMPDIR");

    private final String command;
    private final Process process;
    private final Scratch scratch;
    private final OutputCapture output = new OutputCapture();
    private final long startedNanos = System.nanoTime();

    private RealProcess(String command, Process process, Scratch scratch) {
        this.command = command;
        this.process = process;
        this.scratch = scratch;
        output.drainOut(process.getInputStream(), command);
        output.drainErr(process.getErrorStream(), command);
    }

    /** Starts a program that owns the scratch folder from now on. */
    static RealProcess start(Scratch scratch, Path program, List<String> arguments) {
        return start(scratch, program, arguments, Map.of(), "");
    }

    /**
     * Starts a program that ends with the test that runs on this thread, unless it is closed before.
     *
     * @param environment added to a small clean one: PATH, HOME, KRB5_CONFIG, LC_ALL
     * @param stdin written at once and closed; short enough for a pipe to hold (64 KiB)
     */
    static RealProcess start(
            Scratch scratch, Path program, List<String> arguments, Map<String, String> environment, String stdin) {
        return Owned.byThisTest(startUnowned(scratch, program, arguments, environment, stdin));
    }

    /** As {@link #start}, for a program that outlives the test: who starts it ends it. */
    static RealProcess startUnowned(
            Scratch scratch, Path program, List<String> arguments, Map<String, String> environment, String stdin) {
        // A session of its own, because some of them signal their whole process group; lines as they come, because
        // FreeRDP 2 loses what is in its buffer when it is ended.
        List<String> line = new ArrayList<>(List.of("setsid", "stdbuf", "-oL", program.toString()));
        line.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(scratch.folder().toFile());
        builder.environment().keySet().retainAll(KEPT_ENVIRONMENT);
        builder.environment().put("HOME", scratch.folder().toString());
        builder.environment().put("KRB5_CONFIG", scratch.file("krb5.conf").toString());
        builder.environment().put("KRB5CCNAME", scratch.file("krb5cc").toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            RealProcess started = new RealProcess(masked(program, arguments), process, scratch);
            feed(process, stdin);
            return started;
        } catch (IOException e) {
            scratch.close();
            throw new UncheckedIOException(e);
        }
    }

    private static void feed(Process process, String stdin) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(stdin.getBytes(StandardCharsets.UTF_8));
        } catch (IOException endedAlready) {
            // a program that ended before it read its input says so by its exit code
        }
    }

    private static String masked(Path program, List<String> arguments) {
        Stream<String> shown = arguments.stream().map(a -> a.startsWith("/p:") ? "/p:***" : a);
        return program.getFileName() + shown.collect(Collectors.joining(" ", " ", ""));
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it printed so far, standard output first. */
    public String output() {
        return output.all();
    }

    /** Waits until it has printed the pattern; fails with all that it printed if it ends or the deadline comes first. */
    public RealProcess awaitOutput(Pattern pattern, Duration deadline) {
        try {
            if (output.await(pattern, System.nanoTime() + deadline.toNanos())) {
                return this;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError(command + " did not print " + pattern + " within " + deadline + describeEnd()
                + "; it printed:\n" + output());
    }

    /** Whether it is still running after that long. */
    public boolean staysUp(Duration howLong) {
        try {
            return !process.waitFor(howLong.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits for its end; at the deadline ends it, and then its exit code is {@link Finished#STILL_RUNNING}. */
    public Finished await(Duration deadline) {
        boolean running = staysUp(deadline);
        if (running) {
            end();
        }
        settle();
        Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
        int exitCode = running ? Finished.STILL_RUNNING : process.exitValue();
        return new Finished(command, exitCode, output.stdout(), output.stderr(), took);
    }

    /** Ends the program and every child: SIGTERM, then SIGKILL after 2 s, since a client inside TLS ignores the first. */
    private void end() {
        // Children are listed before their parent dies, or they could not be found any more.
        List<ProcessHandle> family = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        family.forEach(ProcessHandle::destroy);
        if (!haveEnded(family, GRACE)) {
            family.stream().filter(RealProcess::isRunning).forEach(ProcessHandle::destroyForcibly);
            haveEnded(family, BUSY);
        }
        staysUp(BUSY); // the program is gone, but its Process learns that from a thread of the JVM
    }

    /** Looks by itself, since onExit of a process that is no child polls every 300 ms. */
    private static boolean haveEnded(List<ProcessHandle> family, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (family.stream().anyMatch(RealProcess::isRunning)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return true;
    }

    /** Not a zombie either: an orphan that waits for init to collect it counts as alive, but runs no program. */
    static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private void settle() {
        try {
            output.awaitEnd(System.nanoTime() + BUSY.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String describeEnd() {
        return process.isAlive() ? "" : " and ended with exit code " + process.exitValue();
    }

    @Override
    public void close() {
        end();
        settle();
        scratch.close();
    }

    @Override
    public String toString() {
        return command + (process.isAlive() ? " running as " + pid() : describeEnd());
    }
}
