package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.security.SecurityFlags;
import dev.rdplab.protocol.security.SecuritySession;
import dev.rdplab.protocol.share.DataPdu;
import dev.rdplab.protocol.share.ShareData;
import dev.rdplab.protocol.share.SharePdu;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Collects the effects of one step while it moves the {@link IoPath} on. Lives no longer than the step. */
public final class Outbox {

    private IoPath path;
    private final List<Effect> effects = new ArrayList<>();

    public Outbox(IoPath path) {
        this.path = path;
    }

    /** See {@link IoPath#share}. */
    public Outbox share(SharePdu pdu) {
        return add(path.share(pdu));
    }

    /** Sends a data PDU of a share. */
    public Outbox data(long shareId, DataPdu body) {
        return share(ShareData.of(path.userId(), shareId, body));
    }

    /** See {@link IoPath#flagged}. */
    public Outbox flagged(String pdu, String carries, int channel, SecurityFlags flags, Pdu body) {
        return add(path.flagged(pdu, carries, channel, flags, body));
    }

    /** See {@link IoPath#clear}. */
    public Outbox clear(String pdu, String carries, int channel, SecurityFlags flags, Pdu body) {
        return add(path.clear(pdu, carries, channel, flags, body));
    }

    /** What follows is encrypted. */
    public Outbox secure(SecuritySession session, boolean saltedMac) {
        path = path.secured(session, saltedMac);
        return this;
    }

    public Outbox add(Effect effect) {
        effects.add(effect);
        return this;
    }

    public IoPath path() {
        return path;
    }

    public Step to(Function<IoPath, HandshakeState> next) {
        return new Step(next.apply(path), effects, "", "");
    }

    private Outbox add(IoPath.Sent sent) {
        path = sent.next();
        effects.add(new Effect.Send(sent.message()));
        return this;
    }
}
