package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.handshake.Transcript.Kind;
import dev.rdplab.protocol.wire.Bytes;

/** The connection as one end saw it, while it is being told. */
final class View {

    private final Role role;
    private final Transcript transcript;
    private final long start;
    private Stage stage = Stage.CONNECT;
    private long entered;
    private boolean held;
    private String lastSent = "";
    private String lastReceived = "";

    View(Role role, int connection, long start) {
        this.role = role;
        this.transcript = new Transcript(role, connection);
        this.start = start;
        add(start, Kind.STAGE, "", "", Bytes.EMPTY, stage.word());
    }

    Stage stage() {
        return stage;
    }

    /** When {@link #stage()} began. */
    long entered() {
        return entered;
    }

    Transcript transcript() {
        return transcript;
    }

    /** Whether stages are not entered for now. */
    void hold(boolean on) {
        held = on;
    }

    /** Stages only go forward: what follows the session, such as a second activation, is part of it. */
    void enter(Stage next, long nanos) {
        if (!held && next.compareTo(stage) > 0) {
            stage = next;
            entered = nanos;
            add(nanos, Kind.STAGE, "", "", Bytes.EMPTY, next.word());
        }
    }

    void message(Role sender, String pdu, String carries, Bytes bytes, String detail, long nanos) {
        add(nanos, sender == role ? Kind.SENT : Kind.RECEIVED, pdu, carries, bytes, detail);
        if (pdu.isEmpty()) {
            return;
        }
        String title = carries.isEmpty() ? pdu : pdu + " (" + carries + ")";
        if (sender == role) {
            lastSent = title;
        } else {
            lastReceived = title;
        }
    }

    void note(Kind kind, String detail, long nanos) {
        add(nanos, kind, "", "", Bytes.EMPTY, detail);
    }

    /** @param where the stage that the verdict names; null where it is unknown */
    Ending end(Outcome outcome, Stage where, long nanos) {
        add(nanos, Kind.ENDING, "", "", Bytes.EMPTY, outcome.kind().word());
        return new Ending(outcome, where, lastSent, lastReceived);
    }

    private void add(long nanos, Kind kind, String pdu, String carries, Bytes bytes, String detail) {
        transcript.add(new Transcript.Event(Math.max(0, nanos - start), kind, stage, pdu, carries, bytes, detail));
    }
}
