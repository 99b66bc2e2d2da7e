package dev.rdplab.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/**
 * A TCP connection of which the kernel is asked how it goes: for measuring a path, not for a handshake. It is used by the thread
 * that made its loops. Bytes received beyond {@link #KEPT} are counted and not kept.
 */
public final class MeasuredSocket implements AutoCloseable {

    /** Bytes kept of what the peer sends. */
    public static final int KEPT = 1 << 16;

    /** How long the kernel's view may be old. */
    private static final Duration LOOK = Duration.ofMillis(1);

    private static final Duration CLOSING = Duration.ofSeconds(1);

    /** How a connection is, as far as its end tells. */
    public enum State {
        /** Both ends may send. */
        OPEN,
        /** The peer, or a box in its name, sent FIN. */
        FIN,
        /** A RST came. */
        RESET,
        /** The kernel gave up, or an ICMP error ended it. */
        FAILED
    }

    private final Progress progress;
    private final EventLoops loops;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Channel channel;
    private final Duration connecting;
    private final Optional<String> failure;
    private volatile State state = State.OPEN;
    private volatile long bytes;

    private MeasuredSocket(EventLoops loops, InetSocketAddress peer, Duration limit, OptionalInt maxSegment) {
        this.loops = loops;
        progress = loops.progress();
        Bootstrap bootstrap = loops.client()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.max(1, limit.toMillis()))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .handler(new Reader());
        if (loops.backend() == EventLoops.Backend.EPOLL) {
            maxSegment.ifPresent(most -> bootstrap.option(Connector.MAX_SEGMENT, most));
        }
        long began = System.nanoTime();
        var connected = bootstrap.connect(peer);
        loops.await(connected);
        connecting = Duration.ofNanos(System.nanoTime() - began);
        channel = connected.channel();
        failure = connected.isSuccess()
                ? Optional.empty()
                : Optional.of(ConnectFailure.of(connected.cause(), connecting).detail(connected.cause(), limit));
    }

    /**
     * Connects and waits for it.
     *
     * @param peer resolved
     * @param maxSegment bytes of payload that both sides may put into a segment; empty for what the kernel finds. Only
     *     {@link EventLoops.Backend#EPOLL} can ask
     */
    public static MeasuredSocket connect(
            EventLoops loops, InetSocketAddress peer, Duration limit, OptionalInt maxSegment) {
        return new MeasuredSocket(loops, peer, limit, maxSegment);
    }

    /** Why there is no connection; empty when there is one. */
    public Optional<String> failure() {
        return failure;
    }

    /** How long connecting took. */
    public Duration connecting() {
        return connecting;
    }

    /** Hands bytes to the kernel in one call: one segment, if they fit and nothing waits before them. */
    public void send(byte[] part) {
        channel.writeAndFlush(Unpooled.wrappedBuffer(part));
    }

    /** Waits until something is so or the connection has ended; the limit bounds it. */
    public boolean await(BooleanSupplier reached, Duration limit) throws InterruptedException {
        long until = System.nanoTime() + limit.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() - until >= 0 || state == State.RESET || state == State.FAILED) {
                return reached.getAsBoolean();
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            progress.await(() -> false, LOOK);
        }
        return true;
    }

    /** What the kernel knows; empty on systems other than Linux and after the end. */
    public Optional<TcpDetails> details() {
        return TcpDetails.of(channel);
    }

    public State state() {
        return state;
    }

    /** How many bytes the peer has sent. */
    public long received() {
        return bytes;
    }

    /** The first bytes of it, up to {@link #KEPT}. */
    public byte[] bytes() {
        synchronized (received) {
            return received.toByteArray();
        }
    }

    /** Closes in order; what was sent is still delivered. */
    @Override
    public void close() {
        var closed = channel.close();
        long until = System.nanoTime() + CLOSING.toNanos();
        while (!closed.isDone() && System.nanoTime() - until < 0) {
            loops.await(closed);
        }
    }

    private final class Reader extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var part = (ByteBuf) message;
            try {
                bytes += part.readableBytes();
                synchronized (received) {
                    var kept = new byte[Math.min(part.readableBytes(), KEPT - received.size())];
                    part.readBytes(kept);
                    received.writeBytes(kept);
                }
            } finally {
                part.release();
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof ChannelInputShutdownEvent && state == State.OPEN) {
                state = State.FIN;
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            state = ConnectFailure.of(cause, Duration.ZERO) == ConnectFailure.RESET ? State.RESET : State.FAILED;
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (state == State.OPEN) {
                state = State.FAILED;
            }
        }
    }
}
