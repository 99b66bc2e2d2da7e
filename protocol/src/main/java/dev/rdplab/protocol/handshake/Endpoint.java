package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.tls.TlsAlert;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Deviation;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * One end of one connection: the current state, the transcript so far and, at last, the ending. Does no I/O: its
 * owner feeds inputs and carries out the effects. Not safe for use by two threads.
 */
public final class Endpoint {

    private final Role role;
    private final int connection;
    private final Interceptor interceptor;
    private final Transcript transcript;
    private final Deadlines deadlines;
    private final Map<String, Integer> sentSoFar = new TreeMap<>(); // smaller than a HashMap, and some thirty names
    private final Map<String, Integer> receivedSoFar = new TreeMap<>();
    private HandshakeState state;
    private String lastSent = "";
    private String lastReceived = "";
    private Ending ending;
    private OptionalInt alert = OptionalInt.empty();

    /** @param connection number of the connection within the run, from 1 */
    public Endpoint(
            Role role,
            int connection,
            HandshakeState initial,
            Interceptor interceptor,
            Transcript transcript,
            Deadlines deadlines) {
        this.role = role;
        this.connection = connection;
        this.state = initial;
        this.interceptor = interceptor;
        this.transcript = transcript;
        this.deadlines = deadlines;
    }

    public Role role() {
        return role;
    }

    public int connection() {
        return connection;
    }

    public Stage stage() {
        return state.stage();
    }

    public Expectation expects() {
        return state.expects();
    }

    public HandshakeState state() {
        return state;
    }

    public Interceptor interceptor() {
        return interceptor;
    }

    public Transcript transcript() {
        return transcript;
    }

    /** The time allowed for the current stage from its beginning on; empty for no limit. */
    public Optional<Duration> deadline() {
        return ending == null ? deadlines.of(state.stage()) : Optional.empty();
    }

    /** How the connection ended, once it has. */
    public Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    /**
     * Takes an input and says what to do. Inputs after the ending are ignored.
     *
     * @param nanos time since the run began
     */
    public List<Effect> on(Input input, long nanos) {
        if (ending != null) {
            return List.of();
        }
        var effects = new ArrayList<Effect>();
        if (input instanceof Input.Connected) {
            enter(nanos, effects);
        }
        if (input instanceof Input.ConnectFailed failed) {
            end(unconnected(failed), nanos);
        } else if (input instanceof Input.PeerClosed closed) {
            onPeerClosed(closed, nanos, effects);
        } else if (input instanceof Input.TlsFailed failed) {
            onTlsFailed(failed, nanos, effects);
        } else if (input instanceof Input.Unframed unframed) {
            record(nanos, Transcript.Kind.RECEIVED, "", "", unframed.bytes(), "not understood");
            onViolation(unframed.violation(), nanos, effects);
        } else if (input instanceof Input.SelfClosed closed) {
            end(
                    alerted().orElse(Outcome.of(closed.reset() ? EndingKind.CLOSED_RST : EndingKind.CLOSED_FIN, role)),
                    nanos);
        } else if (input instanceof Input.DeadlineReached) {
            signal(nanos, "deadline");
            end(Outcome.of(EndingKind.TIMEOUT, role).detail(state.missing()), nanos);
            effects.add(new Effect.Abort());
        } else {
            step(input, nanos, effects);
        }
        return effects;
    }

    private Outcome unconnected(Input.ConnectFailed failed) {
        var outcome =
                switch (failed.why()) {
                    case REFUSED -> Outcome.of(EndingKind.REFUSED, role.peer());
                    case UNANSWERED -> Outcome.of(EndingKind.TIMEOUT, role);
                    case UNTRIED -> Outcome.of(EndingKind.REFUSED, role);
                };
        return outcome.detail(failed.detail());
    }

    /** Names and counts a message that passes outside the states: a TLS record. */
    public Occasion occasion(Role sender, String pdu, String carries) {
        return new Occasion(
                role,
                connection,
                state.stage(),
                sender == role,
                pdu,
                carries,
                count(sender, pdu),
                carries.isEmpty() ? 0 : count(sender, carries),
                inside(sender, carries));
    }

    /** Adds an event of the owner to the transcript, such as a fault triggered below TLS. */
    public void note(Transcript.Kind kind, String detail, long nanos) {
        record(nanos, kind, "", "", Bytes.EMPTY, detail);
    }

    /** Adds a fault that was triggered below TLS. */
    public void struckBelow(List<Effect> instead, String detail, long nanos) {
        var sent = fatalAlert(instead);
        alert = sent.isPresent() ? sent : alert;
        note(Transcript.Kind.FAULT, detail, nanos);
    }

    private void step(Input input, long nanos, List<Effect> effects) {
        var taking = state.taking(input);
        if (taking.stage() != state.stage()) {
            state = taking;
            enter(nanos, effects);
        }
        Step step;
        try {
            step = state.on(input);
        } catch (ProtocolViolationException violation) {
            if (input instanceof Input.Frame frame) {
                record(nanos, Transcript.Kind.RECEIVED, "", "", frame.bytes(), "not understood");
            }
            onViolation(violation, nanos, effects);
            return;
        }
        if (input instanceof Input.Frame frame && !received(frame.bytes(), step, nanos, effects)) {
            return;
        }
        if (input instanceof Input.TlsEstablished tls) {
            note(
                    Transcript.Kind.TLS,
                    tls.session().version() + " " + tls.session().cipherSuite(),
                    nanos);
        }
        for (Effect effect : step.effects()) {
            send(effect, nanos, effects);
        }
        Stage before = state.stage();
        state = step.next();
        if (state.outcome().isPresent()) {
            end(state.outcome().get(), nanos);
        } else if (state.stage() != before) {
            enter(nanos, effects);
        }
    }

