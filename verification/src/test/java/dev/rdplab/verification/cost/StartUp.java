package dev.rdplab.verification.cost;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whether the launcher starts as it should: nearly all classes come from its archive, and a probe with NLA is nowhere near as
 * slow as it would be without. The bounds are loose, since the machine is anybody's; the figures are printed.
 */
final class StartUp {

    private static final double LEAST_ARCHIVED = 0.95;
    private static final double MOST_WALL = 1.5;
    private static final double MOST_CPU = 1.5;

    private StartUp() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        String rdplab = args[0];
        double archived = archived(rdplab);
        System.out.printf("rdplab explain: %.1f %% of the classes come from the archive%n", archived * 100);
        var ratios = Clients.compare(rdplab, 5);
        boolean good = archived >= LEAST_ARCHIVED && ratios.wall() <= MOST_WALL && ratios.cpu() <= MOST_CPU;
        if (!good) {
            System.out.printf(
                    "too slow: at least %.0f %% archived, at most %.1f of xfreerdp's wall and %.1f of its CPU time%n",
                    LEAST_ARCHIVED * 100, MOST_WALL, MOST_CPU);
        }
        System.exit(good ? 0 : 1);
    }

    private static double archived(String rdplab) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("rdplab"); // a log that is there already would be kept aside
        Path log = folder.resolve("classes");
        try {
            var builder = new ProcessBuilder(rdplab, "explain", "0x904", "0x7")
                    .redirectOutput(new File("/dev/null"))
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment()
                    .putAll(Map.of("RDPLAB_NO_BUILD", "1", "RDPLAB_JAVA_OPTS", "-Xlog:class+load:file=" + log));
            int exit = builder.start().waitFor();
            if (exit != 0) {
                throw new IOException("rdplab explain ended with " + exit);
            }
            var loaded = Files.readAllLines(log).stream()
                    .filter(line -> !line.contains("LambdaForm"))
                    .toList();
            long shared = loaded.stream()
                    .filter(line -> line.endsWith("shared objects file"))
                    .count();
            return (double) shared / loaded.size();
        } finally {
            try (var files = Files.list(folder)) { // the log, and that of a Java that was asked for its version
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }
}
