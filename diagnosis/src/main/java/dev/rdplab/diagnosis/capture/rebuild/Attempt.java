package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.diagnosis.capture.tcp.TcpConnection;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Outcome;

/** What came of a SYN that did not lead to a connection. */
final class Attempt {

    private Attempt() {}

    static Outcome outcome(TcpConnection tcp, ConnectionStory story, long captureEnd) {
        if (tcp.unreachable().isPresent()) {
            var message = tcp.unreachable().get();
            story.observe("unreachable");
            story.observe("icmp");
            return Outcome.of(EndingKind.REFUSED, null).detail(message.text() + ", from " + message.router());
        }
        if (tcp.server().rst().isPresent()) {
            return Outcome.of(EndingKind.REFUSED, Role.SERVER).detail("RST on SYN");
        }
        int syns = tcp.client().syns();
        String text = syns + (syns == 1 ? " SYN" : " SYNs");
        long waited = captureEnd - tcp.firstNanos();
        if (tcp.unanswered()) {
            String answer = "the SYN with ACK of the server, sent "
                    + (tcp.server().syns() == 1 ? "once" : tcp.server().syns() + " times")
                    + ", was not acknowledged: it did not reach the client, or the client was gone";
            long after = captureEnd - tcp.lastNanos();
            boolean goesOn = after >= Conclusion.SILENCE.toNanos();
            String rest = goesOn ? "nothing more came for " + Conclusion.seconds(after) : "the capture ends";
            return syns > 1 && waited >= Conclusion.CONNECT.toNanos()
                    ? Outcome.of(EndingKind.TIMEOUT, Role.CLIENT).detail(answer)
                    : Outcome.of(EndingKind.CAPTURE_ENDS, null)
                            .detail(rest + "; " + answer + (goesOn ? ", as a port scanner is" : ""));
        }
        if (waited < Conclusion.CONNECT.toNanos()) {
            return Outcome.of(EndingKind.CAPTURE_ENDS, null)
                    .detail("the capture ends " + Conclusion.seconds(waited) + " after the first of " + text);
        }
        if (syns == 1) {
            story.note("the client did not send its SYN again: the systems of clients do, a port scanner does not");
        }
        return Outcome.of(EndingKind.TIMEOUT, Role.CLIENT)
                .detail(text + " without an answer within " + Conclusion.seconds(waited));
    }
}
