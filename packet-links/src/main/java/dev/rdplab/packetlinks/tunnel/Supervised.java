package dev.rdplab.packetlinks.tunnel;

import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.packetlinks.NetNamespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A foreign program in a namespace, watched from its start to its end. Its last lines are kept for messages. */
final class Supervised implements AutoCloseable {

    private static final int LINES = 20;
    private static final long TERM_MILLIS = 3_000;
    private static final long OUTPUT_MILLIS = 500;

    private final String name;
    private final Process process;
    private final Deque<String> lines = new ArrayDeque<>();
    private final Predicate<String> readyLine;
    private boolean ready;
    private volatile boolean mayEnd;
    private Thread reader;

    private Supervised(String name, Process process, Predicate<String> readyLine) {
        this.name = name;
        this.process = process;
        this.readyLine = readyLine;
    }

    /** @param readyLine the line by which the program says that it is up */
    static Supervised start(
            NetNamespace namespace, List<String> words, Map<String, String> environment, Predicate<String> readyLine) {
        return start(words.get(0), namespace, words, environment, readyLine);
    }

    /** A command of the user for a shell. It may end with 0 whenever it likes. @param name in messages */
    static Supervised command(String name, NetNamespace namespace, String command, Map<String, String> environment) {
        var started = start(name, namespace, List.of("sh", "-c", command), environment, line -> false);
        started.mayEnd = true;
        return started;
    }

    private static Supervised start(
            String name,
            NetNamespace namespace,
            List<String> words,
            Map<String, String> environment,
            Predicate<String> readyLine) {
        try {
            var builder = new ProcessBuilder(namespace.command(words)).redirectErrorStream(true);
            builder.environment().putAll(environment);
            var process = builder.start();
            process.getOutputStream().close();
            var supervised = new Supervised(name, process, readyLine);
            supervised.reader = new Thread(supervised::read, "output-of-" + name);
            supervised.reader.setDaemon(true);
            supervised.reader.start();
            return supervised;
        } catch (IOException e) {
            throw new LinkUnavailableException(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** Waits for the line. */
    void awaitReady(Duration limit) {
        await("it to be up", limit, () -> ready);
    }

    /** Waits for a condition, looking again whenever the program says something and every 20 ms. */
    synchronized void await(String what, Duration limit, BooleanSupplier condition) {
        long until = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            failure().ifPresent(why -> {
                throw new LinkUnavailableException(why);
            });
            if (System.nanoTime() > until) {
                throw new LinkUnavailableException(
                        name + ": waited " + limit.toSeconds() + " s for " + what + "; " + lastWords());
            }
            try {
                wait(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LinkUnavailableException(name + ": interrupted while waiting for " + what, e);
            }
        }
    }

    synchronized Optional<String> failure() {
        return process.isAlive() || mayEnd && process.exitValue() == 0
                ? Optional.empty()
                : Optional.of(name + " has ended with " + process.exitValue() + "; " + lastWords());
    }

    boolean hasEnded() {
        return !process.isAlive();
    }

    /**
     * Waits for its end, and ends it with its children when that takes too long.
     *
     * @return why it did not end well, empty when it did
     */
    Optional<String> ended(Duration limit) {
        try {
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                close();
                return Optional.of(name + " took more than " + limit.toSeconds() + " s; " + heardSoFar());
            }
            reader.join(OUTPUT_MILLIS); // what it has left behind may keep its output open
            return failure();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            return Optional.of(name + ": interrupted");
        }
    }

    private synchronized String heardSoFar() {
        return lastWords();
    }

    /** Asks it and its children to end, and does not wait. */
    void stop() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    @Override
    public void close() {
        stop();
        try {
            if (!process.waitFor(TERM_MILLIS, TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor(TERM_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                heard(line);
            }
        } catch (IOException e) {
            heard("its output cannot be read: " + e.getMessage());
        }
    }

    private synchronized void heard(String line) {
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(line);
        ready |= readyLine.test(line);
        notifyAll();
    }

    private String lastWords() {
        return lines.isEmpty() ? "it said nothing" : "its last words: " + String.join(" | ", lines);
    }
}
