package dev.rdplab.transport.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.tls.TlsAlert;
import dev.rdplab.protocol.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every phase of a connection takes every event: the table in life.txt, and the diagram in ARCHITECTURE.md. */
class LifeTableTest {

    private static final Path TABLE =
            Path.of("src", "test", "resources", "dev", "rdplab", "transport", "life", "life.txt");
    private static final Path ARCHITECTURE = Path.of("..", "ARCHITECTURE.md");
    private static final String BEGIN = "<!-- phases of a connection: printed by LifeTableTest -->\n";
    private static final String END = "<!-- end -->\n";

    private static final TlsSession SESSION = new TlsSession("TLSv1.3", "SUITE", Bytes.EMPTY, Bytes.EMPTY);
    private static final TlsAlert UNKNOWN_CA = new TlsAlert(2, 48);
    private static final TlsAlert CLOSE_NOTIFY = new TlsAlert(1, 0);
    private static final TlsFailure FAILURE = new TlsFailure("bad", OptionalInt.empty(), OptionalInt.empty(), false);
    private static final TlsFailure PEER_CLOSED =
            new TlsFailure("gone", OptionalInt.empty(), OptionalInt.empty(), true);
    private static final Flow HELD = Flow.FREE.hold(Flow.Hold.TIMED);

    private static final Map<String, Life> PHASES = new LinkedHashMap<>();
    private static final Map<String, Event> EVENTS = new LinkedHashMap<>();

    static {
        var gone = Optional.of(new Event.EndOfInput(false));
        phase(Life.START);
        phase(new Life.Connecting(true, Optional.empty()));
        phase(new Life.Connecting(false, gone));
        phase(new Life.Clear(Flow.FREE));
        phase(new Life.Clear(HELD));
        phase(new Life.Clear(Flow.FREE.hold(Flow.Hold.FOREVER)));
        phase(new Life.Clear(Flow.FREE.afterFailedWrite()));
        for (var progress : Upgrading.Progress.values()) {
            var session = progress == Upgrading.Progress.DONE ? Optional.of(SESSION) : Optional.<TlsSession>empty();
            var upgrade = new Upgrading(Role.SERVER, progress, session, TlsStory.NONE, Flow.FREE);
            phase(upgrade);
        }
        phase(upgrading(Role.CLIENT, Upgrading.Progress.ASKED, TlsStory.NONE));
        phase(upgrading(TlsStory.NONE.failed(FAILURE)));
        phase(upgrading(TlsStory.NONE.failed(PEER_CLOSED)));
        phase(upgrading(TlsStory.NONE.alert(new Event.Alert(UNKNOWN_CA, false)).failed(FAILURE)));
        phase(upgrading(TlsStory.NONE.alert(new Event.Alert(UNKNOWN_CA, true)).failed(FAILURE)));
        phase(upgrading(TlsStory.NONE.failed(FAILURE).told()));
        phase(new Secured(Role.SERVER, TlsStory.NONE, Flow.FREE));
        phase(new Secured(Role.SERVER, TlsStory.NONE.closeNotifyRead(), Flow.FREE));
        phase(new Secured(Role.SERVER, TlsStory.NONE.failed(FAILURE), Flow.FREE));
        for (var progress : Leaving.Progress.values()) {
            phase(new Leaving(progress, false, Flow.FREE));
        }
        phase(new Leaving(Leaving.Progress.QUEUED, false, HELD));
        phase(new Leaving(Leaving.Progress.QUEUED, true, Flow.FREE));
        phase(new Leaving(Leaving.Progress.QUEUED, false, Flow.FREE.afterFailedWrite()));
        phase(new Leaving(Leaving.Progress.FLUSHING, true, Flow.FREE));
        phase(new Life.Over());

        EVENTS.put("Opened", new Event.Opened());
        EVENTS.put("Unconnected", new Event.Unconnected(Input.Unconnected.REFUSED, "refused"));
        EVENTS.put("ResetWhileConnecting", new Event.ResetWhileConnecting());
        EVENTS.put("FIN", new Event.EndOfInput(false));
        EVENTS.put("RST", new Event.EndOfInput(true));
        EVENTS.put("WriteFailed", new Event.WriteFailed());
        EVENTS.put("Flushed", new Event.Flushed());
        EVENTS.put("SocketClosed", new Event.SocketClosed());
        for (var timer : Event.Timer.values()) {
            EVENTS.put("Due " + timer, new Event.Due(timer));
        }
        EVENTS.put("Pause none", new Event.Pause(Duration.ZERO));
        EVENTS.put("Pause 1 s", new Event.Pause(Duration.ofSeconds(1)));
        EVENTS.put("Pause without end", new Event.Pause(Effect.Wait.FOREVER));
        for (var manner : Effect.Manner.values()) {
            EVENTS.put("Close " + manner, new Event.Close(manner));
        }
        EVENTS.put("Abort", new Event.Abort());
        EVENTS.put("FinDue", new Event.FinDue());
        EVENTS.put("TlsAsked", new Event.TlsAsked(Role.SERVER));
        EVENTS.put("Proceed", new Event.Proceed());
        EVENTS.put("TlsBytes", new Event.TlsBytes(Bytes.EMPTY));
        EVENTS.put("TlsUp", new Event.TlsUp(SESSION));
        EVENTS.put("TlsBroken", new Event.TlsBroken(FAILURE));
        EVENTS.put("Alert received", new Event.Alert(UNKNOWN_CA, false));
        EVENTS.put("Alert sent", new Event.Alert(UNKNOWN_CA, true));
        EVENTS.put("Alert close_notify", new Event.Alert(CLOSE_NOTIFY, false));
        EVENTS.put("CloseNotify", new Event.CloseNotify());
        EVENTS.put("Settle", new Event.Settle());
        EVENTS.put("LastFrame", new Event.LastFrame());
        EVENTS.put("Leave", new Event.Leave());
        EVENTS.put("GiveUp", new Event.GiveUp());
    }

