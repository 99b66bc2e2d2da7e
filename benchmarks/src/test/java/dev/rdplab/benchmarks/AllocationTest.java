package dev.rdplab.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds every operation of the handshake path to the bytes it was recorded to allocate, and a little more. Runs on the first
 * compiler alone (see the pom), which leaves no allocation out: the figures are the same in every run and on every machine with
 * the same Java; another may lay out the same objects, and its library allocate, a little otherwise.
 * {@code -Dbounds.update=true} records them anew, for a look in the review.
 */
class AllocationTest {

    private static final Path BOUNDS = Path.of("src", "test", "resources", "allocation-bounds.tsv");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final String RECORDED_WITH = "# recorded with Java ";

    /** With the Java that the bounds were recorded with, and with any other: its library allocates a little otherwise. */
    private static final double SLACK = 1.10;

    private static final double SLACK_OF_ANOTHER_JAVA = 1.35;

    private static final int WARM_UP = 50;
    private static final int ROUNDS = 20;

    @Test
    void noOperationAllocatesMoreThanItWasRecordedTo() throws IOException {
        var measured = new TreeMap<String, Long>();
        Operations.all().forEach((name, operation) -> measured.put(name, bytesPerRun(operation)));
        if (Boolean.getBoolean("bounds.update")) {
            record(measured);
        }
        var bounds = recorded();
        double slack = recordedWithThisJava() ? SLACK : SLACK_OF_ANOTHER_JAVA;
        var above = new ArrayList<String>();
        measured.forEach((name, bytes) -> {
            long bound = (long) (bounds.getOrDefault(name, 0L) * slack);
            if (bytes > bound) {
                above.add(name + ": " + bytes + " B, at most " + bound);
            }
        });
        assertThat(above).isEmpty();
        assertThat(bounds.keySet()).as("recorded and no longer measured").isSubsetOf(measured.keySet());
    }

    @Test
    void anInjectorInWhichNothingFiresAddsLittle() {
        var operations = Operations.all();
        long without = bytesPerRun(operations.get("handshake NLA_NTLM"));
        long with = bytesPerRun(operations.get("handshake NLA_NTLM, 16 rules"));
        assertThat((double) with / without).isLessThan(1.25);
    }

    @Test
    void theRulerIsExact() {
        assertThat(bytesPerRun(() -> new byte[1000])).isEqualTo(1016);
        assertThat(bytesPerRun(() -> "nothing")).isZero();
    }

    private static long bytesPerRun(Supplier<Object> operation) {
        run(operation, WARM_UP);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        run(operation, 0);
        long ruler = THREADS.getCurrentThreadAllocatedBytes() - before;
        before = THREADS.getCurrentThreadAllocatedBytes();
        run(operation, ROUNDS);
        return (THREADS.getCurrentThreadAllocatedBytes() - before - ruler) / ROUNDS;
    }

    private static volatile Object sink;

    private static void run(Supplier<Object> operation, int times) {
        for (int i = 0; i < times; i++) {
            sink = operation.get();
        }
    }

    private static void record(Map<String, Long> measured) throws IOException {
        var lines = new ArrayList<String>();
        lines.add("# bytes allocated by one run of an operation, on the first compiler");
        lines.add(RECORDED_WITH + System.getProperty("java.version"));
        measured.forEach((name, bytes) -> lines.add(bytes + "\t" + name));
        Files.write(BOUNDS, lines);
    }

    private static boolean recordedWithThisJava() throws IOException {
        return Files.readAllLines(BOUNDS).contains(RECORDED_WITH + System.getProperty("java.version"));
    }

    private static Map<String, Long> recorded() throws IOException {
        return Files.readAllLines(BOUNDS).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", 2))
                .collect(Collectors.toMap(cells -> cells[1], cells -> Long.parseLong(cells[0])));
    }
}
