package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.gcc.CsMultitransport;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.multitransport.InitiateMultitransportRequest;

/** What the server sends between licensing and the session, [MS-RDPBCGR] 1.3.1.1: measurements, offers of UDP, Demand Active. */
final class Activation {

    private Activation() {}

    /** Licensing has finished: the server continues with the capabilities. */
    static Step begin(Settings settings, Outbox out) {
        var session = settings.link().policy().session();
        if (SentAway.redirect(settings, out, RedirectPolicy.When.AFTER_LICENSING)) {
            return out.to(path -> new SentAway(settings, path, Stage.CAPABILITIES));
        }
        int asked = 0;
        if (session.autoDetect().measures(AutoDetectPolicy.During.CAPABILITIES)) {
            int answers = MessageChannel.measure(out, session.autoDetect());
            asked += session.autoDetect().waits() ? answers : 0;
        }
        int offers = offerUdp(settings, out, session.multitransport());
        asked += session.multitransport().waits() ? offers : 0;
        if (asked > 0) {
            int answers = asked;
            return out.to(path -> new AwaitAnswers(settings, path, answers, Stage.CAPABILITIES));
        }
        return demand(settings, out);
    }

    static Step demand(Settings settings, Outbox out) {
        var next = AwaitConfirmActive.begin(settings, out, true);
        return out.to(next::with);
    }

    private static int offerUdp(Settings settings, Outbox out, MultitransportPolicy policy) {
        if (out.path().messageChannel() == 0) {
            return 0;
        }
        long announced = settings.client()
                .find(CsMultitransport.class)
                .map(CsMultitransport::flags)
                .orElse(0L);
        int id = 0;
        for (int protocol : policy.offered(announced)) {
            var cookie = settings.link().environment().nonces().next("securityCookie", 16);
            MessageChannel.offerUdp(out, new InitiateMultitransportRequest(++id, protocol, 0, cookie));
        }
        return id;
    }
}
