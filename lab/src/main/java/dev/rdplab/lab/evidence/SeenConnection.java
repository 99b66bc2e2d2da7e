package dev.rdplab.lab.evidence;

import dev.rdplab.lab.export.HostPort;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.Transcript;
import java.util.List;

/**
 * A connection between a foreign client and server, as it was captured or relayed.
 *
 * @param client what the client's end saw
 * @param server what the server's end saw
 * @param startNanos when it began, in nanoseconds since 1970
 * @param notes what a reader should know of how it was seen, a sentence each
 */
public record SeenConnection(
        Transcript client,
        Transcript server,
        HostPort clientAddress,
        HostPort serverAddress,
        long startNanos,
        Ending clientEnding,
        List<String> notes) {}
