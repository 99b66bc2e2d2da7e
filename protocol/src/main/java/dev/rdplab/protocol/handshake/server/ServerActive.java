package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Exchange;
import dev.rdplab.protocol.handshake.HandshakeState;
import dev.rdplab.protocol.handshake.IoPath;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.share.OpaqueData;
import dev.rdplab.protocol.share.ShareData;
import dev.rdplab.protocol.share.SharePdu;
import dev.rdplab.protocol.share.ShutdownDenied;
import dev.rdplab.protocol.share.ShutdownRequest;

/** The session is up: an empty desktop that takes all input and draws nothing. */
record ServerActive(Settings settings, IoPath path) implements SessionState {

    @Override
    public Stage stage() {
        return Stage.ACTIVE;
    }

    @Override
    public SessionState with(IoPath next) {
        return new ServerActive(settings, next);
    }

    @Override
    public HandshakeState onShare(Outbox out, SharePdu pdu) {
        if (pdu instanceof ShareData data && data.body() instanceof ShutdownRequest) {
            Exchange.send(
                    out,
                    AwaitConfirmActive.SHARE_ID,
                    OpaqueData.UPDATE,
                    settings.link().policy().session().updateBytes());
            out.data(AwaitConfirmActive.SHARE_ID, new ShutdownDenied());
        }
        return this;
    }
}
