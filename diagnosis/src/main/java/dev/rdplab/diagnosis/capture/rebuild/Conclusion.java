package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.diagnosis.capture.tcp.TcpConnection;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Outcome;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** From what was said and how TCP ended to one outcome. */
final class Conclusion {

    /** Whoever closes after so long a silence of the other gave up; real programs answer in less. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Story story;
    private final TcpConnection tcp;
    private final long captureEnd;

    /** @param captureEnd time of the last packet of the file */
    Conclusion(Story story, TcpConnection tcp, long captureEnd) {
        this.story = story;
        this.tcp = tcp;
        this.captureEnd = Math.max(captureEnd, tcp.lastNanos());
    }

    Outcome outcome() {
        if (!tcp.established()) {
            return unestablished();
        }
        var close = tcp.close();
        var announced = story.announced();
        if (story.stage() == Stage.ACTIVE) {
            return completed(close, announced);
        }
        if (announced.isPresent()) {
            return announced.get();
        }
        if (story.violation().isPresent()) {
            return story.violation().get();
        }
        return close.map(this::closed).orElseGet(this::silence);
    }

    private Outcome unestablished() {
        if (tcp.server().rst().isPresent()) {
            return Outcome.of(EndingKind.REFUSED, Role.SERVER).detail("RST on SYN");
        }
        int syns = tcp.client().syns();
        return Outcome.of(EndingKind.TIMEOUT, Role.CLIENT)
                .detail(syns + (syns == 1 ? " SYN" : " SYNs") + " without an answer within "
                        + seconds(captureEnd - tcp.firstNanos()));
    }

    private Outcome completed(Optional<TcpConnection.Close> close, Optional<Outcome> announced) {
        var by = close.map(TcpConnection.Close::by)
                .orElse(announced.map(Outcome::by).orElse(Role.CLIENT));
        String end = close.map(c -> "session up, then " + (c.reset() ? "RST" : "FIN") + " of the " + c.by())
                .orElse("the capture ends with the session up");
        var code = announced
                .filter(o -> o.kind() == EndingKind.ERROR_INFO)
                .map(Outcome::code)
                .orElse(OptionalLong.empty());
        String info = code.isPresent() ? ", errorInfo " + String.format("0x%08x", code.getAsLong()) : "";
        return new Outcome(EndingKind.COMPLETED, by, code, end + info);
    }

    private Outcome closed(TcpConnection.Close close) {
        long waited = Math.max(0, close.mark().nanos() - since());
        if (close.by() == Role.CLIENT && !close.reset() && story.fontList() && waited < PATIENCE.toNanos()) {
            return Outcome.of(EndingKind.COMPLETED, Role.CLIENT)
                    .detail("the client left right after its Font List, as a client does that only checks the logon");
        }
        boolean gaveUp = story.owes() != close.by() && waited >= PATIENCE.toNanos();
        if (gaveUp) {
            return Outcome.of(EndingKind.TIMEOUT, close.by())
                    .detail((close.reset() ? "RST" : "FIN") + " after " + seconds(waited) + " of silence of the "
                            + story.owes() + after());
        }
        return Outcome.of(close.reset() ? EndingKind.CLOSED_RST : EndingKind.CLOSED_FIN, close.by())
                .detail(seconds(waited) + after());
    }

    private Outcome silence() {
        var owes = story.owes();
        return Outcome.of(EndingKind.TIMEOUT, owes.peer())
                .detail("the capture ends; " + seconds(captureEnd - since()) + " of silence of the " + owes + after());
    }

    private String after() {
        var last = story.last();
        if (last.by() == null) {
            return " after the connection was set up";
        }
        boolean lost = tcp.side(last.by()).lostFrom(last.end() - 1);
        return " after " + last.title() + (lost ? ", which never arrived" : "");
    }

    private long since() {
        return story.last().by() == null ? tcp.firstNanos() : story.last().nanos();
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", Math.max(0, nanos) / 1e9);
    }
}
