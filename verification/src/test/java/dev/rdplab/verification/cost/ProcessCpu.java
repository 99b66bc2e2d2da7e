package dev.rdplab.verification.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Processor time of a process and of those of its children that it has reaped, from {@code /proc/PID/stat}. */
final class ProcessCpu {

    /** Linux counts in hundredths of a second here, whatever its own tick is. */
    private static final long TICK_MILLIS = 10;

    /** Fields of {@code stat} behind the program's name: utime, stime, cutime, cstime. */
    private static final int UTIME = 11;

    private static final int CUTIME = 13;

    private ProcessCpu() {}

    /** User and system time so far. */
    static Duration of(long pid) throws IOException {
        return ticks(pid, UTIME, 4);
    }

    /** The time of this process' own children that have ended. */
    static Duration ofEndedChildren() throws IOException {
        return ticks(ProcessHandle.current().pid(), CUTIME, 2);
    }

    /**
     * Waits until a process has no child left: the time of a forked child counts only once it was reaped.
     *
     * @return the children that were still there at the limit
     */
    static int drain(long pid, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        while (children(pid) > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return children(pid);
    }

    private static int children(long pid) throws IOException {
        var file = Path.of("/proc", Long.toString(pid), "task", Long.toString(pid), "children");
        String text = Files.readString(file).trim();
        return text.isEmpty() ? 0 : text.split(" ").length;
    }

    private static Duration ticks(long pid, int first, int count) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long sum = 0;
        for (int i = first; i < first + count; i++) {
            sum += Long.parseLong(fields[i]);
        }
        return Duration.ofMillis(sum * TICK_MILLIS);
    }
}
