package dev.rdplab.packetlinks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a short foreign program to its end. */
public final class Command {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Command() {}

    /** What it printed. @throws CommandException when it cannot be started, fails, or takes more than 20 s */
    public static String run(String... words) {
        return run("", List.of(words));
    }

    /** @param input for its standard input */
    public static String run(String input, List<String> words) {
        Process process;
        try {
            process = new ProcessBuilder(words).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new CommandException(words, "cannot be started", e);
        }
        try (var in = process.getInputStream()) {
            var output = CompletableFuture.supplyAsync(() -> {
                try {
                    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
                } catch (IOException e) {
                    return "";
                }
            });
            try (var out = process.getOutputStream()) {
                out.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // it ended without reading: its status says why
            }
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CommandException(words, "took more than " + LIMIT.toSeconds() + " s", null);
            }
            String text = output.join();
            if (process.exitValue() != 0) {
                throw new CommandException(
                        words,
                        "exit " + process.exitValue() + ": " + text.strip().replace('\n', ' '),
                        null);
            }
            return text;
        } catch (IOException e) {
            throw new CommandException(words, "its output cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(words, "interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Cleans up: an interrupt does not cut the task short, and is kept for afterwards. */
    public static void uninterrupted(Runnable task) {
        boolean interrupted = Thread.interrupted();
        try {
            task.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A program that was needed did not do it. */
    public static final class CommandException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CommandException(List<String> words, String why, Throwable cause) {
            super(String.join(" ", words) + ": " + why, cause);
        }
    }
}
