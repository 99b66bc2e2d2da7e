package dev.rdplab.transport.life;

import dev.rdplab.protocol.handshake.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The phase that a connection is in: from the attempt to connect to the closed socket. Every race between the two ends, TLS,
 * the timers and the owner is decided here.
 */
public sealed interface Life permits Life.Connecting, Life.Open, Leaving, Life.Over {

    /** The phase before the socket is connected. */
    Connecting START = new Connecting(false, Optional.empty());

    /** Takes an event and says what to do. An event that means nothing in a phase changes nothing. */
    Step on(Event event);

    /** Whether a wait holds all that is queued. */
    default boolean held() {
        return false;
    }

    /** Whether a wait without an end holds all that is queued. */
    default boolean silent() {
        return false;
    }

    /** Whether the endpoint's effects are carried out and its inputs taken. */
    default boolean talks() {
        return false;
    }

    /** Whether bytes that come are dropped. */
    default boolean discards() {
        return true;
    }

    /** Whether {@link Event.Proceed} is wanted once there is nothing else to do. */
    default boolean waitsForTurn() {
        return false;
    }

    /** Whether the endpoint gets further frames. */
    default boolean takesFrames() {
        return false;
    }

    /**
     * What becomes of an event.
     *
     * @param actions to be carried out in this order, after the phase has changed
     */
    record Step(Life next, List<Action> actions) {
        public Step {
            actions = List.copyOf(actions);
        }
    }

    /** Stays in the phase and does this. */
    default Step stay(Action... actions) {
        return new Step(this, List.of(actions));
    }

    /** Goes on to a phase and does this. */
    static Step to(Life next, Action... actions) {
        return new Step(next, List.of(actions));
    }

    /** A phase in which the connection is up and neither end has left. */
    sealed interface Open extends Life permits Life.Clear, Upgrading, Secured {

        Flow flow();

        Open flow(Flow other);

        /** What TLS has reported so far. */
        TlsStory story();

        /** Whether TLS is up. */
        boolean secured();

        @Override
        default boolean held() {
            return flow().hold() != Flow.Hold.NONE;
        }

        @Override
        default boolean silent() {
            return flow().hold() == Flow.Hold.FOREVER;
        }

        @Override
        default boolean talks() {
            return true;
        }

        @Override
        default boolean discards() {
            return false;
        }

        @Override
        default boolean takesFrames() {
            return !flow().lastFrame();
        }
    }

    /** The socket connects; an end of it that shows before is kept, since the attempt itself tells what it was. */
    record Connecting(boolean leave, Optional<Event.EndOfInput> end) implements Life {

        @Override
        public boolean discards() {
            return false;
        }

        @Override
        public Step on(Event event) {
            if (event instanceof Event.Opened) {
                return new Step(Clear.START, opening());
            }
            if (event instanceof Event.Unconnected failed) {
                return unconnected(new Input.ConnectFailed(failed.why(), failed.detail()));
            }
            if (event instanceof Event.ResetWhileConnecting) {
                return to(
                        new Over(),
                        new Action.Open(),
                        new Action.Tell(new Input.PeerClosed(true, false)),
                        new Action.CloseSocket(),
                        new Action.Release());
            }
            if (event instanceof Event.GiveUp || event instanceof Event.Abort) {
                return unconnected(new Input.ConnectFailed(Input.Unconnected.UNTRIED, "given up"));
            }
            if (event instanceof Event.Leave) {
                return to(new Connecting(true, end));
            }
            return event instanceof Event.EndOfInput gone ? to(new Connecting(leave, Optional.of(gone))) : stay();
        }

        private List<Action> opening() {
            var actions = new ArrayList<Action>(List.of(new Action.Open()));
            if (leave) {
                actions.add(new Action.Raise(new Event.Leave()));
            }
            end.ifPresent(gone -> actions.add(new Action.Raise(gone)));
            return actions;
        }

        private static Step unconnected(Input.ConnectFailed failed) {
            return to(new Over(), new Action.Tell(failed), new Action.CloseSocket(), new Action.Release());
        }
    }

    /** Up, and no TLS has been asked for. */
    record Clear(Flow flow) implements Open {

        static final Clear START = new Clear(Flow.FREE);

        @Override
        public Clear flow(Flow other) {
            return new Clear(other);
        }

        @Override
        public TlsStory story() {
            return TlsStory.NONE;
        }

        @Override
        public boolean secured() {
            return false;
        }

        @Override
        public Step on(Event event) {
            return event instanceof Event.TlsAsked asked
                    ? to(new Upgrading(asked.role(), Upgrading.Progress.ASKED, Optional.empty(), TlsStory.NONE, flow))
                    : Ends.of(this, event);
        }
    }

    /** The socket is closed, or was never connected. */
    record Over() implements Life {

        @Override
        public Step on(Event event) {
            return stay();
        }
    }
}
