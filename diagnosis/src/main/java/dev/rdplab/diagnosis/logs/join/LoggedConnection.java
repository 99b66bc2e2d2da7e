package dev.rdplab.diagnosis.logs.join;

import dev.rdplab.protocol.Stage;
import java.time.Instant;
import java.util.Optional;

/**
 * A connection that records can belong to, from a capture or from the log itself.
 *
 * @param number as the capture counts
 * @param address the client's IP address, without brackets
 * @param port the client's port; 0 where it is not known
 * @param first time of its first packet
 * @param last time of its last packet
 * @param reached the stage that it reached; empty where only a log shows it
 * @param end its server and its ending in words; empty where only a log shows it
 */
public record LoggedConnection(
        int number, String address, int port, Instant first, Instant last, Optional<Stage> reached, String end) {

    /** One of which only address and times are known. */
    public LoggedConnection(int number, String address, int port, Instant first, Instant last) {
        this(number, address, port, first, last, Optional.empty(), "");
    }

    /** Whether both are tries of one client at one server that ended the same way. */
    boolean isRetryOf(LoggedConnection other) {
        return !end.isEmpty() && end.equals(other.end) && Address.plain(address).equals(Address.plain(other.address));
    }
}
