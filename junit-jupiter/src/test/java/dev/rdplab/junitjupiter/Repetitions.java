package dev.rdplab.junitjupiter;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs the extension's own tests again and again in one JVM; {@code .ci/repeat} starts several beside each other. */
final class Repetitions {

    private static final int TRACE_LINES = 40;

    private Repetitions() {}

    /** @param arguments how many times; exit code 1 at the first that fails */
    public static void main(String[] arguments) {
        int times = Integer.parseInt(arguments[0]);
        var before = processorTime();
        for (int i = 1; i <= times; i++) {
            var done = once();
            if (!done.failures().isEmpty()) {
                System.out.println("repetition " + i + " of " + times + " failed");
                System.out.println(done.failures());
                System.exit(1);
            }
            var after = processorTime();
            System.out.println("repetition " + i + ": " + done.passed() + " tests passed, "
                    + after.minus(before).toMillis() + " ms of processor time");
            before = after;
        }
    }

    /** @param failures printed; empty when there was none */
    record Done(long passed, String failures) {}

    static Done once() {
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(ClientAgainstServerTest.class), selectClass(RdpLabExtensionTest.class))
                .build();
        var listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        var summary = listener.getSummary();
        var failures = new StringWriter();
        if (summary.getTotalFailureCount() > 0) {
            summary.printFailuresTo(new PrintWriter(failures, true), TRACE_LINES);
        }
        return new Done(summary.getTestsSucceededCount(), failures.toString());
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
