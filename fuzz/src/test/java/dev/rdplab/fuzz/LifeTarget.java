package dev.rdplab.fuzz;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.tls.TlsAlert;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.transport.life.Event;
import dev.rdplab.transport.life.Life;
import dev.rdplab.transport.life.TlsFailure;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** The life of a connection under any order of events, a byte each: no event is refused, and what is over stays over. */
public final class LifeTarget {

    private static final TlsSession SESSION = new TlsSession("TLSv1.3", "SUITE", Bytes.EMPTY, Bytes.EMPTY);

    private static final List<Event> EVENTS = List.of(
            new Event.Opened(),
            new Event.Unconnected(Input.Unconnected.REFUSED, "refused"),
            new Event.ResetWhileConnecting(),
            new Event.EndOfInput(false),
            new Event.EndOfInput(true),
            new Event.WriteFailed(),
            new Event.Flushed(),
            new Event.SocketClosed(),
            new Event.Due(Event.Timer.WAIT),
            new Event.Due(Event.Timer.STAGE),
            new Event.Due(Event.Timer.DRAIN),
            new Event.Pause(Duration.ZERO),
            new Event.Pause(Duration.ofSeconds(1)),
            new Event.Pause(Effect.Wait.FOREVER),
            new Event.Close(Effect.Manner.values()[0]),
            new Event.Close(Effect.Manner.values()[Effect.Manner.values().length - 1]),
            new Event.Abort(),
            new Event.FinDue(),
            new Event.TlsAsked(Role.SERVER),
            new Event.TlsAsked(Role.CLIENT),
            new Event.Proceed(),
            new Event.TlsBytes(Bytes.EMPTY),
            new Event.TlsBytes(Bytes.fromHex("1503030002022f")),
            new Event.TlsUp(SESSION),
            new Event.TlsBroken(new TlsFailure("bad", OptionalInt.of(40), OptionalInt.empty(), false)),
            new Event.TlsBroken(new TlsFailure("gone", OptionalInt.empty(), OptionalInt.empty(), true)),
            new Event.Alert(new TlsAlert(2, 48), false),
            new Event.Alert(new TlsAlert(2, 80), true),
            new Event.Alert(new TlsAlert(1, 0), false),
            new Event.CloseNotify(),
            new Event.Settle(),
            new Event.LastFrame(),
            new Event.Leave(),
            new Event.GiveUp());

    private LifeTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        Life life = Life.START;
        boolean over = false;
        for (byte each : input) {
            var step = life.on(EVENTS.get((each & 0xff) % EVENTS.size()));
            over |= step.next() instanceof Life.Over;
            if (over && !(step.next() instanceof Life.Over)) {
                throw new AssertionError("a connection that was over is " + step.next());
            }
            if (over && life instanceof Life.Over && !step.actions().isEmpty()) {
                throw new AssertionError("over, and still does " + step.actions());
            }
            life = step.next();
        }
    }
}
