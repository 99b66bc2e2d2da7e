package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.diagnosis.capture.tcp.TcpConnection;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** From what was said and how TCP ended to one outcome. */
final class Conclusion {

    /** An end that closes after this much silence of the other gave up; real programs answer sooner. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Without a close, a silence of the server that is longer than real clients bear. */
    static final Duration SILENCE = Duration.ofSeconds(30);

    /** A client that leaves while an answer is due, after so long a silence, gave up. */
    static final Duration WAITING = Duration.ofMillis(400);

    /** A SYN is sent again after one second, and after three at the latest. */
    static final Duration CONNECT = Duration.ofSeconds(3);

    /** Without a close, bytes that were sent again only once and not acknowledged for so long were lost. */
    static final Duration LOST = Duration.ofSeconds(10);

    /** Among the words of a connection: bytes are missing in the capture, and no cause is told. */
    static final String MISSING = "bytes-missing";

    /** @param stage where the connection was; null where the capture does not tell */
    record Concluded(Outcome outcome, Stage stage) {}

    private final ConnectionStory story;
    private final TcpConnection tcp;
    private final long captureEnd;

    /** @param captureEnd time of the last packet of the file */
    Conclusion(ConnectionStory story, TcpConnection tcp, long captureEnd) {
        this.story = story;
        this.tcp = tcp;
        this.captureEnd = Math.max(captureEnd, tcp.lastNanos());
    }

    Concluded concluded() {
        if (AlreadyUp.is(tcp)) {
            return new Concluded(AlreadyUp.outcome(tcp), null);
        }
        var close = tcp.close();
        if (!tcp.established()) {
            return at(Attempt.outcome(tcp, story, captureEnd));
        }
        if (story.stage() != Stage.ACTIVE && tcp.headersOnly()) {
            return headersOnly(close);
        }
        if (story.stage() == Stage.ACTIVE) {
            return new SessionEnd(story, tcp).concluded(close);
        }
        var word = word(close);
        if (word.isPresent()) {
            return word.get();
        }
        return close.isPresent() ? closed(close.get()) : at(silence());
    }

    /** Nothing that was said is in the file: who closed is known, and no more. */
    private Concluded headersOnly(Optional<TcpConnection.Close> close) {
        story.observe(MISSING);
        String bytes = "only headers of its packets are in the capture: "
                + tcp.client().told()
                + " bytes of the client and " + tcp.server().told() + " of the server in "
                + seconds(tcp.lastNanos() - tcp.firstNanos());
        var outcome = close.map(
                        c -> Outcome.of(kind(c), c.by()).detail(bytes + ", then " + reset(c) + " of the " + c.by()))
                .orElseGet(() -> Outcome.of(EndingKind.CAPTURE_ENDS, null).detail(bytes + "; the capture ends"));
        return new Concluded(outcome, null);
    }

    static EndingKind kind(TcpConnection.Close close) {
        return close.reset() ? EndingKind.CLOSED_RST : EndingKind.CLOSED_FIN;
    }

    /** An end said why it closes, or broke the protocol; what came first counts. */
    private Optional<Concluded> word(Optional<TcpConnection.Close> close) {
        var announced = story.announced();
        var violation = story.violation();
        if (announced.isPresent()) {
            return Optional.of(at(announced.get()));
        }
        if (violation.isPresent() && (close.isPresent() || story.garbled())) {
            return Optional.of(new Concluded(violation.get(), story.violationStage()));
        }
        boolean placed = !story.gapped() && !oneDirection();
        var said = placed ? story.guess().map(RecordGuess::said).orElse(Set.of()) : Set.<Said>of();
        var only = said.size() == 1 ? said.iterator().next() : Said.NOTHING;
        boolean refused = only == Said.LOGON_REFUSED;
        boolean denied = said.contains(Said.AUTHORIZATION)
                && !said.contains(Said.ALERT)
                && !said.contains(Said.LOGON_REFUSED)
                && close.isPresent();
        boolean told = only != Said.NOTHING && only != Said.ALERT && close.isPresent();
        if (refused || denied || told) {
            var what = denied ? Said.AUTHORIZATION : only;
            story.observe(what.word());
            var by = story.guess().map(RecordGuess::saidBy).orElse(null);
            if (denied) {
                story.enter(Stage.EARLY_AUTH, tcp.lastNanos());
            }
            var stage = story.stage();
            return Optional.of(new Concluded(Outcome.of(what.kind(), by).detail(what.text()), stage));
        }
        return story.encryptedAlert().filter(alert -> !answers(alert, close)).flatMap(alert -> alerted(alert, close));
    }

