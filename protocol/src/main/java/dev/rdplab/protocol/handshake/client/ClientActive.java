package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Exchange;
import dev.rdplab.protocol.handshake.IoPath;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.share.DeactivateAll;
import dev.rdplab.protocol.share.OpaqueData;
import dev.rdplab.protocol.share.ShareData;
import dev.rdplab.protocol.share.SharePdu;
import dev.rdplab.protocol.share.ShutdownDenied;
import dev.rdplab.protocol.share.ShutdownRequest;

/**
 * The session is up: what the server draws is passed over.
 *
 * @param shareId of the session
 * @param left rounds of the {@link Exchange} that are not over; 0 without one
 */
record ClientActive(ServerSettings settings, IoPath path, long shareId, int left) implements SessionState {

    /** Begins the session, and its exchange if there is one. */
    static ClientActive begin(ServerSettings settings, Outbox out, long shareId) {
        var exchange = settings.link().policy().exchange();
        exchange.ifPresent(data -> round(data, out, shareId));
        return new ClientActive(
                settings, out.path(), shareId, exchange.map(Exchange::rounds).orElse(0));
    }

    private static void round(Exchange exchange, Outbox out, long shareId) {
        Exchange.send(out, shareId, OpaqueData.INPUT, exchange.bytes());
        out.data(shareId, new ShutdownRequest());
    }

    @Override
    public Stage stage() {
        return Stage.ACTIVE;
    }

    @Override
    public SessionState with(IoPath next) {
        return new ClientActive(settings, next, shareId, left);
    }

    @Override
    public SessionState onShare(Outbox out, SharePdu pdu) {
        if (pdu instanceof DeactivateAll) {
            return new AwaitDemandActive(settings, path);
        }
        var exchange = settings.link().policy().exchange();
        if (left == 0
                || exchange.isEmpty()
                || !(pdu instanceof ShareData data && data.body() instanceof ShutdownDenied)) {
            return this;
        }
        if (left > 1) {
            out.add(new Effect.Wait(exchange.get().every()));
            round(exchange.get(), out, shareId);
        }
        return new ClientActive(settings, out.path(), shareId, left - 1);
    }

    @Override
    public boolean isOver() {
        return left == 0 && settings.link().policy().exchange().isPresent();
    }

    @Override
    public String missing() {
        var exchange = settings.link().policy().exchange();
        if (left == 0 || exchange.isEmpty()) {
            return "";
        }
        var data = exchange.get();
        return "round " + (data.rounds() - left + 1) + " of " + data.rounds() + ": " + data.bytes()
                + " bytes to the server" + (data.bothWays() ? " and " + data.bytes() + " from it" : "")
                + " were not confirmed";
    }
}
