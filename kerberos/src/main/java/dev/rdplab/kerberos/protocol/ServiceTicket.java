package dev.rdplab.kerberos.protocol;

import java.time.Instant;

/**
 * A ticket and what its owner must know to use it. A ticket granting ticket is one whose service is krbtgt.
 *
 * @param endTime when it expires
 */
public record ServiceTicket(
        Principal client, Ticket ticket, EncryptionKey sessionKey, long flags, Instant authTime, Instant endTime)
        implements TicketOutcome {

    public Principal service() {
        return ticket.service();
    }
}