    /** An alert behind the close of the other end is its close_notify. */
    private boolean answers(Outcome alert, Optional<TcpConnection.Close> close) {
        return close.filter(c -> c.by() != alert.by() && c.mark().packet() < story.alertPacket())
                .isPresent();
    }

    /** Before its own close an alert is a close_notify as a rule; followed by the other's it ended the connection. */
    private Optional<Concluded> alerted(Outcome alert, Optional<TcpConnection.Close> close) {
        story.encryptedAlert(alert.by());
        boolean own = close.filter(c -> c.by() == alert.by()).isPresent();
        if (story.gapped()) {
            return Optional.of(behindGap(
                    close.map(Conclusion::kind).orElse(alert.kind()), alert.by(), "after an encrypted alert"));
        }
        if (own && checksOnly(close.get(), true)) {
            return Optional.of(at(left()));
        }
        boolean late = close.filter(c ->
                        c.mark().nanos() - story.alertNanos() >= patience(c).toNanos())
                .isPresent();
        if (late && !own) {
            return Optional.of(at(Outcome.of(EndingKind.TIMEOUT, close.get().by())
                    .detail("after an encrypted alert of the " + alert.by() + " nothing came for "
                            + seconds(close.get().mark().nanos() - story.alertNanos()))));
        }
        boolean refuses = story.alertStage() == Stage.TLS;
        if (!own || refuses) {
            var both = alert.by() == Role.SERVER ? alert.detail(alert.detail() + story.besideToken(null)) : alert;
            return Optional.of(new Concluded(both, story.alertStage()));
        }
        return Optional.of(new Concluded(
                Outcome.of(kind(close.get()), alert.by())
                        .detail(
                                "after an encrypted alert" + open(close.get()) + farther()
                                        + "; or the alert is the reason: without the keys it may be a refusal or a close_notify"),
                story.alertStage()));
    }

    private Concluded at(Outcome outcome) {
        return new Concluded(outcome, story.stage());
    }

    private Concluded closed(TcpConnection.Close close) {
        boolean client = close.by() == Role.CLIENT;
        if (client && tcp.client().told() == 0 && tcp.server().length() == 0) {
            return at(Outcome.of(EndingKind.PORT_CHECK, Role.CLIENT)
                    .detail("the client connected and left after "
                            + seconds(close.mark().nanos() - tcp.firstNanos()) + " with " + reset(close)
                            + ", without one byte"));
        }
        long waited = Math.max(0, close.mark().nanos() - since());
        var zero = zeroWindow(close.by().peer());
        if (zero.isPresent()) {
            return at(Outcome.of(EndingKind.TIMEOUT, close.by()).detail(zero.get() + "; " + reset(close) + after()));
        }
        var warning = story.warning().filter(alert -> alert.by() == close.by());
        if (warning.isPresent()) {
            return at(warning.get());
        }
        if (story.gapped()) {
            return behindGap(kind(close), close.by(), seconds(waited) + after());
        }
        if (checksOnly(close, false)) {
            return at(left());
        }
        boolean gaveUp = story.owes() != close.by() && waited >= patience(close).toNanos() && !oneDirection();
        if (gaveUp) {
            return at(Outcome.of(EndingKind.TIMEOUT, close.by())
                    .detail(reset(close) + " after " + seconds(waited) + " of silence of the " + story.owes()
                            + after()));
        }
        if (left(close)) {
            story.observe("left-after-confirm");
            if (story.observed().contains("mode-not-offered")) {
                return new Concluded(
                        Outcome.of(EndingKind.NEGOTIATION_FAILURE, Role.CLIENT)
                                .detail("the Connection Confirm lacks the mode that the client asked for"),
                        Stage.X224);
            }
        }
        var where = left(close) ? Stage.X224 : surely(close); // what was agreed on did not begin
        String detail = seconds(waited) + after() + open(close) + farther();
        return new Concluded(Outcome.of(kind(close), close.by()).detail(detail), where);
    }

    /** How far it had got is not known. */
    private Concluded behindGap(EndingKind kind, Role by, String when) {
        story.observe(MISSING);
        return new Concluded(
                Outcome.of(kind, by).detail(when + "; bytes that the capture lacks stand before the end"),
                story.unplaced() ? null : story.stage());
    }

    private static Duration patience(TcpConnection.Close close) {
        return close.by() == Role.CLIENT && close.reset() ? WAITING : PATIENCE;
    }

    /** How far it can have got, where lengths leave more than one reading. */
    private String farther() {
        if (up()) {
            return "; or the session was up by then";
        }
        return story.guess()
                .map(RecordGuess::farthest)
                .filter(stage -> stage.compareTo(story.stage()) > 0)
                .map(stage -> "; by the lengths of records it may have got as far as " + stage.word())
                .orElse("");
    }

