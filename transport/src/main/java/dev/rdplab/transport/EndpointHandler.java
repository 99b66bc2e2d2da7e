package dev.rdplab.transport;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.Endpoint;
import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.protocol.wire.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one {@link Endpoint}: cuts the bytes as its state expects, feeds it, carries out its effects one after the other
 * and watches its deadlines. While a wait holds the effects no further input is fed, but for the peer's close and a
 * deadline, which cut the wait short. The {@link WireTap} hands it what it reads; with TLS it joins the pipeline, above it.
 */
final class EndpointHandler extends ChannelInboundHandlerAdapter implements Connection, ChannelFutureListener {

    private final ConnectionSetup setup;
    private final Consumer<EndpointHandler> gone;
    private final Endpoint endpoint;
    private final WireTap tap;
    private final TlsUpgrade tls;
    private Queue<Effect> effects; // there is one only while it holds something: thousands of connections may be idle
    private final TrafficMeter traffic = new TrafficMeter();
    private volatile Channel channel;
    private Waits waits; // nor are there waits before the first
    private final FrameBuffer unread = new FrameBuffer();
    private final StageDeadline deadline;
    private volatile TcpState atDeadline;
    private boolean active;
    private boolean leaveOnceActive;
    private volatile boolean aborted;
    private Optional<Boolean> goneBeforeActive = Optional.empty();
    private boolean leaving;
    private boolean draining;
    private boolean closing;
    private boolean peerGone;
    private boolean closed;

    /** @param gone called on the event loop when the socket is closed, before the listener is told */
    EndpointHandler(ConnectionSetup setup, Consumer<EndpointHandler> gone) {
        this.setup = setup;
        this.gone = gone;
        this.endpoint = setup.endpoint();
        this.deadline = new StageDeadline(this);
        this.tap = new WireTap(this, Recording.upTo(setup.socket().recorded(), setup.clock()));
        this.tls = new TlsUpgrade(this, setup.tls());
    }

    /** The tap is on this channel, which is registered. */
    void on(Channel newChannel) {
        channel = newChannel;
        if (aborted) {
            abort();
        }
    }

    void connectFailed(Input.Unconnected why, String detail) {
        if (!closed) {
            feed(new Input.ConnectFailed(why, detail));
            abandon();
        }
    }

    /** The peer took the connection and reset it before this end's kernel could say so. */
    void resetWhileConnecting() {
        if (!closed) {
            setup.listener().opened(this);
            feed(new Input.Connected());
            feed(new Input.PeerClosed(true, false));
            abandon();
        }
    }

    /** Nobody else closes a socket that never connected: left open it would be ready for ever and keep the loop busy. */
    private void abandon() {
        if (channel != null) {
            tap.closeSocket();
        }
        socketClosed();
    }

    boolean open() {
        return channel != null && channel.isOpen();
    }

    // ---- the loop

