package dev.rdplab.verification.real;

import dev.rdplab.testkit.needs.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Wireshark's dissectors as a second opinion on what we record. */
public final class Tshark {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private Tshark() {}

    /** One line a frame, as {@code tshark -r file} prints them; more options if given. Fails unless it exits 0. */
    public static List<String> frames(Path capture, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("-n", "-r", capture.toAbsolutePath().toString()));
        arguments.addAll(List.of(more));
        Finished run = run(arguments.toArray(String[]::new));
        if (run.exitCode() != 0) {
            throw new AssertionError(run);
        }
        return run.stdout().lines().toList();
    }

    /** The fields of each frame that has any, tab-separated, as {@code -T fields -e ...} prints them. */
    public static List<String> fields(Path capture, String... names) {
        List<String> options = new ArrayList<>(List.of("-T", "fields"));
        for (String name : names) {
            options.addAll(List.of("-e", name));
        }
        return frames(capture, options.toArray(String[]::new));
    }

    /** Runs it with exactly these arguments. */
    public static Finished run(String... arguments) {
        Path program = Programs.require("tshark");
        try (RealProcess tshark = RealProcess.start(Scratch.create("tshark"), program, List.of(arguments))) {
            return tshark.await(DEADLINE);
        }
    }
}
