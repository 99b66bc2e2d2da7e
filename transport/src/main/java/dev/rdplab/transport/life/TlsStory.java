package dev.rdplab.transport.life;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.protocol.tls.TlsAlert;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of TLS on a connection that may be about to fail.
 *
 * @param sent the last fatal alert in clear that this end sent
 * @param received the last fatal alert in clear that the peer sent
 * @param closeNotify whether the peer has sent a close_notify
 * @param failure the first one
 * @param reported whether the endpoint has been told of it
 */
public record TlsStory(
        Optional<TlsAlert> sent,
        Optional<TlsAlert> received,
        boolean closeNotify,
        Optional<TlsFailure> failure,
        boolean reported) {

    /** Nothing has happened. */
    public static final TlsStory NONE =
            new TlsStory(Optional.empty(), Optional.empty(), false, Optional.empty(), false);

    TlsStory alert(Event.Alert seen) {
        var fatal = Optional.of(seen.alert()).filter(TlsAlert::fatal);
        boolean goodbye = !seen.sent() && seen.alert().description() == TlsAlert.CLOSE_NOTIFY;
        return new TlsStory(
                seen.sent() ? fatal.or(() -> sent) : sent,
                seen.sent() ? received : fatal.or(() -> received),
                closeNotify || goodbye,
                failure,
                reported);
    }

    /** After a failure the engine says so of its own closing. */
    TlsStory closeNotifyRead() {
        return failure.isPresent() ? this : new TlsStory(sent, received, true, failure, reported);
    }

    TlsStory failed(TlsFailure why) {
        return new TlsStory(sent, received, closeNotify, Optional.of(why), reported);
    }

    boolean unreported() {
        return failure.isPresent() && !reported;
    }

    TlsStory told() {
        return new TlsStory(sent, received, closeNotify, failure, true);
    }

    /**
     * Returns what the endpoint is told of the failure; empty when the peer just closed, which is told elsewhere. Judged from the
     * wire, so that a fault ends the same whatever the engine: an alert that passed in clear, or that the peer sent, is an alert;
     * what this end's engine refuses without one is a violation by the peer.
     *
     * @param up whether the handshake was complete
     */
    Optional<Input> report(Role role, boolean up) {
        var why = failure.orElseThrow();
        OptionalInt theirs =
                received.map(alert -> OptionalInt.of(alert.description())).orElse(why.received());
        if (theirs.isPresent()) {
            return Optional.of(new Input.TlsFailed(role.peer(), theirs, why.detail()));
        }
        if (closeNotify && !up || why.closed()) {
            return Optional.empty();
        }
        OptionalInt ours =
                sent.map(alert -> OptionalInt.of(alert.description())).orElse(why.sent());
        return Optional.of(new Input.TlsFailed(ours.isPresent() ? role : role.peer(), ours, why.detail()));
    }
}
