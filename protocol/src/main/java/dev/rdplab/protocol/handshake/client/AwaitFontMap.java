package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.IoPath;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.share.DeactivateAll;
import dev.rdplab.protocol.share.DemandActive;
import dev.rdplab.protocol.share.FontMap;
import dev.rdplab.protocol.share.ShareData;
import dev.rdplab.protocol.share.SharePdu;

/** Waits for the Font Map, with which the session is up. */
record AwaitFontMap(ServerSettings settings, IoPath path) implements SessionState {

    @Override
    public Stage stage() {
        return Stage.FINALIZATION;
    }

    @Override
    public SessionState with(IoPath next) {
        return new AwaitFontMap(settings, next);
    }

    @Override
    public SessionState onShare(Outbox out, SharePdu pdu) {
        if (pdu instanceof DeactivateAll) {
            return new AwaitDemandActive(settings, path);
        }
        if (pdu instanceof DemandActive) {
            return new AwaitDemandActive(settings, path).onShare(out, pdu);
        }
        return pdu instanceof ShareData data && data.body() instanceof FontMap
                ? ClientActive.begin(settings, out, data.shareId())
                : this;
    }
}
