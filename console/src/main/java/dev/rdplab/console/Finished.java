package dev.rdplab.console;

import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.result.Result;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A connection that is over, as the interface shows it.
 *
 * @param number of the connection, from 1
 * @param ended when it was over
 * @param client its address; empty when there never was a socket
 * @param fired the faults that were triggered, for people
 * @param evidence made when it is asked for
 */
public record Finished(
        int number,
        Instant ended,
        Optional<InetSocketAddress> client,
        Duration duration,
        Result result,
        List<String> fired,
        Supplier<EvidenceCase> evidence) {

    public Finished {
        fired = List.copyOf(fired);
    }
}
