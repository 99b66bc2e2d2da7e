package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.IoPath;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.info.ClientInfo;
import dev.rdplab.protocol.security.SecurityFlags;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;

/** Waits for the Client Info PDU and continues with licensing, or reports why not. */
record AwaitClientInfo(Settings settings, IoPath path) implements ServerState {

    /** Of the share, until Demand Active names it. */
    private static final long NO_SHARE = 0;

    @Override
    public Stage stage() {
        return Stage.CLIENT_INFO;
    }

    @Override
    public Step onFrame(Bytes frame) {
        var data = Incoming.data(this, frame, PduNames.CLIENT_INFO);
        var opened = path.open(data.reader(), true);
        if (!opened.flags().has(SecurityFlags.SEC_INFO_PKT)) {
            throw data.reader().violation("flags", Problem.UNEXPECTED_PDU, opened.flags() + ", SEC_INFO_PKT expected");
        }
        ClientInfo.decode(opened.body());
        // A client that seals with the salted MAC can open it.
        var salted = opened.flags().has(SecurityFlags.SEC_SECURE_CHECKSUM);
        var next = opened.next()
                .security()
                .map(s -> opened.next().secured(s, salted))
                .orElse(opened.next());
        return answer(new Outbox(next)).received(PduNames.CLIENT_INFO);
    }

    private Step answer(Outbox out) {
        var session = settings.link().policy().session();
        if (session.dismisses() && !session.dismissLate()) {
            var closed = Dismissal.of(stage(), NO_SHARE, out, session);
            return out.to(p -> closed);
        }
        if (SentAway.redirect(settings, out, RedirectPolicy.When.BEFORE_LICENSING)) {
            return out.to(sent -> new SentAway(settings, sent, Stage.LICENSING));
        }
        var autoDetect = session.autoDetect();
        if (autoDetect.measures(AutoDetectPolicy.During.BEFORE_LICENSING)) {
            int answers = MessageChannel.measure(out, autoDetect);
            if (autoDetect.waits() && answers > 0) {
                return out.to(measured -> new AwaitAnswers(settings, measured, answers, Stage.LICENSING));
            }
        }
        return Licensing.begin(settings, out);
    }
}
