package dev.rdplab.relay;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.x224.ConnectionRequest;
import dev.rdplab.transport.Connection;

/** What the legs of an open relay said to each other before they were joined, out of their transcripts. */
final class OpeningMessages {

    private OpeningMessages() {}

    /** The client's Connection Request. */
    static ConnectionRequest request(Connection client) {
        var bytes = client.endpoint().transcript().events().stream()
                .filter(event -> event.pdu().equals(PduNames.CONNECTION_REQUEST))
                .findFirst()
                .orElseThrow()
                .bytes();
        return ConnectionRequest.decode(WireReader.of(bytes, Stage.X224, PduNames.CONNECTION_REQUEST));
    }

    /** Whether the client has wrapped its first token. */
    static boolean spnego(Connection client) {
        return client.endpoint().transcript().events().stream()
                .filter(event ->
                        event.kind() == Transcript.Kind.RECEIVED && event.pdu().equals(PduNames.TS_REQUEST))
                .findFirst()
                .map(event -> event.carries().startsWith("SPNEGO"))
                .orElse(true);
    }

    static Bytes confirm(Connection connection) {
        return connection.endpoint().transcript().events().stream()
                .filter(event -> event.pdu().equals(PduNames.CONNECTION_CONFIRM))
                .findFirst()
                .orElseThrow()
                .bytes();
    }

    /** What the Confirm selected. */
    static Bytes selected(Bytes confirm) {
        return confirm.length() >= 19 ? confirm.slice(15, 19) : Bytes.EMPTY;
    }

    /** Whether the server has come to a challenge: only what comes after it is about the account. */
    static boolean challenged(Connection server) {
        return server.endpoint().transcript().events().stream()
                .anyMatch(event -> event.kind() == Transcript.Kind.RECEIVED
                        && event.carries().contains("CHALLENGE"));
    }
}
