package dev.rdplab.judging;

import dev.rdplab.chaos.process.ProcessGroup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run of a program: in a session of its own, so that it and all it started can be ended together. */
final class ProgramRun {

    /** Characters of its output that are kept: so many from the beginning, and {@link #TAIL} from the end. */
    static final int MAX_OUTPUT = 256 << 10;

    static final int TAIL = 8 << 10;

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int ANSWERS = 200;

    private ProgramRun() {}

    /** @param exit empty when the program was ended at the time limit */
    record Ended(OptionalInt exit, String output, Duration took) {}

    /**
     * Runs it to its end, until it is seen enough of, or to the limit, whichever comes first.
     *
     * @param enough completed when there is nothing more to wait for
     * @param answer a line for its standard input, given again and again; empty for none
     * @throws IOException when it cannot be started
     */
    static Ended of(
            List<String> command,
            Map<String, String> environment,
            Path folder,
            String answer,
            Duration limit,
            CompletableFuture<?> enough)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        long began = System.nanoTime();
        var output = new Output();
        Process process;
        Thread reader;
        boolean ended;
        try (var group = ProcessGroup.start(builder)) {
            process = group.process();
            reader = new Thread(() -> read(group.process().getInputStream(), output), "rdplab-judged-output");
            reader.setDaemon(true);
            reader.start();
            answer(process, answer);
            await(CompletableFuture.anyOf(process.onExit(), enough), limit);
            ended = !process.isAlive();
        }
        reader.join(GRACE.toMillis());
        if (ended && process.exitValue() > 125 && output.text().startsWith(ProcessGroup.CANNOT_START)) {
            throw new IOException(
                    output.text().substring(ProcessGroup.CANNOT_START.length()).strip());
        }
        return new Ended(
                ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty(),
                output.text(),
                Duration.ofNanos(System.nanoTime() - began));
    }

    private static void await(CompletableFuture<?> either, Duration limit) throws InterruptedException {
        try {
            either.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException limitReached) {
            // it is ended now
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(Process process, String answer) {
        try (var in = process.getOutputStream()) {
            if (!answer.isEmpty()) {
                in.write((answer + "\n").repeat(ANSWERS).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException endedAlready) {
            // its exit code says so
        }
    }

    private static void read(InputStream in, Output output) {
        try (in) {
            var buffer = new byte[8_192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                // ISO 8859-1 keeps any byte; what is judged is ASCII.
                output.add(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException ended) {
            // what came until then is what there is
        }
    }

    /** The beginning and the end of what a program prints. */
    private static final class Output {

        private final StringBuilder head = new StringBuilder();
        private final StringBuilder tail = new StringBuilder();

        synchronized void add(String text) {
            int kept = Math.min(text.length(), MAX_OUTPUT - head.length());
            head.append(text, 0, kept);
            tail.append(text, kept, text.length());
            if (tail.length() > 2 * TAIL) {
                tail.delete(0, tail.length() - TAIL);
            }
        }

        synchronized String text() {
            return tail.isEmpty() ? head.toString() : head + "\n...\n" + tail;
        }
    }
}
