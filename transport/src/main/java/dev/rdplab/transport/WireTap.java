package dev.rdplab.transport;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Endpoint;
import dev.rdplab.protocol.handshake.Framing;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.tls.TlsAlert;
import dev.rdplab.protocol.tls.TlsRecord;
import dev.rdplab.protocol.tls.TlsRecordStream;
import dev.rdplab.protocol.wire.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Next to the socket, below TLS: shows raw bytes and, during the TLS handshake, records to the interceptor and does what it
 * says; tells a FIN from an RST; closes the socket one way or the other. Everything goes through one queue, so that a wait
 * holds all that comes after it. When nobody looks, buffers pass untouched.
 */
final class WireTap extends ChannelDuplexHandler {

    /** Raw bytes that may lie unread while the connection is held. */
    static final int MAX_UNREAD = Framing.MAX_FRAME + (64 << 10);

    private final EndpointHandler driver;
    private final Endpoint endpoint;
    private final Recording recording;
    private final boolean watches;
    private Steps steps; // these three when they are first needed: thousands of connections may be idle
    private TlsRecordStream inbound;
    private TlsRecordStream outbound;
    private ChannelHandlerContext ctx;
    private boolean records;
    private boolean discarding;
    private int unread;
    private TlsAlert alertSent;
    private TlsAlert alertReceived;
    private boolean writeFailed;
    private boolean heldBack;

    WireTap(EndpointHandler driver, Recording recording) {
        this.driver = driver;
        this.endpoint = driver.endpoint();
        this.recording = recording;
        this.watches = interceptor().watchesWire();
    }

    /** Nothing is under way: the next effect may be carried out. */
    boolean idle() {
        return steps == null || steps.idle();
    }

    private Interceptor interceptor() {
        return endpoint.interceptor();
    }

    /** From now on the bytes are TLS records. @param early bytes that were read before that was known */
    void expectRecords(Bytes early) {
        records = true;
        if (!early.isEmpty()) {
            add(() -> passed(early));
        }
    }

    /** The handshake is over: records are looked at no more. */
    void forgetRecords() {
        records = false;
        if (inbound != null && !inbound.broken()) {
            deliver(inbound.takeRest());
        }
    }

    List<RawBytes> recorded() {
        return recording.kept();
    }

    Optional<TlsAlert> alertSent() {
        return Optional.ofNullable(alertSent);
    }

    Optional<TlsAlert> alertReceived() {
        return Optional.ofNullable(alertReceived);
    }

    /** Sends bytes below TLS. */
    void sendRaw(Bytes bytes) {
        add(() -> leaving(bytes));
    }

    /** Drops all that is queued. */
    void clear() {
        if (steps != null) {
            steps.clear();
        }
        unread = 0;
    }

    /** Goes on after a wait. */
    void run() {
        if (steps != null && steps.busy()) {
            return;
        }
        if (steps != null && !steps.run(driver::held)) {
            driver.outOfHand("more than " + Steps.MOST + " steps queued");
        }
        flushHeldBack();
    }