    private boolean up() {
        return story.guess().filter(g -> g.farthest() == Stage.ACTIVE).isPresent();
    }

    /** The client has sent all that a handshake wants of it and closes: by FIN, or by RST behind a close_notify. */
    private boolean checksOnly(TcpConnection.Close close, boolean notified) {
        return close.by() == Role.CLIENT
                && (notified || !close.reset())
                && (story.fontList() || up())
                && close.mark().nanos() - since() < PATIENCE.toNanos();
    }

    private static Outcome left() {
        return Outcome.of(EndingKind.COMPLETED, Role.CLIENT)
                .detail("the client left right after its Font List, as a client does that only checks the logon");
    }

    /** The client closed after the Connection Confirm without a byte of what follows it. */
    private boolean left(TcpConnection.Close close) {
        return close.by() == Role.CLIENT && story.last().title().startsWith("ConnectionConfirm");
    }

    /** The stage, were the last record of the end that closed an alert with padding too. */
    private Stage surely(TcpConnection.Close close) {
        var alert = alertBy(close.by());
        boolean handshake = alert.isPresent() && close.by() == Role.CLIENT && story.mayRefuse();
        var before = alert.filter(stage -> stage.compareTo(story.stage()) < 0);
        return handshake ? Stage.TLS : before.orElse(story.stage());
    }

    private Optional<Stage> alertBy(Role sender) {
        return story.guess().flatMap(guess -> guess.alertBy(sender));
    }

    /** What the record before the close can have been, where lengths leave more than one reading. */
    private String open(TcpConnection.Close close) {
        var said = story.guess().map(RecordGuess::said).orElse(Set.of());
        var text = new StringBuilder();
        for (var one : said) {
            if (one != Said.NOTHING && one != Said.ALERT) {
                story.observe(one.word());
                text.append("; or ").append(one.text());
            }
        }
        for (Role role : close.by() == Role.SERVER ? List.of(Role.SERVER) : List.of(Role.SERVER, Role.CLIENT)) {
            if (alertBy(role).isPresent()) {
                story.observe(Said.ALERT.word());
                text.append("; or the last record of the ").append(role).append(Said.ALERT.text());
            }
        }
        return text + story.besideToken(close.by());
    }

    private Outcome silence() {
        var owes = story.owes();
        long waited = captureEnd - since();
        for (Role role : List.of(owes, owes.peer())) { // the end that does not read, at either's turn
            var zero = zeroWindow(role);
            if (zero.isPresent()) {
                return Outcome.of(EndingKind.TIMEOUT, role.peer()).detail(zero.get() + "; the capture ends");
            }
        }
        boolean lost = story.last().by() != null
                && tcp.side(story.last().by()).lostFrom(story.last().end() - 1)
                && waited >= (repeated(story.last().by()) ? CONNECT : LOST).toNanos();
        boolean long30 = owes == Role.SERVER && waited >= SILENCE.toNanos();
        if ((lost || long30) && !oneDirection() && !story.gapped()) {
            return Outcome.of(EndingKind.TIMEOUT, owes.peer())
                    .detail("the capture ends; " + seconds(waited) + " of silence of the " + owes + after());
        }
        return Outcome.of(EndingKind.CAPTURE_ENDS, null)
                .detail("the capture ends " + seconds(waited) + after() + "; how it went on is not in it");
    }

    /** It sent again more than once what was not acknowledged. */
    private boolean repeated(Role role) {
        var side = tcp.side(role);
        return side.retransmissions().stream()
                        .filter(again -> again.offset() + again.length() > side.acknowledged())
                        .count()
                > 1;
    }

    private boolean oneDirection() {
        return tcp.onlyDirection().isPresent();
    }

    /** The end that offered no receive window for longer than patience lasts. */
    private Optional<String> zeroWindow(Role role) {
        long nanos = tcp.side(role).zeroWindow();
        if (nanos < PATIENCE.toNanos()) {
            return Optional.empty();
        }
        story.observe("zero-window");
        return Optional.of("zero window: the receive window of the " + role + " was 0 for " + seconds(nanos)
                + ", its program does not read");
    }

    private String after() {
        var last = story.last();
        if (last.by() == null) {
            return " after the connection was set up";
        }
        boolean lost = tcp.side(last.by()).lostFrom(last.end() - 1) && !oneDirection();
        return " after " + last.title() + (lost ? ", which never arrived" : "");
    }

    /** The last time that either end brought something new. */
    private long since() {
        return Math.max(
                tcp.lastData(),
                story.last().by() == null ? tcp.firstNanos() : story.last().nanos());
    }

    private static String reset(TcpConnection.Close close) {
        return close.reset() ? "RST" : "FIN";
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", Math.max(0, nanos) / 1e9);
    }
}
