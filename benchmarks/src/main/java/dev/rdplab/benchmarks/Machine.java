package dev.rdplab.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a figure is worth nothing without. */
public final class Machine {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Date, processor, number of processors, system, JDK and commit. */
    public static Map<String, String> here() throws IOException {
        var map = new LinkedHashMap<String, String>();
        map.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        map.put("processor", processor());
        map.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        map.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        map.put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version());
        map.put("commit", commit());
        return map;
    }

    private static String processor() throws IOException {
        if (!Files.exists(CPU_INFO)) {
            return System.getProperty("os.arch");
        }
        try (var lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    private static String commit() {
        try {
            var git = new ProcessBuilder("git", "describe", "--always", "--dirty")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var said = new String(git.getInputStream().readAllBytes()).trim();
            return said.isEmpty() ? "unknown" : said;
        } catch (IOException noGit) {
            return "unknown";
        }
    }
}
