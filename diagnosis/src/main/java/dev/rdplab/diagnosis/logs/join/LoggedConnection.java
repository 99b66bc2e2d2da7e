package dev.rdplab.diagnosis.logs.join;

import java.time.Instant;

/**
 * A connection that records can belong to, from a capture or from the log itself.
 *
 * @param number as the capture counts
 * @param address the client's IP address, without brackets
 * @param port the client's port; 0 where it is not known
 * @param first time of its first packet
 * @param last time of its last packet
 */
public record LoggedConnection(int number, String address, int port, Instant first, Instant last) {}
