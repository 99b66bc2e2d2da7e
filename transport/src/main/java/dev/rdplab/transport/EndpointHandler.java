package dev.rdplab.transport;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.Endpoint;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Framing;
import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.tls.TlsRecord;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one {@link Endpoint}: cuts the bytes as its state expects, feeds it, carries out its effects one after the other
 * and watches its deadlines. While a wait holds the effects no further input is fed, but for the peer's close and a
 * deadline, which cut the wait short.
 */
final class EndpointHandler extends ChannelInboundHandlerAdapter implements Connection {

    private static final Logger LOG = LoggerFactory.getLogger(EndpointHandler.class);

    private final ConnectionSetup setup;
    private final Endpoint endpoint;
    private final Recording recording;
    private final WireTap tap;
    private final TlsUpgrade tls;
    private Queue<Effect> effects; // there is one only while it holds something: thousands of connections may be idle
    private final TrafficMeter traffic = new TrafficMeter();
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile Channel channel;
    private ChannelHandlerContext ctx;
    private Waits waits;
    private ByteBuf cumulation = Unpooled.EMPTY_BUFFER;
    private Stage timed;
    private Future<?> deadline;
    private volatile TcpState atDeadline;
    private boolean active;
    private boolean leaveOnceActive;
    private Optional<Boolean> goneBeforeActive = Optional.empty();
    private boolean leaving;
    private boolean draining;
    private boolean closing;
    private boolean peerGone;

    EndpointHandler(ConnectionSetup setup) {
        this.setup = setup;
        this.endpoint = setup.endpoint();
        this.recording = Recording.upTo(setup.socket().recorded(), setup.clock());
        this.tap = new WireTap(this, endpoint, recording);
        this.tls = new TlsUpgrade(this, tap, endpoint.role(), setup.tls());
    }

    /** Puts the handlers on a channel that is registered. */
    void on(Channel newChannel) {
        channel = newChannel;
        waits = new Waits(newChannel.eventLoop(), () -> {
            tap.run();
            drain();
        });
        newChannel.pipeline().addLast(tap, this);
    }

    void connectFailed(Input.Unconnected why, String detail) {
        if (!closed.isDone()) {
            feed(new Input.ConnectFailed(why, detail));
            socketClosed();
        }
    }

    /** The peer took the connection and reset it before this end's kernel could say so. */
    void resetWhileConnecting() {
        if (!closed.isDone()) {
            setup.listener().opened(this);
            feed(new Input.Connected());
            feed(new Input.PeerClosed(true, false));
            socketClosed();
        }
    }

    // ---- the loop

