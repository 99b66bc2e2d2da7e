package dev.rdplab.relay;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.wire.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The connection from a client and the one to the server, joined. Belongs to one event loop. Without faults bytes pass as they
 * come, and are only read along; with faults a message passes when it is whole.
 */
final class RelayedConnection {

    private final int number;
    private final RelayOptions options;
    private final EventExecutor loop;
    private final LongSupplier clock;
    private final long startNanos;
    private final boolean plain;
    private final Sight sight;
    private final Map<Role, ? extends Leg> legs;
    private final Map<Role, LegStory> stories = new EnumMap<>(Role.class);
    private final Map<Role, Passage> passages = new EnumMap<>(Role.class);
    private final FaultSeam faults;
    private final Holds holds;
    private final Closing closing;
    private Stage entered;
    private boolean joined;
    private boolean unconnected;
    private boolean stopped;
    private boolean running;
    private boolean reported;

    /**
     * @param legs by the end that is there
     * @param interceptors what acts in the name of each end
     */
    RelayedConnection(
            int number,
            RelayOptions options,
            EventExecutor loop,
            LongSupplier clock,
            long startNanos,
            Map<Role, ? extends Leg> legs,
            Sight sight,
            Map<Role, Interceptor> interceptors) {
        this.number = number;
        this.options = options;
        this.loop = loop;
        this.clock = clock;
        this.startNanos = startNanos;
        this.legs = legs;
        this.sight = sight;
        for (Role role : Role.values()) {
            stories.put(role, new LegStory(number, clock, sight, options.recorded()));
            passages.put(role, new Passage(role));
        }
        entered = sight.begun();
        faults = new FaultSeam(number, sight, interceptors, passages, stories);
        plain = faults.none();
        holds = new Holds(loop, () -> {
            run();
            throttle();
        });
        closing = new Closing(loop, legs, passages, stories);
    }

    // ---- connecting

    /** Both legs are connected. */
    void joined() {
        joined = true;
        if (stopped) { // while the server's socket was still to come
            legs.values().forEach(Leg::reset);
            return;
        }
        enterStage();
        legs.values().forEach(leg -> leg.reading(true));
        run();
    }

    /** The server cannot be reached: the client's connection is reset. */
    void unconnected(EndingKind kind, Role by, String detail) {
        unconnected = true;
        stories.get(Role.SERVER).unconnected(kind, by, detail);
        if (!stories.get(Role.CLIENT).ended()) {
            stories.get(Role.CLIENT)
                    .unconnected(EndingKind.CLOSED_RST, Role.SERVER, "the server cannot be reached: " + detail);
        }
        legs.get(Role.CLIENT).reset();
    }

    // ---- what the sockets tell

    void received(Role sender, ByteBuf buffer) {
        var passage = passages.get(sender);
        if (passage.state() != Passage.State.OPEN) {
            buffer.release();
            return;
        }
        if (plain
                && joined
                && passage.free()
                && sight.done()
                && stories.get(sender).full()) {
            stories.values().forEach(story -> story.count(sender, buffer.readableBytes()));
            var receiving = legs.get(sender.peer());
            receiving.write(buffer);
            if (!receiving.writable()) {
                receiving.flush(); // often the kernel takes it, and the sender need not be stopped
            }
            throttle();
            return;
        }
        byte[] array = new byte[buffer.readableBytes()];
        buffer.readBytes(array);
        buffer.release();
        var bytes = Bytes.wrap(array);
        stories.get(sender).carried(sender, bytes);
        if (plain && joined && passage.free()) {
            write(sender, bytes);
        } else if (plain) { // a FIN makes the kernel's data be read before the server is connected
            passage.add(new Piece.Write(bytes));
        }
        sight.feed(sender, bytes, message -> message(sender, message));
        run();
        throttle();
    }

    /** The end of what one end sends. */
    void ended(Role end, boolean reset) {
        stories.get(end).ended(end, reset);
        var passage = passages.get(end);
        holds.release(passages.get(end.peer())); // no end is left that waits for what a fault holds
        if (!plain) {
            var rest = sight.rest(end);
            if (!rest.isEmpty()) {
                passage.add(new Piece.Pass(Message.raw("", rest)));
            }
        }
        holds.release(passage);
        if (passage.state() == Passage.State.OPEN) {
            passage.add(reset ? new Piece.Rst() : new Piece.Fin());
        }
        if (reset) {
            run();
            passages.get(end.peer()).state(Passage.State.CUT);
            legs.get(end).close();
        }
        run();
        closing.settle();
    }

