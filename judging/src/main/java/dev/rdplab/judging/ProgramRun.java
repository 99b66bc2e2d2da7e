package dev.rdplab.judging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** One run of a program: in a session of its own, so that it and all it started can be ended together. */
final class ProgramRun {

    /** Characters of its output that are kept, from the beginning. */
    static final int MAX_OUTPUT = 256 << 10;

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
        boolean grouped = canGroup();
        var line = new ArrayList<String>(grouped ? List.of("setsid") : List.of());
        line.addAll(command);
        var builder = new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        long began = System.nanoTime();
        var process = builder.start();
        var output = new StringBuffer();
        var reader = new Thread(() -> read(process.getInputStream(), output), "rdplab-judged-output");
        reader.setDaemon(true);
        reader.start();
        boolean ended;
        try {
            answer(process, answer);
            await(CompletableFuture.anyOf(process.onExit(), enough), limit);
            ended = !process.isAlive();
        } finally {
            end(process, grouped);
        }
        reader.join(GRACE.toMillis());
        return new Ended(
                ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty(),
                output.toString(),
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

    private static void read(InputStream in, StringBuffer output) {
        try (in) {
            var buffer = new byte[8_192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                // ISO 8859-1 keeps any byte; what is judged is ASCII.
                String text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                output.append(text, 0, Math.min(text.length(), MAX_OUTPUT - output.length()));
            }
        } catch (IOException ended) {
            // what came until then is what there is
        }
    }

    /** SIGTERM, then SIGKILL, to the program and all it started. */
    private static void end(Process process, boolean grouped) throws InterruptedException {
        var family = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        if (process.isAlive()) {
            family.forEach(ProcessHandle::destroy);
            process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        }
        family.forEach(ProcessHandle::destroyForcibly);
        if (grouped) {
            killGroup(process.pid());
        }
        process.waitFor();
    }

    private static void killGroup(long leader) throws InterruptedException {
        try {
            new ProcessBuilder("kill", "-KILL", "--", "-" + leader)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noKill) {
            // the family has been ended one by one
        }
    }

    private static boolean canGroup() {
        return Stream.of("/usr/bin/setsid", "/bin/setsid").map(Path::of).anyMatch(Files::isExecutable);
    }
}
