package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.IoPath;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.share.DeactivateAll;
import dev.rdplab.protocol.share.SharePdu;

/** The session is up: what the server draws is passed over. */
record ClientActive(ServerSettings settings, IoPath path) implements SessionState {

    @Override
    public Stage stage() {
        return Stage.ACTIVE;
    }

    @Override
    public SessionState with(IoPath next) {
        return new ClientActive(settings, next);
    }

    @Override
    public SessionState onShare(Outbox out, SharePdu pdu) {
        return pdu instanceof DeactivateAll ? new AwaitDemandActive(settings, path) : this;
    }
}
