package dev.rdplab.transport.memory;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.time.Duration;

/**
 * One end of a connection. Like a socket of Linux it delivers what came before an RST, answers data that come after it was
 * closed with an RST, and sends one instead of a FIN when it is closed with bytes unread.
 */
final class MemoryChannel extends MemorySocket {

    /** Bytes under way or unread above which the sender waits; about what a loopback takes. */
    static final int WINDOW = 1 << 20;

    /** How the peer has ended its side, as far as this end knows. */
    private enum End {
        NONE,
        FIN,
        RST
    }

    private final MemoryNetwork network;
    private final MemoryChannelConfig config = new MemoryChannelConfig(this, () -> wantsToRead = false);
    private final Unread unread = new Unread();
    private MemoryChannel peer;
    private ChannelPromise connecting;
    private boolean wantsToRead;
    private boolean reading;
    private boolean woken;
    private End end = End.NONE;
    /** Bytes that the peer has not read. */
    private int outstanding;

    /** The client's end of a connection. */
    MemoryChannel(MemoryNetwork network) {
        super(null);
        this.network = network;
        network.opened(this);
    }

    /** A server's end of a client's connection. */
    private MemoryChannel(MemoryServerChannel listener, MemoryChannel client) {
        super(listener);
        network = client.network;
        local = client.remote;
        remote = client.local;
        peer = client;
        active = true;
        network.opened(this);
    }

    // ---- connecting: SYN, its answer, and the ACK with which the server takes the connection

    private final class Unsafe extends AbstractUnsafe {

        @Override
        public void connect(SocketAddress to, SocketAddress from, ChannelPromise promise) {
            if (!promise.setUncancellable() || !ensureOpen(promise)) {
                return;
            }
            if (active || connecting != null) {
                promise.tryFailure(active ? new AlreadyConnectedException() : new ConnectionPendingException());
                return;
            }
            connecting = promise;
            remote = (InetSocketAddress) to;
            local = from == null ? network.ephemeral() : (InetSocketAddress) from;
            var limit = network.schedule(
                    Duration.ofMillis(config.getConnectTimeoutMillis()),
                    () -> failed(new ConnectTimeoutException("connection timed out: " + to)));
            promise.addListener(done -> limit.cancel(false));
            network.arriving(() -> {
                boolean listens = network.at(remote) != null;
                network.arriving(listens ? this::connected : () -> failed(refused()));
            });
        }

        private ConnectException refused() {
            return new ConnectException("Connection refused: " + remote);
        }

        private void failed(Exception why) {
            if (connecting != null) {
                var promise = connecting;
                connecting = null;
                promise.tryFailure(why);
                close(voidPromise());
            }
        }

        private void connected() {
            if (!open || connecting == null) {
                return;
            }
            active = true;
            // Before the client's first data, which go the same way.
            network.arriving(MemoryChannel.this::acknowledged);
            var promise = connecting;
            connecting = null;
            promise.trySuccess();
            if (open) {
                pipeline().fireChannelActive();
            }
        }

        private void resume() {
            if (open && !outputShutdown) {
                flush0();
            }
        }
    }

    /** At the server: takes the connection, or resets what the program does not take any more. */
    private void acknowledged() {
        var listener = network.at(remote);
        if (listener == null) {
            network.arriving(() -> ended(End.RST));
            return;
        }
        peer = new MemoryChannel(listener, this);
        listener.accept(peer);
    }

    // ---- sending

    @Override
    protected void doWrite(ChannelOutboundBuffer out) throws IOException {
        if (end == End.RST) {
            throw new IOException("Broken pipe");
        }
        // What one flush sends comes as one, as a gathering write does; a copy, since the sender may use its buffers
        // again.
        var flight = Unpooled.buffer();
        for (Object message = out.current(); message != null && outstanding < WINDOW; message = out.current()) {
            var bytes = (ByteBuf) message;
            int length = bytes.readableBytes();
            outstanding += length;
            flight.writeBytes(bytes, bytes.readerIndex(), length);
            out.progress(length);
            out.remove();
        }
        if (flight.isReadable()) {
            network.arriving(() -> deliver(flight));
        }
    }

    private void deliver(ByteBuf bytes) {
        if (peer == null || !peer.open) {
            bytes.release();
            network.arriving(() -> ended(End.RST));
        } else {
            peer.unread.add(bytes);
            peer.wakeUp();
        }
    }

    @Override
    protected void doShutdownOutput() {
        if (!outputShutdown) {
            outputShutdown = true;
            send(End.FIN);
        }
    }

    private void send(End how) {
        network.arriving(() -> {
            if (peer != null) {
                peer.ended(how);
            }
        });
    }

    // ---- receiving

    private void ended(End how) {
        if (open && how.compareTo(end) > 0) {
            end = how;
            wakeUp();
            ((Unsafe) unsafe()).resume(); // what waits to be sent will never be
        }
    }

    @Override
    protected void doBeginRead() {
        wantsToRead = true;
        if (!reading && (unread.size() > 0 || end != End.NONE && !inputShutdown)) {
            wakeUp();
        }
    }

    /** Reads, once all that comes at this moment is there: who writes twice in a row is read at once. */
    private void wakeUp() {
        if (!woken && isRegistered()) {
            woken = true;
            eventLoop().execute(() -> {
                woken = false;
                pull();
            });
        }
    }

    private void pull() {
        if (reading || !wantsToRead || !isRegistered()) {
            return;
        }
        reading = true;
        try {
            readBytes();
            if (open && wantsToRead && unread.size() == 0) {
                readEnd();
            }
        } finally {
            reading = false;
        }
        if (open && wantsToRead && unread.size() > 0) {
            wakeUp();
        }
    }

    private void readBytes() {
        if (unread.size() == 0) {
            return;
        }
        var handle = unsafe().recvBufAllocHandle();
        handle.reset(config);
        int before = unread.size();
        do {
            var buffer = handle.allocate(alloc());
            handle.attemptedBytesRead(buffer.writableBytes());
            handle.lastBytesRead(unread.moveTo(buffer));
            handle.incMessagesRead(1);
            wantsToRead = false;
            pipeline().fireChannelRead(buffer);
        } while (open && unread.size() > 0 && handle.continueReading());
        handle.readComplete();
        int taken = before - unread.size();
        pipeline().fireChannelReadComplete();
        taken(taken);
    }

    /** Tells the sender that there is room. */
    private void taken(int bytes) {
        var sender = peer;
        network.arriving(() -> {
            sender.outstanding -= bytes;
            ((Unsafe) sender.unsafe()).resume();
        });
    }

    private void readEnd() {
        if (end == End.NONE || inputShutdown) {
            return;
        }
        wantsToRead = false;
        if (end == End.RST) {
            pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
        }
        if (!open) {
            return;
        }
        inputShutdown = true;
        if (config.halfClosure()) {
            pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            pipeline().fireUserEventTriggered(ChannelInputShutdownReadComplete.INSTANCE);
        } else {
            close();
        }
    }

    // ---- the end

    @Override
    protected void doClose() {
        if (!open) {
            return;
        }
        open = false;
        network.closed(this);
        if (active && end != End.RST) {
            if (config.resets() || unread.size() > 0) {
                send(End.RST);
            } else {
                doShutdownOutput();
            }
        }
        active = false;
        unread.release();
        if (connecting != null) {
            connecting.tryFailure(new ClosedChannelException());
            connecting = null;
        }
    }

    @Override
    protected void doDisconnect() {
        doClose();
    }

    // ---- as a channel

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new Unsafe();
    }

    @Override
    public MemoryChannelConfig config() {
        return config;
    }
}
