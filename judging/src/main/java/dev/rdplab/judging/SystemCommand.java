package dev.rdplab.judging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a short command of the system. */
@FunctionalInterface
interface SystemCommand {

    /** Longest output that is kept, bytes, and the limit of a run, seconds. */
    int MAX_OUTPUT = 1 << 20;

    int LIMIT_SECONDS = 20;

    /** @return its output, both streams together; @throws IOException when it cannot be started or takes too long */
    String run(List<String> command) throws IOException, InterruptedException;

    /** Starts a process. Its output goes to a file first, so that no full pipe can hold it up. */
    static SystemCommand ofTheSystem() {
        return command -> {
            var output = Files.createTempFile("rdplab", ".out");
            try {
                var process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IOException(command.get(0) + " did not end within " + LIMIT_SECONDS + " s");
                }
                try (var in = Files.newInputStream(output)) {
                    return new String(in.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
                }
            } finally {
                Files.deleteIfExists(output);
            }
        };
    }
}
