package dev.rdplab.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks with what JMH's own options leave open set so that a figure may be quoted: three forks, bytes
 * allocated beside the time, and iterations as long as what they measure. With {@code --quick} as first argument one short
 * fork, to see that everything still runs; with {@code --keep} the results go to the documentation. They stand in
 * {@code target/benchmarks.json}.
 */
public final class Run {

    private static final Path RESULTS = Path.of("target", "benchmarks.json");
    private static final String HANDSHAKES = "HandshakeBenchmark";

    private Run() {}

    /** Iterations to warm up, iterations to measure, and how long each is. */
    private record Pace(int forks, int warmUp, int measured, int millis) {
        static final Pace QUICK = new Pace(1, 1, 1, 200);
        static final Pace MESSAGE = new Pace(3, 3, 4, 150);
        static final Pace HANDSHAKE = new Pace(3, 3, 4, 400);

        ChainedOptionsBuilder options(CommandLineOptions given) {
            var time = TimeValue.milliseconds(millis);
            return new OptionsBuilder()
                    .parent(given)
                    .forks(given.getForkCount().orElse(forks))
                    .warmupIterations(given.getWarmupIterations().orElse(warmUp))
                    .warmupTime(given.getWarmupTime().orElse(time))
                    .measurementIterations(given.getMeasurementIterations().orElse(measured))
                    .measurementTime(given.getMeasurementTime().orElse(time))
                    .addProfiler(GCProfiler.class)
                    .shouldFailOnError(true);
        }
    }

    public static void main(String[] args) throws CommandLineOptionException, RunnerException, IOException {
        var left = new ArrayList<>(List.of(args));
        boolean quick = left.remove("--quick");
        boolean keep = left.remove("--keep");
        var given = new CommandLineOptions(left.toArray(String[]::new));
        if (given.shouldHelp()) {
            given.showHelp();
            return;
        }
        if (given.shouldList()) {
            new Runner(given).list();
            return;
        }
        var json = new ObjectMapper();
        ObjectNode kept = json.createObjectNode();
        Machine.here().forEach(kept::put);
        kept.put("quick", quick);
        var results = kept.putArray("results");
        if (!given.getIncludes().isEmpty()) {
            run((quick ? Pace.QUICK : Pace.HANDSHAKE).options(given), results);
        } else {
            run((quick ? Pace.QUICK : Pace.MESSAGE).options(given).exclude(HANDSHAKES), results);
            run((quick ? Pace.QUICK : Pace.HANDSHAKE).options(given).include(HANDSHAKES), results);
        }
        Files.createDirectories(RESULTS.getParent());
        json.writerWithDefaultPrettyPrinter().writeValue(RESULTS.toFile(), kept);
        System.out.println("\n" + RESULTS.toAbsolutePath());
        if (keep) {
            System.out.println(Keep.inDocumentation(kept));
        }
    }

    private static void run(ChainedOptionsBuilder options, ArrayNode results) throws RunnerException, IOException {
        var raw = Files.createTempFile("benchmarks", ".json");
        options.resultFormat(ResultFormatType.JSON).result(raw.toString());
        new Runner(options.build()).run();
        new ObjectMapper().readTree(raw.toFile()).forEach(results::add);
        Files.delete(raw);
    }
}
