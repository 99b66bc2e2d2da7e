package dev.rdplab.judging;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What a program did with a scenario.
 *
 * @param exit empty when it still ran at the time limit
 * @param connections that the server counted; 0 where nothing listened
 * @param session whether a connection came to the active session
 * @param output what it printed, both streams together; the first 256 KiB and the last 8 KiB
 */
public record Outcome(OptionalInt exit, int connections, boolean session, String output, Duration took) {

    /** {@code exit 143}, {@code session} or {@code still running}. */
    public String word() {
        if (exit.isPresent()) {
            return "exit " + exit.getAsInt();
        }
        return session ? "session" : "still running";
    }
}
