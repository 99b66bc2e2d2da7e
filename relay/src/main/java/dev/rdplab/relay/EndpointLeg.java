package dev.rdplab.relay;

import dev.rdplab.protocol.Role;
import dev.rdplab.transport.Connection;
import dev.rdplab.transport.PlainStream;
import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** One leg of an open relay, above TLS: taken over from an endpoint when that has authenticated. */
final class EndpointLeg implements Leg, PlainStream.Reader {

    private static final int MOST_UNFLUSHED = 64 << 10;

    private final Role end;
    private final Connection connection;
    private final Deque<ByteBuf> early = new ArrayDeque<>(); // until both legs are joined
    private final PlainStream stream;
    private RelayedConnection joined;
    private int unflushed;
    private boolean open = true;

    /** @param end who is at the other end of this leg */
    EndpointLeg(Role end, Connection connection) {
        this.end = end;
        this.connection = connection;
        this.stream = connection.takeOver(this);
        stream.reading(false);
    }

    PlainStream stream() {
        return stream;
    }

    Connection connection() {
        return connection;
    }

    /** From now on bytes go to the other leg. */
    void join(RelayedConnection other) {
        joined = other;
        while (!early.isEmpty()) {
            joined.received(end, early.poll());
        }
    }

    /** The socket is closed. */
    void closed() {
        open = false;
        early.forEach(ByteBuf::release);
        early.clear();
    }

    @Override
    public void received(ByteBuf bytes) {
        if (joined == null) {
            early.add(bytes);
        } else {
            joined.received(end, bytes);
        }
    }

    @Override
    public void readComplete() {
        if (joined != null) {
            joined.flush(end.peer());
        }
    }

    @Override
    public void writabilityChanged() {
        if (joined != null) {
            joined.throttle();
        }
    }

    @Override
    public boolean open() {
        return open;
    }

    @Override
    public boolean writable() {
        return stream.writable();
    }

    @Override
    public void reading(boolean on) {
        if (open) {
            stream.reading(on);
        }
    }

    @Override
    public void write(ByteBuf bytes) {
        if (!open) {
            bytes.release();
            return;
        }
        unflushed += bytes.readableBytes();
        stream.write(bytes);
        if (unflushed >= MOST_UNFLUSHED) { // TLS takes it only then, and only what TLS has taken counts for writable
            flush();
        }
    }

    @Override
    public void flush() {
        if (open && unflushed > 0) {
            unflushed = 0;
            stream.flush();
        }
    }

    @Override
    public void fin() {
        flush();
        stream.finish();
    }

    @Override
    public void reset() {
        flush();
        stream.reset();
    }

    @Override
    public void close() {
        flush();
        stream.finish();
    }

    @Override
    public Optional<InetSocketAddress> local() {
        return Optional.ofNullable(connection.local());
    }

    @Override
    public Optional<InetSocketAddress> peer() {
        return Optional.ofNullable(connection.remote());
    }
}
