package dev.rdplab.experiments.flights;

import dev.rdplab.protocol.handshake.Ending;
import java.util.List;
import java.util.OptionalInt;

/** Whether a client tries again. */
@FunctionalInterface
public interface Retries {

    /** One attempt. */
    Retries NONE = (before, last) -> OptionalInt.empty();

    /**
     * @param before which of the recorded attempts went before, in order
     * @param last how the last of them ended
     * @return which of the recorded attempts comes now; empty when the client gives up
     */
    OptionalInt next(List<Integer> before, Ending last);
}
