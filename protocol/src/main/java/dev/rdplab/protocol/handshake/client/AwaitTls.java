package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.x224.SecurityProtocols;

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
        throw new IllegalStateException("a frame in stage " + stage());
    }

    @Override
    public Step onTls(TlsSession session) {
        if (link.selected().equals(SecurityProtocols.RDSTLS)) {
            return Step.to(new AwaitRdstlsCapabilities(link));
        }
        if (link.selected().equals(SecurityProtocols.RDSAAD)) {
            return Step.to(new AwaitServerNonce(link));
        }
        return link.credSsp() ? AwaitNegoToken.begin(link, session) : AwaitConnectResponse.begin(link);
    }
}
