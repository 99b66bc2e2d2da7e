package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.HandshakeState;
import dev.rdplab.protocol.handshake.IoPath;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.share.ConfirmActive;
import dev.rdplab.protocol.share.Control;
import dev.rdplab.protocol.share.DeactivateAll;
import dev.rdplab.protocol.share.DemandActive;
import dev.rdplab.protocol.share.SharePdu;
import dev.rdplab.protocol.share.Synchronize;

/**
 * Waits for the client's capabilities.
 *
 * @param first false after a Deactivate All
 */
record AwaitConfirmActive(Settings settings, IoPath path, boolean first) implements SessionState {

    static final long SHARE_ID = 0x0001_03ea;

    /** Sends the server's capabilities. */
    static AwaitConfirmActive begin(Settings settings, Outbox out, boolean first) {
        var session = settings.link().policy().session();
        if (first && session.deactivation() == SessionPolicy.Deactivation.BEFORE_DEMAND) {
            out.share(new DeactivateAll(IoPath.SERVER_USER, SHARE_ID));
        }
        for (int sent = 0; sent < session.demandActives(); sent++) {
            out.share(new DemandActive(IoPath.SERVER_USER, SHARE_ID, DemandActive.RDP, settings.capabilities(), 0));
        }
        if (session.finalization() == SessionPolicy.Finalization.EARLY) {
            finalizing(settings, out);
        }
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
        if (!(pdu instanceof ConfirmActive)) {
            return this;
        }
        if (settings.link().policy().session().finalization() == SessionPolicy.Finalization.AFTER_CONFIRM_ACTIVE) {
            finalizing(settings, out);
        }
        return new AwaitFontList(settings, path, first);
    }

    private static void finalizing(Settings settings, Outbox out) {
        out.data(SHARE_ID, new Synchronize(settings.userId()));
        out.data(SHARE_ID, Control.cooperate());
    }
}