    /** Carries out effects and feeds inputs for as long as nothing holds them. */
    void drain() {
        if (draining || channel == null) {
            return;
        }
        draining = true;
        try {
            while (!closing && !held() && tap.idle() && step()) {
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
            tls.begin(unread.takeAll());
            return true;
        }
        return tls.takeEstablished().or(this::nextFrame).map(this::feed).orElse(false);
    }

    private boolean feed(Input input) {
        long now = setup.clock().getAsLong();
        boolean hadEnding = endpoint.ending().isPresent();
        queue(endpoint.on(input, now));
        if (effects != null && effects.size() > Steps.MOST) {
            outOfHand("more than " + Steps.MOST + " effects queued");
        }
        if (channel != null) {
            deadline.watch(channel.eventLoop());
        }
        setup.listener().after(this, input);
        if (!hadEnding && endpoint.ending().isPresent()) {
            Ending ending = endpoint.ending().get();
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

    private Optional<Input> nextFrame() {
        return leaving ? Optional.empty() : unread.next(endpoint.expects(), endpoint.stage());
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.Send send) {
            send(send);
        } else if (effect instanceof Effect.StartTls) {
            tls.ask();
        } else if (effect instanceof Effect.Wait wait) {
            hold(wait.howLong());
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
            tls.begin(unread.takeAll());
        }
        channel.writeAndFlush(Unpooled.wrappedBuffer(bytes.toArray()));
    }

    // ---- for the tap and the upgrade

    private void hold(Duration howLong) {
        if (waits == null) {
            waits = new Waits(channel.eventLoop(), () -> {
                tap.run();
                drain();
            });
        }
        waits.hold(howLong);
    }

    boolean held() {
        return waits != null && waits.held();
    }

    /** Held without an end. */
    boolean silent() {
        return waits != null && waits.silent();
    }

    private void cutWait() {
        if (waits != null) {
            waits.cut();
        }
    }

    boolean peerGone() {
        return peerGone;
    }

    WireTap tap() {
        return tap;
    }

    Channel channel() {
        return channel;
    }

    /** Whether what the tap reads goes through TLS, and from there to {@link #channelRead}. */
    boolean aboveTls() {
        return tls.inPlace();
    }

    /** An effect that arose below TLS. */
    void carryOutBelowTls(Effect effect) {
        if (effect instanceof Effect.Wait || effect instanceof Effect.Close || effect instanceof Effect.Abort) {
            carryOut(effect);
        } else {
            log().debug("no {} below TLS", effect);
        }
    }

    void tlsBytesCome(Bytes bytes) {
        tls.bytesCome(bytes);
    }

    void closeNotifyReceived() {
        tls.closeNotifyReceived();
    }

    Remarks remarks() {
        return new Remarks(endpoint, setup.clock());
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
        remarks().signal(what);
        effects = null;
        abortNow();
    }

    /** Something was asked for that this connection cannot do; it goes on without. */
    void cannot(String what, Throwable why) {
        remarks().signal("cannot: " + what + ": " + why.getMessage());
    }

    /** An error of this program, not of the peer: told in the transcript, and the connection is reset. */
    void defect(Throwable cause) {
        log().debug("connection {} is given up", endpoint.connection(), cause);
        outOfHand("defect: " + cause);
    }

    /** Made when there is something to log: that is seldom, and the first logger of a process is dear. */
    private static Logger log() {
        return LoggerFactory.getLogger(EndpointHandler.class);
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
        cutWait();
        tap.clear();
        effects = null;
        feed(input);
        drain();
    }

    void deadlineReached() {
        if (!closing) {
            atDeadline = TcpState.of(channel).orElse(null);
            urgent(new Input.DeadlineReached());
        }
    }

    @Override
    public void operationComplete(ChannelFuture close) {
        socketClosed();
    }

    private void socketClosed() {
        if (closed) {
            return;
        }
        closing = true;
        deadline.cancel();
        closed = true;
        cutWait();
        effects = null;
        unread.release();
        gone.accept(this);
        setup.listener().closed(this, setup.clock().getAsLong());
    }

    // ---- from the tap

    void connected() {
        channel.closeFuture().addListener(this);
        active = true;
        setup.listener().opened(this);
        feed(new Input.Connected());
        drain();
        if (leaveOnceActive && !closing) {
            leave();
        }
        goneBeforeActive.ifPresent(this::peerClosed);
    }

    /** Bytes for the state, without TLS or out of it. */
    void received(ByteBuf buffer) {
        if (endpoint.ending().isPresent() || closing) {
            buffer.release(); // nobody will read it
            return;
        }
        unread.add(channel.alloc(), buffer);
        drain();
    }

    // ---- as a handler above TLS

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        received((ByteBuf) message);
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
    public Traffic traffic() {
        return traffic.total();
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
        return tap.recorded();
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
        cutWait();
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
        aborted = true; // there may be no channel yet
        onLoop(() -> {
            if (active) {
                abortNow();
            } else {
                connectFailed(Input.Unconnected.UNTRIED, "given up");
            }
        });
    }

    private void onLoop(Runnable action) {
        Channel now = channel;
        if (now != null) {
            now.eventLoop().execute(() -> {
                if (!closed && !closing) {
                    action.run();
                }
            });
        }
    }
}
