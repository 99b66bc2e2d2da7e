package dev.rdplab.verification.real;

import java.time.Duration;

/**
 * How a program ended.
 *
 * @param command what was run, passwords masked
 * @param exitCode the program's own, or {@link #STILL_RUNNING} if it was ended at its deadline
 * @param stdout at most the first MiB
 * @param stderr at most the first MiB
 * @param took from start to end
 */
public record Finished(String command, int exitCode, String stdout, String stderr, Duration took) {
    /** The exit code of a program that was still running at its deadline, as timeout(1) has it: for a client, a session. */
    public static final int STILL_RUNNING = 124;

    /** Both streams: FreeRDP writes ERROR and WARN to stderr and INFO to stdout. */
    public String output() {
        return stdout + stderr;
    }

    public boolean stillRunning() {
        return exitCode == STILL_RUNNING;
    }

    @Override
    public String toString() {
        return command + ": exit " + exitCode + " after " + took.toMillis() + " ms\n" + output();
    }
}
