package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.IoPath;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.security.SecurityFlags;
import dev.rdplab.protocol.share.RedirectionPacket;
import dev.rdplab.protocol.share.ServerRedirection;
import java.util.Optional;

/** Has sent the client elsewhere and waits until it goes. */
record SentAway(Settings settings, IoPath path, Stage stage) implements SessionState {

    /** Adds the PDU in the form that belongs to the security in force. @return whether the client has to go */
    static boolean redirect(Settings settings, Outbox out, RedirectPolicy.When when) {
        var redirect = settings.link().policy().redirect().filter(r -> r.when() == when);
        if (redirect.isEmpty() || settings.wasSentHere(redirect.get())) {
            return false;
        }
        var packet = redirect.get().packet();
        String carries = packet.target().map(target -> "to " + target).orElse("");
        if (out.path().security().isPresent()) {
            out.flagged(
                    PduNames.SERVER_REDIRECTION,
                    carries,
                    out.path().ioChannel(),
                    SecurityFlags.SEC_REDIRECTION_PKT,
                    packet);
        } else {
            out.share(new ServerRedirection(IoPath.SERVER_USER, packet));
        }
        return !packet.has(RedirectionPacket.LB_NOREDIRECT);
    }

    @Override
    public SessionState with(IoPath next) {
        return new SentAway(settings, next, stage);
    }

    @Override
    public Optional<Outcome> announced() {
        return Optional.of(Outcome.of(EndingKind.REDIRECTED, Role.SERVER));
    }
}
