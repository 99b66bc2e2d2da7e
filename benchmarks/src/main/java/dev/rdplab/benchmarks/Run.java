package dev.rdplab.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks with what JMH's own options leave open set so that a figure may be quoted: three forks, five
 * iterations to warm up and five to measure, bytes allocated beside the time. With {@code --quick} as first argument one
 * short fork, to see that everything still runs. The results stand in {@code target/benchmarks.json}.
 */
public final class Run {

    private static final Path RESULTS = Path.of("target", "benchmarks.json");

    private Run() {}

    public static void main(String[] args) throws CommandLineOptionException, RunnerException, IOException {
        boolean quick = args.length > 0 && args[0].equals("--quick");
        var given = new CommandLineOptions(quick ? Arrays.copyOfRange(args, 1, args.length) : args);
        if (given.shouldHelp()) {
            given.showHelp();
            return;
        }
        if (given.shouldList()) {
            new Runner(given).list();
            return;
        }
        int iterations = quick ? 1 : 5;
        var time = TimeValue.milliseconds(quick ? 200 : 1_000);
        var raw = Files.createTempFile("benchmarks", ".json");
        var options = new OptionsBuilder()
                .parent(given)
                .forks(given.getForkCount().orElse(quick ? 1 : 3))
                .warmupIterations(given.getWarmupIterations().orElse(iterations))
                .warmupTime(given.getWarmupTime().orElse(time))
                .measurementIterations(given.getMeasurementIterations().orElse(iterations))
                .measurementTime(given.getMeasurementTime().orElse(time))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(raw.toString())
                .build();
        new Runner(options).run();
        keep(raw, quick);
    }

    private static void keep(Path raw, boolean quick) throws IOException {
        var json = new ObjectMapper();
        var kept = json.createObjectNode();
        Machine.here().forEach(kept::put);
        kept.put("quick", quick);
        kept.set("results", json.readTree(raw.toFile()));
        Files.createDirectories(RESULTS.getParent());
        json.writerWithDefaultPrettyPrinter().writeValue(RESULTS.toFile(), kept);
        Files.delete(raw);
        System.out.println("\n" + RESULTS.toAbsolutePath());
    }
}
