package dev.rdplab.verification.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes the tests that were left out, by reason, to {@code target/left-out.txt}, or the file there that {@code rdplab.leftOut}
 * names; the build shows both. A test is left out when something is missing on the machine.
 */
public final class LeftOutTests implements TestExecutionListener {
    private static final Path REPORT = Path.of("target", System.getProperty("rdplab.leftOut", "left-out.txt"));

    private final Map<String, List<String>> testsByReason = new TreeMap<>();

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        try {
            Files.deleteIfExists(REPORT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        leftOut(test, reason);
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == Status.ABORTED) {
            leftOut(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
        }
    }

    private void leftOut(TestIdentifier test, String reason) {
        testsByReason.computeIfAbsent(reason, none -> new ArrayList<>()).add(name(test));
    }

    private static String name(TestIdentifier test) {
        return test.getSource()
                .map(source -> {
                    if (source instanceof MethodSource method) {
                        return method.getJavaClass().getSimpleName() + "." + method.getMethodName();
                    }
                    return source instanceof ClassSource type
                            ? type.getJavaClass().getSimpleName()
                            : null;
                })
                .orElse(test.getDisplayName());
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan plan) {
        long tests = testsByReason.values().stream().mapToInt(Collection::size).sum();
        if (tests == 0) {
            return;
        }
        StringBuilder report = new StringBuilder("Left out " + tests + " tests:\n");
        testsByReason.forEach((reason, names) -> report.append(reason)
                .append(names.stream().distinct().reduce("", (all, name) -> all + "\n    " + name))
                .append('\n'));
        try {
            Files.createDirectories(REPORT.getParent());
            Files.writeString(REPORT, report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
