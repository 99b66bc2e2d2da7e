package dev.rdplab.lab.run;

import dev.rdplab.chaos.link.LinkBackend;
import dev.rdplab.transport.EventLoops;
import java.util.Optional;

/**
 * How scenarios are run.
 *
 * @param seed for scenarios that name none
 * @param backend of the links; empty takes a direct one where the link allows it and the embedded proxy elsewhere
 * @param loops for runs in real time
 * @param virtualTime whether each run has a network in memory and a time of its own, which passes as fast as the processor goes
 */
public record RunOptions(long seed, Optional<LinkBackend> backend, EventLoops loops, boolean virtualTime) {

    public static final long DEFAULT_SEED = 1;

    public static final RunOptions DEFAULT = new RunOptions(DEFAULT_SEED, Optional.empty(), EventLoops.shared(), false);

    public RunOptions {
        if (virtualTime && backend.isPresent()) {
            throw new IllegalArgumentException(
                    "a link in virtual time is of this program's own making: name no backend");
        }
    }

    public RunOptions seed(long number) {
        return new RunOptions(number, backend, loops, virtualTime);
    }

    public RunOptions backend(LinkBackend chosen) {
        return new RunOptions(seed, Optional.of(chosen), loops, virtualTime);
    }

    /** The same without sockets: the network is modelled. */
    public RunOptions inVirtualTime() {
        return new RunOptions(seed, backend, loops, true);
    }
}
