package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.wire.Bytes;

/** Waits for the end of the TLS handshake. */
record AwaitTls(ServerLink link) implements ServerState {

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
        return Step.to(link.credSsp() ? AwaitNegoToken.first(link, session) : new AwaitConnectInitial(link));
    }
}
