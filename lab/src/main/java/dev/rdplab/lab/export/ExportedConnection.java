package dev.rdplab.lab.export;

import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.Transcript;
import java.util.List;
import java.util.Optional;

/**
 * One connection to be written to a capture file.
 *
 * @param startNanos time since 1970 of the begin of the run, from which the transcript's times count
 * @param transcript of either end
 * @param wire raw bytes of both sides in order of time, if they were recorded; without them the TCP packets of a connection
 *     with TLS are left out
 * @param keyLogLines TLS secrets of this connection in key log form; other lines are not written
 */
public record ExportedConnection(
        HostPort client,
        HostPort server,
        long startNanos,
        Transcript transcript,
        Optional<Ending> ending,
        List<WireRun> wire,
        List<String> keyLogLines) {

    public ExportedConnection {
        if (client.ipv6() != server.ipv6()) {
            throw new IllegalArgumentException(client + " and " + server + " are not of one family");
        }
        wire = List.copyOf(wire);
        keyLogLines = List.copyOf(keyLogLines);
    }

    /** Without raw bytes and secrets. */
    public static ExportedConnection of(
            HostPort client, HostPort server, long startNanos, Transcript transcript, Ending ending) {
        return new ExportedConnection(
                client, server, startNanos, transcript, Optional.of(ending), List.of(), List.of());
    }

    @Override
    public String toString() {
        return client + " to " + server;
    }
}
