package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.HandshakeState;
import dev.rdplab.protocol.handshake.IoPath;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.share.ConfirmActive;
import dev.rdplab.protocol.share.DemandActive;
import dev.rdplab.protocol.share.SharePdu;

/**
 * Waits for the client's capabilities.
 *
 * @param first false after a Deactivate All
 */
record AwaitConfirmActive(Settings settings, IoPath path, boolean first) implements SessionState {

    static final long SHARE_ID = 0x0001_03ea;

    /** Sends the server's capabilities. */
    static AwaitConfirmActive begin(Settings settings, Outbox out, boolean first) {
        out.share(new DemandActive(IoPath.SERVER_USER, SHARE_ID, DemandActive.RDP, settings.capabilities(), 0));
        return new AwaitConfirmActive(settings, out.path(), first);
    }

    @Override
    public Stage stage() {
        return Stage.CAPABILITIES;
    }

    @Override
    public SessionState with(IoPath next) {
        return new AwaitConfirmActive(settings, next, first);
    }

    @Override
    public HandshakeState onShare(Outbox out, SharePdu pdu) {
        return pdu instanceof ConfirmActive ? new AwaitFontList(settings, path, first) : this;
    }
}
