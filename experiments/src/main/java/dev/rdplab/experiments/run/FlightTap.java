package dev.rdplab.experiments.run;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Notes what one end of one connection reads, writes and enters, until its session is up. Changes nothing. */
final class FlightTap implements Interceptor {

    /** What happened. */
    enum Kind {
        READ,
        WRITE,
        ENTER
    }

    /**
     * @param nanos of {@link System#nanoTime}, which both ends share
     * @param bytes read or written
     * @param stage that was entered, or in which it happened
     */
    record Event(long nanos, Kind kind, int bytes, Stage stage) {}

    private final Role role;
    private final long begun = System.nanoTime();
    private final List<Event> events = new ArrayList<>();
    private Stage stage = Stage.CONNECT;

    FlightTap(Role role) {
        this.role = role;
    }

    Role role() {
        return role;
    }

    /** When the connection of this end began to be made. */
    long begun() {
        return begun;
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    @Override
    public synchronized List<Effect> entered(Role end, int connection, Stage entered) {
        if (entered != stage) {
            add(Kind.ENTER, 0, entered);
            stage = entered;
        }
        return List.of();
    }

    @Override
    public boolean watchesWire() {
        return true;
    }

    @Override
    public synchronized List<Effect> wire(Role end, int connection, Role sender, long offset, Bytes chunk) {
        add(sender == role ? Kind.WRITE : Kind.READ, chunk.length(), stage);
        return List.of(new Effect.Send(Message.raw("", chunk), Effect.Layer.WIRE));
    }

    private void add(Kind kind, int bytes, Stage where) {
        if (stage != Stage.ACTIVE) {
            events.add(new Event(System.nanoTime(), kind, bytes, where));
        }
    }
}
