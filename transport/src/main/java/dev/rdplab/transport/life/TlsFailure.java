package dev.rdplab.transport.life;

import java.util.OptionalInt;

/**
 * What an engine says of a failure.
 *
 * @param received the AlertDescription that the peer sent, RFC 8446 section 6, as far as the engine tells
 * @param sent the one that this end sent for a certificate it does not trust
 * @param closed whether the peer just closed
 */
public record TlsFailure(String detail, OptionalInt received, OptionalInt sent, boolean closed) {}