    /** @return false when the message is to be dropped */
    private boolean received(Bytes bytes, Step step, long nanos, List<Effect> effects) {
        var message = new Message(step.received(), step.carries(), bytes, List.of());
        record(nanos, Transcript.Kind.RECEIVED, step.received(), step.carries(), bytes, "");
        step.deviations().forEach(deviation -> deviates(deviation, nanos));
        lastReceived = message.title();
        var reception = interceptor.received(occasion(role.peer(), step.received(), step.carries()), message);
        if (reception != Interceptor.Reception.PROCEED) {
            struck(reception.first(), step.received(), nanos);
            effects.addAll(reception.first());
        }
        return reception.proceed();
    }

    private void send(Effect effect, long nanos, List<Effect> effects) {
        if (!(effect instanceof Effect.Send send)) {
            effects.add(effect);
            return;
        }
        var message = send.message();
        var instead = interceptor.sending(occasion(role, message.pdu(), message.carries()), send);
        if (instead.size() != 1 || instead.get(0) != send) {
            struck(instead, message.title(), nanos);
        }
        for (Effect each : instead) {
            if (each instanceof Effect.Send out) {
                sent(out.message(), nanos);
            }
            effects.add(each);
        }
    }

    private void sent(Message message, long nanos) {
        record(nanos, Transcript.Kind.SENT, message.pdu(), message.carries(), message.bytes(), "");
        lastSent = message.title();
    }

    private void enter(long nanos, List<Effect> effects) {
        note(Transcript.Kind.STAGE, state.stage().word(), nanos);
        var first = interceptor.entered(role, connection, state.stage());
        if (!first.isEmpty()) {
            struck(first, "stage " + state.stage(), nanos);
            effects.addAll(first);
        }
    }

    private void onPeerClosed(Input.PeerClosed closed, long nanos, List<Effect> effects) {
        signal(nanos, (closed.reset() ? "RST" : "FIN") + (closed.closeNotify() ? " after close_notify" : ""));
        var plain = Outcome.of(closed.reset() ? EndingKind.CLOSED_RST : EndingKind.CLOSED_FIN, role.peer());
        var active = Outcome.of(EndingKind.COMPLETED, role.peer());
        end(alerted().or(state::announced).orElse(state.stage() == Stage.ACTIVE ? active : plain), nanos);
        effects.add(new Effect.Close());
    }

    private void onTlsFailed(Input.TlsFailed failed, long nanos, List<Effect> effects) {
        signal(nanos, "TLS failed: " + failed.detail());
        var kind = failed.alert().isPresent() ? EndingKind.TLS_ALERT : EndingKind.PROTOCOL_VIOLATION;
        var code = failed.alert().isPresent() ? OptionalLong.of(failed.alert().getAsInt()) : OptionalLong.empty();
        end(new Outcome(kind, failed.by(), code, failed.detail()), nanos);
        effects.add(new Effect.Close());
    }

    private void onViolation(ProtocolViolationException violation, long nanos, List<Effect> effects) {
        signal(nanos, violation.getMessage());
        end(Outcome.of(EndingKind.PROTOCOL_VIOLATION, role.peer()).detail(violation.getMessage()), nanos);
        effects.add(new Effect.Close());
    }

    private void end(Outcome outcome, long nanos) {
        ending = new Ending(outcome, state.stage(), lastSent, lastReceived);
        note(Transcript.Kind.ENDING, outcome.kind().word(), nanos);
    }

    private Map<String, Integer> inside(Role sender, String carries) {
        var names = Occasion.namesInside(carries);
        if (names.isEmpty()) {
            return Map.of();
        }
        var counts = new HashMap<String, Integer>();
        names.forEach(name -> counts.computeIfAbsent(name, n -> count(sender, n)));
        return Map.copyOf(counts);
    }

    private int count(Role sender, String name) {
        return (sender == role ? sentSoFar : receivedSoFar).merge(name, 1, Integer::sum);
    }

    /** A fatal alert that a fault has this end send is what ends the connection, whichever end closes then. */
    private static OptionalInt fatalAlert(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Alert alert && new TlsAlert(alert.level(), alert.description()).fatal()) {
                return OptionalInt.of(alert.description());
            }
            if (effect instanceof Effect.Send send && send.message().pdu().equals("Alert")) {
                var record = send.message().bytes();
                return record.get(5) == TlsAlert.FATAL ? OptionalInt.of(record.get(6)) : OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }

    private Optional<Outcome> alerted() {
        return alert.isPresent()
                ? Optional.of(Outcome.of(EndingKind.TLS_ALERT, role, alert.getAsInt())
                        .detail(new TlsAlert(TlsAlert.FATAL, alert.getAsInt()).word()))
                : Optional.empty();
    }

    private void struck(List<Effect> instead, String where, long nanos) {
        var sent = fatalAlert(instead);
        alert = sent.isPresent() ? sent : alert;
        note(Transcript.Kind.FAULT, where + ": " + names(instead), nanos);
    }

    private static String names(List<Effect> effects) {
        return effects.isEmpty()
                ? "omitted"
                : String.join(
                        ", ",
                        effects.stream().map(e -> e.getClass().getSimpleName()).toList());
    }

    private void deviates(Deviation deviation, long nanos) {
        transcript.add(deviation);
        note(Transcript.Kind.DEVIATION, deviation.toString(), nanos);
    }

    private void signal(long nanos, String detail) {
        note(Transcript.Kind.SIGNAL, detail, nanos);
    }

    private void record(long nanos, Transcript.Kind kind, String pdu, String carries, Bytes bytes, String detail) {
        transcript.add(new Transcript.Event(nanos, kind, state.stage(), pdu, carries, bytes, detail));
    }
}
