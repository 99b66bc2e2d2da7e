package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.wire.Bytes;

/** Waits for the end of the TLS handshake. */
record AwaitTls(ClientLink link) implements ClientState {

    @Override
    public Stage stage() {
        return Stage.TLS;
    }

    @Override
    public Expectation expects() {
        return Expectation.TLS_READY;
    }

    @Override
    public Step onFrame(Bytes frame) {
        return Step.to(this);
    }

    @Override
    public Step onTls(TlsSession session) {
        return link.credSsp() ? AwaitNegoToken.begin(link, session) : AwaitConnectResponse.begin(link);
    }
}
