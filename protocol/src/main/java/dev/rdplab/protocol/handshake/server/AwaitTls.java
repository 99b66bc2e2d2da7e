package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.x224.SecurityProtocols;

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
        throw new IllegalStateException("a frame in stage " + stage());
    }

    @Override
    public Step onTls(TlsSession session) {
        if (link.selected().equals(SecurityProtocols.RDSTLS)) {
            return AwaitRdstlsRequest.begin(link);
        }
        if (link.selected().equals(SecurityProtocols.RDSAAD)) {
            return AwaitAssertion.begin(link);
        }
        return Step.to(link.credSsp() ? AwaitNegoToken.first(link, session) : new AwaitConnectInitial(link));
    }
}
