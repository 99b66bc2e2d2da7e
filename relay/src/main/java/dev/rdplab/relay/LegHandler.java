package dev.rdplab.relay;

import dev.rdplab.protocol.Role;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The socket of one leg: tells FIN from RST, passes both on, and reads no faster than the other leg can send. */
final class LegHandler extends ChannelInboundHandlerAdapter implements Leg {

    /** Time for a peer to read what is left, when everything else is over. */
    private static final long DRAIN_SECONDS = 30;

    private final Role end;
    private final Duration halfClosed;
    private RelayedConnection connection;
    private Channel channel;
    private boolean writeFailed;
    private boolean gone;
    private boolean closing;
    private boolean moved; // something came since the half-closed connection was last looked at
    private Optional<InetSocketAddress> local = Optional.empty();
    private Optional<InetSocketAddress> peer = Optional.empty();

    /**
     * @param end who is at the other end of this socket
     * @param halfClosed limit for a connection that is half closed and on which nothing moves
     */
    LegHandler(Role end, Duration halfClosed) {
        this.end = end;
        this.halfClosed = halfClosed;
    }

    /** From now on what comes goes to the other leg. */
    void join(RelayedConnection joined) {
        connection = joined;
    }

    Channel channel() {
        return channel;
    }

    @Override
    public Optional<InetSocketAddress> local() {
        return local;
    }

    @Override
    public Optional<InetSocketAddress> peer() {
        return peer;
    }

    /** The socket is connected. */
    void up(Channel connected) {
        channel = connected;
        local = Optional.ofNullable((InetSocketAddress) connected.localAddress());
        peer = Optional.ofNullable((InetSocketAddress) connected.remoteAddress());
    }

    @Override
    public boolean open() {
        return channel != null && channel.isOpen();
    }

    // ---- from the socket

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        moved = true;
        connection.received(end, (ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        connection.flush(end.peer());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        connection.throttle();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            gone(writeFailed);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            gone(true);
        } else {
            connection.defect(cause);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gone(true);
    }

    private void gone(boolean reset) {
        if (closing) {
            return;
        }
        if (!gone) {
            gone = true;
            connection.ended(end, reset);
        } else if (reset) {
            connection.resetAfterFin(end);
        }
    }

    // ---- to the socket

    @Override
    public boolean writable() {
        return channel == null || channel.isWritable();
    }

    @Override
    public void reading(boolean on) {
        if (open() && channel.config().isAutoRead() != on) {
            channel.config().setAutoRead(on);
        }
    }

    @Override
    public void write(ByteBuf bytes) {
        if (!open()) {
            bytes.release();
            return;
        }
        watch(channel.write(bytes));
    }

    @Override
    public void flush() {
        if (open()) {
            channel.flush();
        }
    }

    private void watch(ChannelFuture write) {
        if (!write.isSuccess()) {
            write.addListener(done -> {
                // A reset met by a write shows as an end of input to the reader: remember which it was.
                if (done.cause() instanceof IOException) {
                    writeFailed = true;
                    reading(true);
                    if (gone) { // nothing more is read that could show it
                        gone(true);
                    }
                }
            });
        }
    }

    @Override
    public void fin() {
        if (open()) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> {
                if (channel.isOpen()) {
                    ((DuplexChannel) channel).shutdownOutput();
                }
            });
            endWhenNothingMoves();
        }
    }

    /** Behind the FIN to this end: the end may still send, but need not keep the connection for ever. */
    private void endWhenNothingMoves() {
        moved = false;
        long waiting = waiting();
        var timer =
                channel.eventLoop().schedule(() -> nothingMoved(waiting), halfClosed.toNanos(), TimeUnit.NANOSECONDS);
        channel.closeFuture().addListener(closed -> timer.cancel(false));
    }

    private void nothingMoved(long before) {
        if (!open() || closing) {
            return;
        }
        if (moved || waiting() != before) {
            endWhenNothingMoves();
        } else {
            connection.halfClosedInVain(end);
        }
    }

    /** Bytes that this end has not taken yet. */
    private long waiting() {
        var buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    @Override
    public void reset() {
        if (open()) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> resetNow());
            resetAfter(1); // it may not read any more
        }
    }

    private void resetNow() {
        if (channel.isOpen()) {
            closing = true;
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }

    @Override
    public void close() {
        if (open()) {
            closing = true;
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> channel.close());
            resetAfter(DRAIN_SECONDS);
        }
    }

    private void resetAfter(long seconds) {
        var timer = channel.eventLoop().schedule(this::resetNow, seconds, TimeUnit.SECONDS);
        channel.closeFuture().addListener(closed -> timer.cancel(false));
    }
}
