package dev.rdplab.transport;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Runs an event loop that has no thread of its own while a caller waits for something on it. */
interface LoopDriver {

    /** @return false when it was not so by {@code limit}, or when nothing is left that could make it so */
    boolean await(BooleanSupplier reached, Duration limit);

    /** Something that is waited for may be so now: another thread says so. */
    default void wake() {}
}