    private static void phase(Life life) {
        PHASES.put(label(life), life);
    }

    private static Upgrading upgrading(TlsStory story) {
        return upgrading(Role.SERVER, Upgrading.Progress.INSERTED, story);
    }

    private static Upgrading upgrading(Role role, Upgrading.Progress progress, TlsStory story) {
        return new Upgrading(role, progress, Optional.empty(), story, Flow.FREE);
    }

    @Test
    void everyPhaseTakesEveryEventAsTheTableSays() throws IOException {
        var printed = table();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(TABLE, printed);
        }
        assertThat(printed)
                .as("run the test with -Dgolden.update=true and read the difference")
                .isEqualTo(Files.readString(TABLE));
    }

    @Test
    void theDiagramInTheArchitectureIsTheTables() throws IOException {
        String text = Files.readString(ARCHITECTURE);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END, from);
        if (Boolean.getBoolean("golden.update")) {
            text = text.substring(0, from) + diagram() + text.substring(to);
            Files.writeString(ARCHITECTURE, text);
            to = text.indexOf(END, from);
        }
        assertThat(text.substring(from, to))
                .as("run the test with -Dgolden.update=true and read the difference")
                .isEqualTo(diagram());
    }

    @Test
    void everyKindOfEventAndPhaseIsInTheTable() {
        assertThat(EVENTS.values().stream().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Event.class.getPermittedSubclasses());
        assertThat(PHASES.values().stream().map(LifeTableTest::name).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("Connecting", "Clear", "Upgrading", "Secured", "Leaving", "Over");
    }

    @Test
    void whateverHappensTheSocketIsClosedAndGivenBackOnce() {
        PHASES.forEach((name, phase) -> EVENTS.forEach((what, event) -> {
            var step = phase.on(event);
            long releases = count(step, Action.Release.class);
            boolean ends = !(phase instanceof Life.Over) && step.next() instanceof Life.Over;
            assertThat(releases).as(name + ", " + what).isEqualTo(ends ? 1 : 0);
        }));
    }

    @Test
    void theOwnerCanAlwaysGiveUp() {
        PHASES.forEach((name, phase) -> {
            var step = phase.on(new Event.GiveUp());
            boolean closing = phase.equals(new Life.Over())
                    || phase instanceof Leaving leaving && leaving.progress() == Leaving.Progress.CLOSING;
            assertThat(count(step, Action.Reset.class) + count(step, Action.CloseSocket.class))
                    .as(name)
                    .isEqualTo(closing ? 0 : 1);
        });
    }

    /** A peer that is reset while we write shows as a mere end of input to the reader. */
    @Test
    void aFinAfterAFailedWriteIsAReset() {
        var step = new Life.Clear(Flow.FREE).on(new Event.WriteFailed()).next().on(new Event.EndOfInput(false));

        assertThat(step.actions()).contains(new Action.Interrupt(new Input.PeerClosed(true, false)));
    }

    /** The engine tells of its failure before the peer's FIN shows: the endpoint hears it in this order. */
    @Test
    void aFailureOfTlsIsToldBeforeTheEndThatFollowsIt() {
        Life failed = upgrading(TlsStory.NONE).on(new Event.TlsBroken(FAILURE)).next();
        var end = failed.on(new Event.EndOfInput(false));

        assertThat(end.actions())
                .containsExactly(new Action.Raise(new Event.Settle()), new Action.Raise(new Event.EndOfInput(false)));
        var settled = end.next().on(new Event.Settle());
        assertThat(settled.actions())
                .containsExactly(new Action.Tell(new Input.TlsFailed(Role.CLIENT, OptionalInt.empty(), "bad")));
        assertThat(settled.next().on(new Event.EndOfInput(false)).actions())
                .contains(new Action.Interrupt(new Input.PeerClosed(false, false)));
    }

    private static long count(Life.Step step, Class<? extends Action> kind) {
        return step.actions().stream().filter(kind::isInstance).count();
    }

    // ---- as text

    private static String table() {
        var text = new StringBuilder();
        PHASES.forEach((name, phase) -> {
            text.append(name).append('\n');
            var nothing = new ArrayList<String>();
            EVENTS.forEach((what, event) -> {
                var step = phase.on(event);
                if (step.next().equals(phase) && step.actions().isEmpty()) {
                    nothing.add(what);
                } else {
                    text.append("  ").append(what).append(" -> ");
                    text.append(step.next().equals(phase) ? "same" : label(step.next()));
                    text.append(step.actions().isEmpty() ? "" : ": " + actions(step))
                            .append('\n');
                }
            });
            text.append("  nothing: ").append(String.join(", ", nothing)).append("\n\n");
        });
        return text.toString();
    }

    private static String actions(Life.Step step) {
        return step.actions().stream().map(LifeTableTest::told).collect(Collectors.joining(", "));
    }

    private static String told(Action action) {
        if (action instanceof Action.Tell tell) {
            return "Tell " + told(tell.input());
        }
        if (action instanceof Action.Interrupt interrupt) {
            return "Interrupt " + told(interrupt.input());
        }
        if (action instanceof Action.Raise raise) {
            return "Raise " + named(raise.event());
        }
        return action instanceof Action.RaiseLater later
                ? "RaiseLater " + named(later.event())
                : action instanceof Record ? action.toString().replace("[]", "") : "";
    }

    private static String told(Input input) {
        return input.toString()
                .replaceAll("TlsEstablished\\[.*", "TlsEstablished")
                .replace("[]", "");
    }

    private static String named(Event event) {
        return event.toString().replaceAll("first=.*]", "]").replace("[]", "");
    }

    /** Name, progress and what differs from the beginning. */
    private static String label(Life life) {
        if (life instanceof Life.Connecting connecting) {
            var end = connecting.end().map(seen -> seen.reset() ? ", RST seen" : ", FIN seen");
            return "Connecting" + (connecting.leave() ? ", to leave" : "") + end.orElse("");
        }
        if (life instanceof Leaving leaving) {
            boolean told = leaving.peerGone() && leaving.progress() != Leaving.Progress.CLOSING;
            return "Leaving " + leaving.progress() + (told ? ", FIN seen" : "") + label(leaving.flow());
        }
        if (life instanceof Upgrading upgrading) {
            return "Upgrading " + upgrading.progress() + (upgrading.role() == Role.CLIENT ? ", client" : "")
                    + label(upgrading.story()) + label(upgrading.flow());
        }
        return life instanceof Life.Open open ? name(life) + label(open.story()) + label(open.flow()) : name(life);
    }

    private static String label(TlsStory story) {
        return (story.received().isPresent() ? ", alert received" : "")
                + (story.sent().isPresent() ? ", alert sent" : "")
                + (story.closeNotify() ? ", close_notify" : "")
                + story.failure()
                        .map(why -> why.closed() ? ", peer closed" : ", failed")
                        .orElse("")
                + (story.reported() ? " and told" : "");
    }

    private static String label(Flow flow) {
        return switch (flow.hold()) {
                    case NONE -> "";
                    case TIMED -> ", held";
                    case FOREVER -> ", silent";
                }
                + (flow.broken() ? ", write failed" : "")
                + (flow.lastFrame() ? ", last frame" : "");
    }

    private static String name(Life life) {
        return life.getClass().getSimpleName();
    }

    private static String diagram() {
        Map<String, Set<String>> edges = new LinkedHashMap<>();
        for (Life phase : PHASES.values()) {
            EVENTS.forEach((what, event) -> {
                var next = phase.on(event).next();
                if (!name(next).equals(name(phase))) {
                    edges.computeIfAbsent(name(phase) + " --> " + name(next), k -> new LinkedHashSet<>())
                            .add(
                                    what.contains(" ") && !what.startsWith("Due")
                                            ? what.substring(0, what.indexOf(' '))
                                            : what);
                }
            });
        }
        var text = new StringBuilder("```mermaid\nstateDiagram-v2\n");
        edges.forEach((edge, events) -> text.append("  ")
                .append(edge)
                .append(": ")
                .append(String.join(", ", events))
                .append('\n'));
        return text.append("```\n").toString();
    }
}
