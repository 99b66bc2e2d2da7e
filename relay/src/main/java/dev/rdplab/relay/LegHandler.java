package dev.rdplab.relay;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.wire.Bytes;
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
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The socket of one leg: tells FIN from RST, passes both on, and reads no faster than the other leg can send. */
final class LegHandler extends ChannelInboundHandlerAdapter {

    private final Role end;
    private final RelayedConnection connection;
    private Channel channel;
    private boolean writeFailed;
    private boolean gone;
    private boolean closing;
    private Optional<InetSocketAddress> local = Optional.empty();
    private Optional<InetSocketAddress> peer = Optional.empty();

    /** @param end who is at the other end of this socket */
    LegHandler(Role end, RelayedConnection connection) {
        this.end = end;
        this.connection = connection;
    }

    Channel channel() {
        return channel;
    }

    Optional<InetSocketAddress> local() {
        return local;
    }

    Optional<InetSocketAddress> peer() {
        return peer;
    }

    /** The socket is connected. */
    void up(Channel connected) {
        channel = connected;
        local = Optional.ofNullable((InetSocketAddress) connected.localAddress());
        peer = Optional.ofNullable((InetSocketAddress) connected.remoteAddress());
    }

    boolean open() {
        return channel != null && channel.isOpen();
    }

    // ---- from the socket

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
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

    boolean writable() {
        return channel == null || channel.isWritable();
    }

    void reading(boolean on) {
        if (open() && channel.config().isAutoRead() != on) {
            channel.config().setAutoRead(on);
        }
    }

    void write(ByteBuf bytes) {
        if (!open()) {
            bytes.release();
            return;
        }
        watch(channel.write(bytes));
    }

    void write(Bytes bytes) {
        write(Unpooled.wrappedBuffer(bytes.toArray()));
    }

    void flush() {
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

    /** FIN, when all before it is out. */
    void fin() {
        if (open()) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> {
                if (channel.isOpen()) {
                    ((DuplexChannel) channel).shutdownOutput();
                }
            });
        }
    }

    /** RST, when all before it is out. */
    void reset() {
        if (open()) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> resetNow());
            channel.eventLoop().schedule(this::resetNow, 1, TimeUnit.SECONDS); // it may not read any more
        }
    }

    private void resetNow() {
        if (channel.isOpen()) {
            closing = true;
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }

    /** Closes what is over already. */
    void close() {
        if (open()) {
            closing = true;
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> channel.close());
        }
    }
}
