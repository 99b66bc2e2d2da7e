package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.IoPath;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.share.ConfirmActive;
import dev.rdplab.protocol.share.Control;
import dev.rdplab.protocol.share.DemandActive;
import dev.rdplab.protocol.share.FontList;
import dev.rdplab.protocol.share.SharePdu;
import dev.rdplab.protocol.share.Synchronize;

/** Waits for the server's capabilities, confirms them and finalizes in one go, as real clients do. */
record AwaitDemandActive(ServerSettings settings, IoPath path) implements SessionState {

    @Override
    public Stage stage() {
        return Stage.CAPABILITIES;
    }

    @Override
    public SessionState with(IoPath next) {
        return new AwaitDemandActive(settings, next);
    }

    @Override
    public SessionState onShare(Outbox out, SharePdu pdu) {
        if (!(pdu instanceof DemandActive demand)) {
            return this;
        }
        var policy = settings.link().policy();
        long share = demand.shareId();
        out.share(new ConfirmActive(
                path.userId(),
                share,
                ConfirmActive.SERVER_CHANNEL_ID,
                policy.capabilities().sourceDescriptor(),
                policy.capabilities().sets(policy.desktopWidth(), policy.desktopHeight())));
        out.data(share, new Synchronize(ConfirmActive.SERVER_CHANNEL_ID));
        out.data(share, Control.cooperate());
        out.data(share, Control.request());
        out.data(share, FontList.EMPTY);
        return new AwaitFontMap(settings, path);
    }
}
