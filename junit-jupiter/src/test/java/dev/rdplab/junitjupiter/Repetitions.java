package dev.rdplab.junitjupiter;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.time.Duration;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs the extension's own tests again and again in one JVM; {@code .ci/repeat} starts several beside each other. */
final class Repetitions {

    private Repetitions() {}

    /** @param arguments how many times; exit code 1 at the first that fails */
    public static void main(String[] arguments) {
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(ClientAgainstServerTest.class), selectClass(RdpLabExtensionTest.class))
                .build();
        int times = Integer.parseInt(arguments[0]);
        var before = processorTime();
        for (int i = 1; i <= times; i++) {
            var summary = new SummaryGeneratingListener();
            LauncherFactory.create().execute(request, summary);
            if (summary.getSummary().getTotalFailureCount() > 0) {
                System.out.println("repetition " + i + " of " + times + " failed");
                summary.getSummary().printFailuresTo(new PrintWriter(System.out, true), 40);
                System.exit(1);
            }
            var after = processorTime();
            System.out.println("repetition " + i + ": " + summary.getSummary().getTestsSucceededCount()
                    + " tests passed, " + after.minus(before).toMillis() + " ms of processor time");
            before = after;
        }
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
