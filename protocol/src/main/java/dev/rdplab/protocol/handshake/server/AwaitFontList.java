package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.HandshakeState;
import dev.rdplab.protocol.handshake.IoPath;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.share.Control;
import dev.rdplab.protocol.share.DataPdu;
import dev.rdplab.protocol.share.DeactivateAll;
import dev.rdplab.protocol.share.FontList;
import dev.rdplab.protocol.share.FontMap;
import dev.rdplab.protocol.share.SaveSessionInfo;
import dev.rdplab.protocol.share.ShareData;
import dev.rdplab.protocol.share.SharePdu;
import dev.rdplab.protocol.share.Synchronize;

/** Answers what is asked in the finalization, up to the Font List, which completes it. */
record AwaitFontList(Settings settings, IoPath path, boolean first) implements SessionState {

    @Override
    public Stage stage() {
        return Stage.FINALIZATION;
    }

    @Override
    public SessionState with(IoPath next) {
        return new AwaitFontList(settings, next, first);
    }

    @Override
    public HandshakeState onShare(Outbox out, SharePdu pdu) {
        return pdu instanceof ShareData data ? onData(out, data.body()) : this;
    }

    private HandshakeState onData(Outbox out, DataPdu body) {
        long share = AwaitConfirmActive.SHARE_ID;
        boolean late = settings.link().policy().session().finalization() == SessionPolicy.Finalization.LATE;
        if (body instanceof Synchronize && late) {
            out.data(share, new Synchronize(settings.userId()));
        } else if (body instanceof Control control) {
            if (control.action() == Control.Action.COOPERATE && late) {
                out.data(share, Control.cooperate());
            } else if (control.action() == Control.Action.REQUEST_CONTROL) {
                out.data(share, Control.granted(settings.userId()));
            }
        } else if (body instanceof FontList) {
            return complete(out.data(share, FontMap.EMPTY));
        }
        return this;
    }

    private HandshakeState complete(Outbox out) {
        var session = settings.link().policy().session();
        if (session.deactivation() == SessionPolicy.Deactivation.IN_SESSION && first) {
            out.share(new DeactivateAll(IoPath.SERVER_USER, AwaitConfirmActive.SHARE_ID));
            return AwaitConfirmActive.begin(settings, out, false);
        }
        out.data(AwaitConfirmActive.SHARE_ID, SaveSessionInfo.plainNotify());
        if (session.autoDetect().continuous()) {
            MessageChannel.measureOn(out, session.autoDetect());
        }
        if (SentAway.redirect(settings, out, RedirectPolicy.When.IN_SESSION)) {
            return new SentAway(settings, out.path(), Stage.ACTIVE);
        }
        if (session.dismisses() && session.dismissLate()) {
            return Dismissal.of(Stage.ACTIVE, AwaitConfirmActive.SHARE_ID, out, session);
        }
        return new ServerActive(settings, out.path());
    }
}