    /** A RST behind a FIN: the end cannot be reached any more. */
    void resetAfterFin(Role end) {
        closing.resetAfterFin(end);
    }

    /** Nothing moves any more, but an end keeps its side open behind the other's FIN. */
    void halfClosedInVain(Role end) {
        closing.inVain(end);
    }

    void defect(Throwable cause) {
        stop("defect of the relay: " + cause);
    }

    /** A leg is closed whose end has not ended it: the relay itself has, for this reason. */
    void lost(Role end, String why) {
        if (passages.get(end).state() == Passage.State.OPEN && !stories.get(end).ended()) {
            stop("the relay ended the leg of the " + end.word() + (why.isEmpty() ? "" : ": " + why));
        }
    }

    void abort() {
        loop.execute(() -> stop("the relay was stopped"));
    }

    /** The relay itself resets both legs: on each it stands for the other end. */
    private void stop(String why) {
        stopped = true;
        stories.forEach((end, story) -> story.stopped(end.peer(), why));
        legs.values().forEach(Leg::reset);
    }

    void flush(Role end) {
        legs.get(end).flush();
    }

    /** Reads no faster than the other leg can send, and no more than a passage may hold. */
    void throttle() {
        for (Role sender : Role.values()) {
            boolean full =
                    passages.get(sender).full() || !legs.get(sender.peer()).writable();
            legs.get(sender).reading(!full || passages.get(sender).state() != Passage.State.OPEN);
        }
    }

    // ---- messages

    private void message(Role sender, Message message) {
        enterStage();
        stories.get(sender).message(sender, message);
        if (plain) {
            stories.get(sender.peer()).message(sender, message);
        } else if (message.pdu().isEmpty()) {
            passages.get(sender).add(new Piece.Pass(message));
        } else {
            faults.passing(sender, message);
        }
        if (sight.tlsBegins()) {
            sight.beginTls();
            enterStage();
        }
    }

    private void enterStage() {
        var known = sight.knownStage();
        if (known.isEmpty() || known.get() == entered) {
            return;
        }
        entered = known.get();
        stories.values().forEach(story -> story.entered(entered));
        faults.entered(entered);
    }

    // ---- passages

    private void run() {
        if (running || !joined) {
            return;
        }
        running = true;
        try {
            boolean moved = true;
            while (moved) {
                moved = false;
                for (var passage : passages.values()) {
                    for (var piece = passage.next(); piece != null; piece = passage.next()) {
                        moved = true;
                        perform(passage, piece);
                    }
                }
            }
        } finally {
            running = false;
        }
        legs.values().forEach(Leg::flush);
    }

    private void perform(Passage passage, Piece piece) {
        Role sender = passage.sender();
        if (piece instanceof Piece.Pass pass) {
            stories.get(sender.peer()).message(sender, pass.message());
            passage.addFirst(faults.onWire(sender, pass.message().bytes()));
        } else if (piece instanceof Piece.Write write) {
            write(sender, write.bytes());
            flush(sender.peer()); // what a fault has cut up must not come together again
        } else if (piece instanceof Piece.Wait wait) {
            holds.hold(passage, wait.howLong());
        } else {
            closing.pass(passage, piece);
        }
    }

    private void write(Role sender, Bytes bytes) {
        if (!bytes.isEmpty()) {
            stories.get(sender.peer()).carried(sender, bytes);
            legs.get(sender.peer()).write(bytes);
        }
    }

    // ---- ends

    /** A socket is closed. @return whether both are */
    boolean closed() {
        if (reported) {
            return false;
        }
        if ((joined || unconnected) && closing.allClosed()) { // before that the server's socket is still to come
            reported = true;
            holds.cancel();
            stories.forEach((end, story) -> {
                if (!story.ended()) {
                    story.ended(end, true);
                }
            });
            options.finished().accept(RelayReport.of(number, stories, legs, startNanos, clock.getAsLong(), faults::as));
            return true;
        }
        closing.closeTheOther();
        return false;
    }
}
