package dev.rdplab.lab.run;

import dev.rdplab.chaos.link.LinkBackend;
import dev.rdplab.transport.EventLoops;
import java.util.Optional;

/**
 * How scenarios are run.
 *
 * @param seed for scenarios that name none
 * @param backend of the links; empty takes a direct one where the link allows it and the embedded proxy elsewhere
 */
public record RunOptions(long seed, Optional<LinkBackend> backend, EventLoops loops) {

    public static final long DEFAULT_SEED = 1;

    public static final RunOptions DEFAULT = new RunOptions(DEFAULT_SEED, Optional.empty(), EventLoops.shared());

    public RunOptions seed(long number) {
        return new RunOptions(number, backend, loops);
    }

    public RunOptions backend(LinkBackend chosen) {
        return new RunOptions(seed, Optional.of(chosen), loops);
    }
}
