package dev.rdplab.transport;

import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Endpoint;
import dev.rdplab.protocol.handshake.Input;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** An endpoint with the effects that it still wants carried out and the bytes that it has not taken yet. */
final class Conversation {

    private final Connection connection;
    private final ConnectionSetup setup;
    private final FrameBuffer unread = new FrameBuffer();
    private PlainStream.Reader reader; // null: the endpoint reads
    private Queue<Effect> effects; // there is one only while it holds something: thousands of connections may be idle

    Conversation(Connection connection, ConnectionSetup setup) {
        this.connection = connection;
        this.setup = setup;
    }

    Endpoint endpoint() {
        return setup.endpoint();
    }

    boolean over() {
        return endpoint().ending().isPresent();
    }

    /** Feeds the endpoint and queues what it wants done. @return false when that is more than any fault should want */
    boolean tell(Input input) {
        long now = setup.clock().getAsLong();
        boolean hadEnding = over();
        queue(endpoint().on(input, now));
        setup.listener().after(connection, input);
        if (!hadEnding && over()) {
            setup.listener().ended(connection, endpoint().ending().orElseThrow(), now);
        }
        return effects == null || effects.size() <= Steps.MOST;
    }

    private void queue(List<Effect> more) {
        if (effects == null) {
            effects = more.isEmpty() ? null : new ArrayDeque<>(more);
        } else {
            effects.addAll(more);
        }
    }

    /** Takes the effect that is next; empty when there is none. */
    Optional<Effect> nextEffect() {
        if (effects == null) {
            return Optional.empty();
        }
        var next = Optional.of(effects.remove());
        effects = effects.isEmpty() ? null : effects;
        return next;
    }

    /** Takes the frame that is next; empty when more bytes must come first or nothing is expected. */
    Optional<Input> nextFrame() {
        return unread.next(endpoint().expects(), endpoint().stage());
    }

    FrameBuffer unread() {
        return unread;
    }

    /** From now on bytes are this reader's. */
    void reader(PlainStream.Reader other) {
        reader = other;
        var early = unread.takeAll();
        if (!early.isEmpty()) {
            reader.received(Unpooled.wrappedBuffer(early.toArray()));
        }
    }

    /** Tells a reader that has taken over: the socket has no more for now. */
    void readComplete() {
        if (reader != null) {
            reader.readComplete();
        }
    }

    /** Tells a reader that has taken over. */
    void writabilityChanged() {
        if (reader != null) {
            reader.writabilityChanged();
        }
    }

    /** Takes the buffer over. */
    void received(ByteBufAllocator allocator, ByteBuf buffer) {
        if (reader != null) {
            reader.received(buffer);
        } else if (over()) {
            buffer.release(); // nobody will read it
        } else {
            unread.add(allocator, buffer);
        }
    }

    /** Drops the effects that are queued. */
    void drop() {
        effects = null;
    }
}