    /** Sends FIN when all before it is out, then reads on until the peer's FIN or for {@code drain}. */
    void shutdown(Duration drain) {
        add(() -> {
            discarding = true;
            ctx.channel().config().setAutoRead(true);
            var limit = ctx.executor().schedule(this::closeSocket, drain.toNanos(), TimeUnit.NANOSECONDS);
            ctx.channel().closeFuture().addListener(closed -> limit.cancel(false));
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> {
                if (driver.peerGone()) {
                    closeSocket();
                } else {
                    ((DuplexChannel) ctx.channel()).shutdownOutput();
                }
            });
        });
    }

    /** RST. */
    void reset() {
        flushHeldBack();
        ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        closeSocket();
    }

    void closeSocket() {
        discarding = true;
        ctx.close();
    }

    // ---- from the socket

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        driver.on(context.channel());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        driver.connected();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var buffer = (ByteBuf) message;
        recording.add(endpoint.role().peer(), buffer);
        driver.count(0, buffer.readableBytes());
        if (discarding || driver.silent() && unread > MAX_UNREAD) {
            buffer.release();
        } else if (direct()) {
            up(buffer);
        } else {
            Bytes chunk = take(buffer);
            long offset = driver.traffic().received() - chunk.length();
            unread += chunk.length();
            if (driver.held() && !driver.silent() && unread > MAX_UNREAD) {
                context.channel().config().setAutoRead(false);
            }
            add(() -> arrived(chunk, offset));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        driver.drain();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            peerClosed(writeFailed);
        } else if (!(event instanceof ChannelInputShutdownReadComplete)) {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        clear();
        discarding = true;
        driver.peerClosed(true);
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            peerClosed(true);
        } else {
            driver.defect(cause);
        }
    }

    private void peerClosed(boolean reset) {
        if (discarding) {
            closeSocket();
        }
        driver.peerClosed(reset);
    }

    private void arrived(Bytes chunk, long offset) {
        unread -= chunk.length();
        if (!watches) {
            passed(chunk);
            return;
        }
        Role peer = endpoint.role().peer();
        var effects = interceptor().wire(endpoint.role(), endpoint.connection(), peer, offset, chunk);
        tell(effects, chunk, "received bytes from " + offset);
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send send) {
                add(() -> passed(send.message().bytes()));
            } else {
                add(() -> carryOut(effect));
            }
        }
    }

    private void passed(Bytes bytes) {
        if (!records) {
            deliver(bytes);
            return;
        }
        inbound = inbound == null ? new TlsRecordStream() : inbound;
        if (inbound.broken()) {
            deliver(bytes);
            return;
        }
        for (TlsRecord record : inbound.feed(bytes)) {
            add(() -> recordReceived(record));
        }
        if (inbound.broken()) {
            Bytes rest = inbound.takeRest();
            add(() -> deliver(rest));
        }
    }

    private void recordReceived(TlsRecord record) {
        if (records) {
            driver.remarks().tlsRecord("<", record);
            alertReceived = record.alert().filter(TlsAlert::fatal).orElse(alertReceived);
            if (record.alert()
                    .filter(a -> a.description() == TlsAlert.CLOSE_NOTIFY)
                    .isPresent()) {
                driver.closeNotifyReceived();
            }
            var occasion = endpoint.occasion(endpoint.role().peer(), record.name(), "");
            var reception = interceptor().received(occasion, record.message());
            if (!reception.first().isEmpty() || !reception.proceed()) {
                driver.remarks().fault("on " + record.name() + ", received", reception.first());
            }
            for (Effect effect : reception.first()) {
                add(() -> carryOut(effect));
            }
            if (!reception.proceed()) {
                return;
            }
        }
        add(() -> deliver(record.bytes()));
    }

    private void deliver(Bytes bytes) {
        if (!bytes.isEmpty() && !discarding) {
            if (records) {
                driver.tlsBytesCome(bytes);
            }
            up(Unpooled.wrappedBuffer(bytes.toArray()));
        }
    }

    private void up(ByteBuf buffer) {
        if (driver.aboveTls()) {
            ctx.fireChannelRead(buffer);
        } else {
            driver.received(buffer);
        }
    }

    // ---- to the socket

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        var buffer = (ByteBuf) message;
        if (direct()) {
            recording.add(endpoint.role(), buffer);
            driver.count(buffer.readableBytes(), 0);
            watch(context.write(buffer, promise.unvoid()));
            return;
        }
        Bytes bytes = take(buffer);
        promise.trySuccess();
        if (!bytes.isEmpty()) {
            add(records ? () -> recordsLeaving(bytes) : () -> leaving(bytes));
        }
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        if (direct()) {
            context.flush();
        }
    }

    /** TLS handlers close on their own after a failure; here only the driver closes. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        promise.trySuccess();
    }

    private void recordsLeaving(Bytes bytes) {
        outbound = outbound == null ? new TlsRecordStream() : outbound;
        if (outbound.broken()) {
            leaving(bytes);
            return;
        }
        for (TlsRecord record : outbound.feed(bytes)) {
            add(() -> recordLeaving(record));
        }
        if (outbound.broken()) {
            Bytes rest = outbound.takeRest();
            add(() -> leaving(rest));
        }
    }

    private void recordLeaving(TlsRecord record) {
        driver.remarks().tlsRecord(">", record);
        alertSent = record.alert().filter(TlsAlert::fatal).orElse(alertSent);
        var occasion = endpoint.occasion(endpoint.role(), record.name(), "");
        var send = new Effect.Send(record.message(), Effect.Layer.WIRE);
        var instead = interceptor().sending(occasion, send);
        if (!watches && instead.size() == 1 && instead.get(0) == send) {
            put(record.bytes(), false);
            return;
        }
        if (instead.size() != 1 || instead.get(0) != send) {
            driver.remarks().fault("on " + record.name() + ", to be sent", instead);
        }
        for (Effect effect : instead) {
            add(() -> carryOut(effect));
        }
    }

    /** Says what an interceptor makes of raw bytes, unless it lets them be. */
    private void tell(List<Effect> effects, Bytes bytes, String where) {
        boolean untouched = effects.size() == 1
                && effects.get(0) instanceof Effect.Send send
                && send.message().bytes().equals(bytes);
        if (!untouched) {
            driver.remarks().fault("on the wire, " + where, effects);
        }
    }

    private void leaving(Bytes bytes) {
        if (!watches) {
            put(bytes);
            return;
        }
        long sent = driver.traffic().sent();
        var effects = interceptor().wire(endpoint.role(), endpoint.connection(), endpoint.role(), sent, bytes);
        tell(effects, bytes, "sent bytes from " + sent);
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send send) {
                add(() -> put(send.message().bytes()));
            } else {
                add(() -> carryOut(effect));
            }
        }
    }

    private void put(Bytes bytes) {
        flushHeldBack();
        put(bytes, true);
    }

    /** @param alone a write of its own: what an interceptor has cut up must not come together again */
    private void put(Bytes bytes, boolean alone) {
        if (discarding || bytes.isEmpty()) {
            return;
        }
        driver.count(bytes.length(), 0);
        var buffer = Unpooled.wrappedBuffer(bytes.toArray());
        recording.add(endpoint.role(), buffer);
        watch(alone ? ctx.writeAndFlush(buffer) : ctx.write(buffer));
        heldBack = !alone;
    }

    /** Records that nobody touched leave as one write when the queue rests: six writes for a server's flight cost more. */
    private void flushHeldBack() {
        if (heldBack) {
            heldBack = false;
            ctx.flush();
        }
    }

    /** What an interceptor wants below TLS; a Send here is always raw. */
    private void carryOut(Effect effect) {
        if (effect instanceof Effect.Send send) {
            add(() -> leaving(send.message().bytes()));
        } else {
            flushHeldBack();
            driver.carryOutBelowTls(effect);
        }
    }

    private void watch(ChannelFuture write) {
        if (write.isSuccess()) {
            return;
        }
        write.addListener(done -> {
            // A reset met by a write shows as an end of input to the reader: remember which it was.
            if (done.cause() instanceof IOException && !discarding) {
                writeFailed = true;
                ctx.channel().config().setAutoRead(true);
            }
        });
    }

    // ---- the queue

    private boolean direct() {
        return !records && !watches && idle() && !driver.held();
    }

    private void add(Runnable step) {
        steps = steps == null ? new Steps() : steps;
        if (!steps.add(step)) {
            run();
            driver.drain();
        }
    }

    private static Bytes take(ByteBuf buffer) {
        byte[] array = new byte[buffer.readableBytes()];
        buffer.readBytes(array);
        ReferenceCountUtil.release(buffer);
        return Bytes.wrap(array);
    }
}
