package dev.rdplab.clientsim;

import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.transport.ConnectionReport;
import java.util.List;
import java.util.Optional;

/**
 * What a client did.
 *
 * @param attempts its connections in order, at least one
 * @param tls of the last attempt, when it came so far
 */
public record ClientReport(List<ConnectionReport> attempts, Optional<TlsSession> tls) {

    public ClientReport {
        attempts = List.copyOf(attempts);
    }

    /** The attempt that decided. */
    public ConnectionReport last() {
        return attempts.get(attempts.size() - 1);
    }

    public Ending ending() {
        return last().ending();
    }
}
