package dev.rdplab.judging;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Says what a program showed where its exit code does not. One is used for many runs, one after the other. */
public interface Observer {

    /**
     * Before the program starts.
     *
     * @param values of the placeholders, such as {@code host} and {@code user}
     */
    default void begin(Map<String, String> values) throws IOException, InterruptedException {}

    /** When the connection is over and the program still runs. */
    default void over() {}

    /** After the program has ended. @return a pair such as {@code 0x904/0x7}; empty when nothing was seen */
    Optional<String> shown(Instant began) throws IOException, InterruptedException;

    /** In any case after {@link #begin}. */
    default void end(Map<String, String> values) throws IOException, InterruptedException {}
}
