package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.IoPath;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.security.SecurityFlags;

/**
 * Has asked something on the message channel and goes on once it is answered.
 *
 * @param left answers that are still to come
 * @param stage LICENSING before it, CAPABILITIES after it
 */
record AwaitAnswers(Settings settings, IoPath path, int left, Stage stage) implements SessionState {

    @Override
    public SessionState with(IoPath next) {
        return new AwaitAnswers(settings, next, left, stage);
    }

    @Override
    public Step onMessageChannel(Outbox out, SecurityFlags flags) {
        boolean answer = flags.has(SecurityFlags.SEC_AUTODETECT_RSP) || flags.has(SecurityFlags.SEC_TRANSPORT_RSP);
        int still = answer ? left - 1 : left;
        if (still > 0) {
            return out.to(path -> new AwaitAnswers(settings, path, still, stage));
        }
        return stage == Stage.LICENSING ? Licensing.begin(settings, out) : Activation.demand(settings, out);
    }
}
