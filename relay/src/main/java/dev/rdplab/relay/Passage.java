package dev.rdplab.relay;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Effect;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** One direction: what one end has sent, in order, on its way to the other. Pure: its owner carries out the pieces. */
final class Passage {

    /** Bytes that may wait here before the sender is read no further. */
    static final int MOST_WAITING = 256 << 10;

    /** How far a passage has come. */
    enum State {
        /** Bytes pass. */
        OPEN,
        /** The FIN was passed on. */
        FINISHED,
        /** A fault or an RST has ended it: what still comes is dropped. */
        CUT
    }

    private final Role sender;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private State state = State.OPEN;
    private boolean held;
    private long waiting;

    Passage(Role sender) {
        this.sender = sender;
    }

    Role sender() {
        return sender;
    }

    State state() {
        return state;
    }

    void state(State reached) {
        state = reached;
        if (reached == State.CUT) {
            pieces.clear();
            waiting = 0;
        }
    }

    void add(Piece piece) {
        if (state == State.OPEN) {
            pieces.add(piece);
            waiting += size(piece);
        }
    }

    /** Puts these before everything that waits. */
    void addFirst(List<Piece> before) {
        for (int i = before.size() - 1; i >= 0; i--) {
            pieces.addFirst(before.get(i));
            waiting += size(before.get(i));
        }
    }

    /** Takes the piece that is next; null when there is none or a wait holds it. */
    Piece next() {
        if (held || state != State.OPEN) {
            return null;
        }
        var next = pieces.poll();
        waiting -= next == null ? 0 : size(next);
        return next;
    }

    void hold() {
        held = true;
    }

    void release() {
        held = false;
    }

    boolean held() {
        return held;
    }

    /** Whether so much waits that the sender is to be read no further. */
    boolean full() {
        return waiting > MOST_WAITING;
    }

    /** Whether nothing waits, so that bytes may pass at once. */
    boolean free() {
        return state == State.OPEN && !held && pieces.isEmpty();
    }

    private static int size(Piece piece) {
        if (piece instanceof Piece.Pass pass) {
            return pass.message().bytes().length();
        }
        return piece instanceof Piece.Write write ? write.bytes().length() : 0;
    }

    /** What an effect in the sender's name becomes here. */
    static Piece piece(Effect effect) {
        if (effect instanceof Effect.Send send) {
            return new Piece.Pass(send.message());
        }
        if (effect instanceof Effect.Wait wait) {
            return new Piece.Wait(wait.howLong());
        }
        return effect instanceof Effect.Abort ? new Piece.Abort() : new Piece.Close();
    }

    static boolean endless(Duration howLong) {
        return howLong.compareTo(Effect.Wait.FOREVER) >= 0;
    }
}