    /** Carries out effects and feeds inputs for as long as nothing holds them. */
    void drain() {
        if (draining || ctx == null) {
            return;
        }
        draining = true;
        try {
            while (!closing && !waits.held() && tap.idle() && step()) {
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
        if (effects != null) {
            Effect effect = effects.remove();
            effects = effects.isEmpty() ? null : effects;
            carryOut(effect);
            return true;
        }
        if (tls.due()) {
            tls.begin(takeCumulation());
            return true;
        }
        return tls.takeEstablished().map(this::feed).orElse(false) || nextFrame();
    }

    private boolean feed(Input input) {
        long now = setup.clock().getAsLong();
        boolean hadEnding = endpoint.ending().isPresent();
        queue(endpoint.on(input, now));
        if (effects != null && effects.size() > WireTap.MAX_STEPS) {
            outOfHand("more than " + WireTap.MAX_STEPS + " effects queued");
        }
        watchDeadline();
        setup.listener().after(this, input);
        if (!hadEnding && endpoint.ending().isPresent()) {
            Ending ending = endpoint.ending().get();
            ended.complete(ending);
            setup.listener().ended(this, ending, now);
        }
        return true;
    }

    private void queue(List<Effect> more) {
        if (effects == null) {
            effects = more.isEmpty() ? null : new ArrayDeque<>(more);
        } else {
            effects.addAll(more);
        }
    }

    private boolean nextFrame() {
        Expectation expects = endpoint.expects();
        int size = cumulation.readableBytes();
        if (leaving || size == 0 || expects == Expectation.NOTHING || expects == Expectation.TLS_READY) {
            return false;
        }
        int length;
        try {
            length = Framing.frameLength(expects, endpoint.stage(), peek(Math.min(size, Framing.HEAD)));
        } catch (ProtocolViolationException violation) {
            return feed(new Input.Unframed(takeCumulation(), violation));
        }
        if (length == Framing.UNKNOWN || length > size) {
            return false;
        }
        byte[] frame = new byte[length];
        cumulation.readBytes(frame);
        if (!cumulation.isReadable()) {
            release();
        }
        return feed(new Input.Frame(Bytes.wrap(frame)));
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.Send send) {
            send(send);
        } else if (effect instanceof Effect.StartTls) {
            tls.ask();
        } else if (effect instanceof Effect.Wait wait) {
            waits.hold(wait.howLong());
        } else if (effect instanceof Effect.Close close) {
            finish(close.manner());
        } else {
            abortNow();
        }
    }

    private void send(Effect.Send send) {
        Bytes bytes = send.message().bytes();
        if (send.layer() == Effect.Layer.WIRE) {
            tap.sendRaw(bytes);
            return;
        }
        if (tls.due()) {
            tls.begin(takeCumulation());
        }
        ctx.writeAndFlush(Unpooled.wrappedBuffer(bytes.toArray()));
    }

    // ---- for the tap and the upgrade

    Waits waits() {
        return waits;
    }

    boolean peerGone() {
        return peerGone;
    }

    ChannelHandlerContext context() {
        return ctx;
    }

    /** An effect that arose below TLS. */
    void carryOutBelowTls(Effect effect) {
        if (effect instanceof Effect.Wait || effect instanceof Effect.Close || effect instanceof Effect.Abort) {
            carryOut(effect);
        } else {
            LOG.debug("no {} below TLS", effect);
        }
    }

    void tlsBytesCome(Bytes bytes) {
        tls.bytesCome(bytes);
    }

    void closeNotifyReceived() {
        tls.closeNotifyReceived();
    }

    void noteRecord(String direction, TlsRecord record) {
        String what = record.alert().map(a -> "Alert " + a.word()).orElse(record.name());
        String detail = "tls " + direction + " " + what + " " + record.bytes().length();
        endpoint.note(Transcript.Kind.SIGNAL, detail, setup.clock().getAsLong());
    }

    /** A fault struck below TLS, where the endpoint does not see it. */
    void noteFault(String where, List<Effect> instead) {
        String what = instead.isEmpty()
                ? "omitted"
                : instead.stream().map(e -> e.getClass().getSimpleName()).collect(Collectors.joining(", "));
        endpoint.note(
                Transcript.Kind.FAULT,
                "below TLS, " + where + ": " + what,
                setup.clock().getAsLong());
    }

    void count(int sent, int received) {
        traffic.count(endpoint.stage(), sent, received);
    }

    void tlsFailed(Input.TlsFailed failed) {
        if (!closing) {
            feed(failed);
            drain();
        }
    }

    /** FIN, or RST. */
    void peerClosed(boolean reset) {
        if (peerGone) {
            return;
        }
        if (!active) {
            // A refused connection shows as a close too, and sooner: the attempt to connect tells which of both it is.
            goneBeforeActive = Optional.of(reset);
            return;
        }
        peerGone = true;
        tls.settle();
        if (!closing) {
            urgent(new Input.PeerClosed(reset, tls.closeNotify()));
        }
        if (reset) {
            closing = true;
            tap.closeSocket();
        } else if (!closing) {
            finish(Effect.Manner.ORDERLY);
        }
    }

    /** A bound of ours was reached. */
    void outOfHand(String what) {
        endpoint.note(Transcript.Kind.SIGNAL, what, setup.clock().getAsLong());
        effects = null;
        abortNow();
    }

    /** Something was asked for that this connection cannot do; it goes on without. */
    void cannot(String what, Throwable why) {
        endpoint.note(
                Transcript.Kind.SIGNAL,
                "cannot: " + what + ": " + why.getMessage(),
                setup.clock().getAsLong());
    }

    /** An error of this program, not of the peer: told in the transcript, and the connection is reset. */
    void defect(Throwable cause) {
        LOG.debug("connection {} is given up", endpoint.connection(), cause);
        outOfHand("defect: " + cause);
    }

    // ---- ends

    private void finish(Effect.Manner manner) {
        if (manner != Effect.Manner.WITHOUT_NOTIFY) {
            tls.sendCloseNotify();
        }
        if (manner != Effect.Manner.NOTIFY_ONLY && !closing) {
            closing = true;
            selfClosed(false);
            tap.shutdown(setup.drain());
        }
    }

    private void abortNow() {
        closing = true;
        selfClosed(true);
        tap.reset();
    }

    private void selfClosed(boolean reset) {
        if (endpoint.ending().isEmpty()) {
            feed(new Input.SelfClosed(reset));
        }
    }

    /** Feeds what cannot wait behind anything. */
    private void urgent(Input input) {
        waits.cut();
        tap.clear();
        effects = null;
        feed(input);
        drain();
    }

    private void watchDeadline() {
        boolean over = endpoint.ending().isPresent();
        if (ctx == null || !over && timed == endpoint.stage()) {
            return;
        }
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
        timed = endpoint.stage();
        endpoint.deadline().ifPresent(limit -> {
            deadline = ctx.executor().schedule(this::deadlineReached, limit.toNanos(), TimeUnit.NANOSECONDS);
        });
    }

    private void deadlineReached() {
        if (!closing) {
            atDeadline = TcpState.of(channel).orElse(null);
            urgent(new Input.DeadlineReached());
        }
    }

    private void socketClosed() {
        if (closed.isDone()) {
            return;
        }
        closing = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (waits != null) {
            waits.cut();
        }
        effects = null;
        release();
        closed.complete(null);
        setup.listener().closed(this, setup.clock().getAsLong());
    }

    // ---- as a handler

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.channel().closeFuture().addListener(done -> socketClosed());
        active = true;
        setup.listener().opened(this);
        feed(new Input.Connected());
        drain();
        if (leaveOnceActive && !closing) {
            leave();
        }
        goneBeforeActive.ifPresent(this::peerClosed);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var buffer = (ByteBuf) message;
        boolean unwanted = endpoint.ending().isPresent() || closing;
        if (unwanted || cumulation.readableBytes() + buffer.readableBytes() > WireTap.MAX_UNREAD) {
            // Nobody will read it, or its sender ignores every bound: reading on is what shows the peer's close.
            buffer.release();
            return;
        }
        cumulation = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), cumulation, buffer);
        drain();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        tls.event(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!tls.failed(cause)) {
            defect(cause);
        }
    }

    private Bytes peek(int length) {
        byte[] head = new byte[length];
        cumulation.getBytes(cumulation.readerIndex(), head);
        return Bytes.wrap(head);
    }

    private Bytes takeCumulation() {
        byte[] all = new byte[cumulation.readableBytes()];
        cumulation.readBytes(all);
        release();
        return Bytes.wrap(all);
    }

    private void release() {
        cumulation.release();
        cumulation = Unpooled.EMPTY_BUFFER;
    }

    // ---- as a connection

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public InetSocketAddress local() {
        return channel == null ? null : (InetSocketAddress) channel.localAddress();
    }

    @Override
    public InetSocketAddress remote() {
        return channel == null ? null : (InetSocketAddress) channel.remoteAddress();
    }

    @Override
    public CompletableFuture<Ending> ended() {
        return ended;
    }

    @Override
    public CompletableFuture<Void> closed() {
        return closed;
    }

    @Override
    public Traffic traffic() {
        return trafficByStage().values().stream().reduce(Traffic.NONE, (a, b) -> a.plus(b.sent(), b.received()));
    }

    @Override
    public Map<Stage, Traffic> trafficByStage() {
        return traffic.byStage();
    }

    @Override
    public Optional<TcpState> atDeadline() {
        return Optional.ofNullable(atDeadline);
    }

    @Override
    public List<RawBytes> recorded() {
        return recording.kept();
    }

    @Override
    public void close() {
        if (channel != null && channel.eventLoop().inEventLoop()) {
            // What lies behind the message at hand is not taken any more, however much of it has come by now.
            leaving = true;
        }
        onLoop(() -> {
            if (active) {
                leave();
            } else {
                leaveOnceActive = true;
            }
        });
    }

    private void leave() {
        waits.cut();
        tap.run();
        if (endpoint.ending().isPresent()) {
            finish(Effect.Manner.ORDERLY);
        } else {
            feed(new Input.LocalClose());
            drain();
        }
    }

    @Override
    public void abort() {
        onLoop(() -> {
            if (active) {
                abortNow();
            } else {
                channel.close();
            }
        });
    }

    private void onLoop(Runnable action) {
        Channel now = channel;
        if (now != null) {
            now.eventLoop().execute(() -> {
                if (!closed.isDone() && !closing) {
                    action.run();
                }
            });
        }
    }
}
