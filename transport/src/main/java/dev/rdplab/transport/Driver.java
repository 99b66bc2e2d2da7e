package dev.rdplab.transport;

import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.protocol.tls.TlsAlert;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.transport.life.Event;
import dev.rdplab.transport.life.Life;
import dev.rdplab.transport.life.Upgrading;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Drives one connection: hands events to its {@link Life}, has the actions carried out, and in between carries out the
 * endpoint's effects and feeds it frames for as long as nothing holds them.
 */
final class Driver {

    /** In every record, whatever was agreed, RFC 8446 section 5.1. */
    private static final int RECORD_VERSION = 0x0303;

    private final SocketHandler socket;
    private final LiveConnection connection;
    private final Conversation conversation;
    private final Performer performer;
    private Life life = Life.START;
    private boolean draining;

    /** @param gone called on the event loop when the socket is closed, before the listener is called */
    Driver(SocketHandler socket, ConnectionSetup setup, Consumer<LiveConnection> gone) {
        this.socket = socket;
        connection = new LiveConnection(socket, this, setup);
        conversation = new Conversation(connection, setup);
        performer = new Performer(socket, this, gone);
    }

    LiveConnection connection() {
        return connection;
    }

    Conversation conversation() {
        return conversation;
    }

    Life life() {
        return life;
    }

    Remarks remarks() {
        return new Remarks(connection.endpoint(), connection.setup().clock());
    }

    /** Whether what the socket reads goes through TLS first. */
    boolean aboveTls() {
        return performer.aboveTls();
    }

    /** Handles an event: does what follows from it, then what is queued. */
    void on(Event event) {
        try {
            apply(event);
        } catch (RuntimeException | Error defect) {
            defect(defect);
        }
        drain();
    }

    void apply(Event event) {
        var step = life.on(event);
        life = step.next();
        for (var action : step.actions()) {
            performer.perform(action);
        }
    }

    /** Carries out effects and feeds inputs for as long as nothing holds them. */
    void drain() {
        if (draining || socket.context() == null) {
            return;
        }
        draining = true;
        try {
            while (life.talks() && !life.held() && socket.idle() && step()) {
                // each step leaves the next to be asked for anew
            }
        } catch (RuntimeException | Error defect) {
            defect(defect);
        } finally {
            draining = false;
        }
    }

    /** @return false when there is nothing to do until something comes */
    private boolean step() {
        var effect = conversation.nextEffect();
        if (effect.isPresent()) {
            carryOut(effect.get());
            return true;
        }
        if (life.waitsForTurn()) {
            apply(new Event.Proceed());
            return true;
        }
        var frame = life.takesFrames() ? conversation.nextFrame() : Optional.<Input>empty();
        frame.ifPresent(this::tell);
        return frame.isPresent();
    }

    /** Feeds the endpoint. */
    void tell(Input input) {
        boolean bounded = conversation.tell(input);
        performer.watchDeadline();
        if (!bounded) {
            outOfHand("more than " + Steps.MOST + " effects queued");
        }
    }

    void carryOut(Effect effect) {
        if (effect instanceof Effect.Send send) {
            send(send);
        } else if (effect instanceof Effect.Alert alert) {
            alert(alert);
        } else if (effect instanceof Effect.StartTls) {
            apply(new Event.TlsAsked(connection.endpoint().role()));
        } else if (effect instanceof Effect.Wait wait) {
            apply(new Event.Pause(wait.howLong()));
        } else if (effect instanceof Effect.Close close) {
            apply(new Event.Close(close.manner()));
        } else {
            apply(new Event.Abort());
        }
    }

    private void alert(Effect.Alert effect) {
        var alert = new TlsAlert(effect.level(), effect.description());
        if (life instanceof Life.Open open && open.secured()) {
            performer.sendAlert(alert);
        } else {
            socket.add(new Work.BytesLeaving(alert.record(RECORD_VERSION)));
        }
    }

    private void send(Effect.Send send) {
        Bytes bytes = send.message().bytes();
        if (send.layer() == Effect.Layer.WIRE) {
            socket.add(new Work.BytesLeaving(bytes));
            return;
        }
        if (life instanceof Upgrading upgrade && upgrade.progress() == Upgrading.Progress.ASKED) {
            apply(new Event.Proceed());
        }
        socket.context().channel().writeAndFlush(SocketHandler.wrapped(bytes));
    }

    /** A bound of ours was reached. */
    void outOfHand(String what) {
        remarks().signal(what);
        conversation.drop();
        apply(new Event.Abort());
    }

    /** An error of this program, not of the peer: written to the transcript, and the connection is reset. */
    void defect(Throwable cause) {
        // Made when there is something to log: that is seldom, and the first logger of a process is dear.
        LoggerFactory.getLogger(Driver.class)
                .debug("connection {} is given up", connection.endpoint().connection(), cause);
        outOfHand("defect: " + cause);
    }
}
