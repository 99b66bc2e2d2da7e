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

/** Answers the finalization PDUs one by one up to the Font List, which completes it. */
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
        if (body instanceof Synchronize) {
            out.data(share, new Synchronize(settings.userId()));
        } else if (body instanceof Control control) {
            switch (control.action()) {
                case COOPERATE -> out.data(share, Control.cooperate());
                case REQUEST_CONTROL -> out.data(share, Control.granted(settings.userId()));
                case GRANTED_CONTROL, DETACH -> {}
            }
        } else if (body instanceof FontList) {
            return complete(out.data(share, FontMap.EMPTY));
        }
        return this;
    }

    private HandshakeState complete(Outbox out) {
        var session = settings.link().policy().session();
        if (session.reactivate() && first) {
            out.share(new DeactivateAll(IoPath.SERVER_USER, AwaitConfirmActive.SHARE_ID));
            return AwaitConfirmActive.begin(settings, out, false);
        }
        if (session.saveSessionInfo()) {
            out.data(AwaitConfirmActive.SHARE_ID, SaveSessionInfo.plainNotify());
        }
        if (session.dismisses() && session.dismissLate()) {
            return Dismissal.of(Stage.ACTIVE, AwaitConfirmActive.SHARE_ID, out, session);
        }
        return new ServerActive(settings, out.path());
    }
}
