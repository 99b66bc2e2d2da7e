package dev.rdplab.kerberos.protocol;

/** What came of the attempt to get a ticket. */
public sealed interface TicketOutcome permits ServiceTicket, KdcFailure {}
