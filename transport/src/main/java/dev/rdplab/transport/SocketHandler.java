package dev.rdplab.transport;

import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Endpoint;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.transport.life.Event;
import dev.rdplab.transport.life.Life;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * The shell around a {@link Life}: translates Netty's callbacks into events, and moves bytes between the socket, TLS and the
 * {@link Driver}. Next to the socket in the pipeline; everything that has to wait goes through one queue. When nothing below TLS is
 * watched, buffers pass untouched.
 */
final class SocketHandler extends ChannelDuplexHandler {

    private final LiveConnection connection;
    private final Driver driver;
    private final BelowTls below;
    private final Recording recording;
    private Steps steps; // when it is first needed: thousands of connections may be idle
    private ChannelHandlerContext context;
    private int unread;
    private boolean heldBack;

    /** @param gone called on the event loop when the socket is closed, before the listener is called */
    SocketHandler(ConnectionSetup setup, Consumer<LiveConnection> gone) {
        driver = new Driver(this, setup, gone);
        connection = driver.connection();
        below = new BelowTls(setup.endpoint(), driver.remarks());
        recording = Recording.upTo(setup.socket().recorded(), setup.clock());
    }

    LiveConnection connection() {
        return connection;
    }

    BelowTls below() {
        return below;
    }

    Recording recording() {
        return recording;
    }

    /** Null while the channel is not registered. */
    ChannelHandlerContext context() {
        return context;
    }

    private Endpoint endpoint() {
        return connection.endpoint();
    }

    private Life life() {
        return driver.life();
    }

    // ---- from the socket

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        connection.on(added.channel());
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        active.channel().closeFuture().addListener(connection);
        driver.on(new Event.Opened());
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        var buffer = (ByteBuf) message;
        recording.add(endpoint().role().peer(), buffer);
        connection.count(0, buffer.readableBytes());
        if (life().discards() || life().silent() && unread > FrameBuffer.MAX_UNREAD) {
            buffer.release();
        } else if (direct()) {
            up(buffer);
        } else {
            Bytes chunk = take(buffer);
            unread += chunk.length();
            if (life().held() && !life().silent() && unread > FrameBuffer.MAX_UNREAD) {
                reading.channel().config().setAutoRead(false);
            }
            add(new Work.Arrived(chunk, connection.traffic().received() - chunk.length()));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext complete) {
        complete.fireChannelReadComplete();
        driver.drain();
        driver.conversation().readComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        driver.conversation().writabilityChanged();
        changed.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext triggered, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            driver.on(new Event.EndOfInput(false));
        } else if (!(event instanceof ChannelInputShutdownReadComplete)) {
            triggered.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        clear();
        driver.on(new Event.EndOfInput(true));
        inactive.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext caught, Throwable cause) {
        if (cause instanceof IOException) {
            driver.on(new Event.EndOfInput(true));
        } else {
            driver.defect(cause);
        }
    }

    /** For TLS, or for the endpoint. */
    private void up(ByteBuf buffer) {
        if (driver.aboveTls()) {
            context.fireChannelRead(buffer);
        } else {
            received(buffer);
        }
    }

    /** Bytes for the endpoint, without TLS or out of it. */
    void received(ByteBuf buffer) {
        if (life().talks()) {
            driver.conversation().received(context.alloc(), buffer);
            driver.drain();
        } else {
            buffer.release();
        }
    }

    /** For TLS, or for the endpoint, when they are not dropped. */
    void deliver(Bytes bytes) {
        if (!bytes.isEmpty() && !life().discards()) {
            if (below.records()) {
                driver.apply(new Event.TlsBytes(bytes));
            }
            up(wrapped(bytes));
        }
    }

    // ---- to the socket

    @Override
    public void write(ChannelHandlerContext writing, Object message, ChannelPromise promise) {
        var buffer = (ByteBuf) message;
        if (direct()) {
            recording.add(endpoint().role(), buffer);
            connection.count(buffer.readableBytes(), 0);
            watch(writing.write(buffer, promise.unvoid()));
            return;
        }
        Bytes bytes = take(buffer);
        promise.trySuccess();
        if (!bytes.isEmpty()) {
            add(below.records() ? new Work.RecordsLeaving(bytes) : new Work.BytesLeaving(bytes));
        }
    }

    @Override
    public void flush(ChannelHandlerContext flushing) {
        if (direct()) {
            flushing.flush();
        }
    }

    /** TLS handlers close on their own after a failure; here only {@link Life} closes. */
    @Override
    public void close(ChannelHandlerContext closing, ChannelPromise promise) {
        promise.trySuccess();
    }

    private void put(Bytes bytes, boolean alone) {
        if (life().discards() || bytes.isEmpty()) {
            return;
        }
        if (alone) {
            flushHeldBack();
        }
        connection.count(bytes.length(), 0);
        var buffer = wrapped(bytes);
        recording.add(endpoint().role(), buffer);
        watch(alone ? context.writeAndFlush(buffer) : context.write(buffer));
        heldBack = !alone;
    }

    /** Records that no fault changed leave as one write when the queue rests: six writes for a server's flight cost more. */
    void flushHeldBack() {
        if (heldBack) {
            heldBack = false;
            context.flush();
        }
    }

    private void watch(ChannelFuture write) {
        if (write.isSuccess()) {
            return;
        }
        write.addListener(done -> {
            if (done.cause() instanceof IOException) {
                driver.on(new Event.WriteFailed());
            }
        });
    }

    // ---- the queue

    /** Whether nothing is queued or being done. */
    boolean idle() {
        return steps == null || steps.idle();
    }

    private boolean direct() {
        return !below.records() && !endpoint().interceptor().watchesWire() && idle() && !life().held();
    }

    void add(Work work) {
        steps = steps == null ? new Steps() : steps;
        if (!steps.add(work)) {
            resume();
            driver.drain();
        }
    }

    /** Goes on after a wait. */
    void resume() {
        if (steps != null && steps.busy()) {
            return;
        }
        if (steps != null && !steps.run(() -> life().held(), this::perform)) {
            driver.outOfHand("more than " + Steps.MOST + " steps queued");
        }
        flushHeldBack();
    }

    private void perform(Work work) {
        if (work instanceof Work.Deliver deliver) {
            deliver(deliver.bytes());
        } else if (work instanceof Work.Put put) {
            put(put.bytes(), put.alone());
        } else if (work instanceof Work.CarryOut out) {
            flushHeldBack();
            carryOutBelowTls(out.effect());
        } else if (work instanceof Work.Raise raise) {
            driver.apply(raise.event());
        } else {
            unread -= work instanceof Work.Arrived arrived ? arrived.chunk().length() : 0;
            below.on(work, connection.traffic().sent()).forEach(this::add);
        }
    }

    private void carryOutBelowTls(Effect effect) {
        if (effect instanceof Effect.Wait || effect instanceof Effect.Close || effect instanceof Effect.Abort) {
            driver.carryOut(effect);
        }
    }

    /** Drops all that is queued. */
    void clear() {
        if (steps != null) {
            steps.clear();
        }
        unread = 0;
    }

    static ByteBuf wrapped(Bytes bytes) {
        return Unpooled.wrappedBuffer(bytes.toArray());
    }

    private static Bytes take(ByteBuf buffer) {
        byte[] array = new byte[buffer.readableBytes()];
        buffer.readBytes(array);
        ReferenceCountUtil.release(buffer);
        return Bytes.wrap(array);
    }
}
