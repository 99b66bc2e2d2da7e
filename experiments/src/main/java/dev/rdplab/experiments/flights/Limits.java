package dev.rdplab.experiments.flights;

import dev.rdplab.protocol.handshake.Deadlines;
import java.time.Duration;

/**
 * When the two programs have had enough.
 *
 * @param connect the client's time for a TCP connection
 * @param client its time for each stage
 * @param whole its time for all attempts together
 * @param attempts connections that it makes at most
 * @param server the server's time for each stage
 */
public record Limits(Duration connect, Deadlines client, Duration whole, int attempts, Deadlines server) {}
