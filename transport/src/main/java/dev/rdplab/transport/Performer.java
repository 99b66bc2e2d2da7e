package dev.rdplab.transport;

import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.protocol.tls.TlsAlert;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.transport.life.Action;
import dev.rdplab.transport.life.Event;
import dev.rdplab.transport.life.Life;
import dev.rdplab.transport.life.TlsFailure;
import dev.rdplab.transport.tls.TlsFailures;
import dev.rdplab.transport.tls.TlsLayer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/** Carries out the actions of a {@link Life} on the channel. Above TLS, once there is TLS, it is the last in the pipeline. */
final class Performer extends ChannelInboundHandlerAdapter {

    private final SocketHandler socket;
    private final Driver driver;
    private final Consumer<LiveConnection> gone;
    private final Timers timers;
    private TlsLayer tls;

    Performer(SocketHandler socket, Driver driver, Consumer<LiveConnection> gone) {
        this.socket = socket;
        this.driver = driver;
        this.gone = gone;
        this.timers = new Timers(driver::on);
    }

    /** Whether bytes of the socket go through TLS. */
    boolean aboveTls() {
        return tls != null;
    }

    private ConnectionSetup setup() {
        return driver.connection().setup();
    }

    /** Times the stage that the endpoint is in. */
    void watchDeadline() {
        if (socket.context() != null) {
            timers.watch(socket.context().executor(), driver.connection().endpoint());
        }
    }

    void perform(Action action) {
        if (action instanceof Action.Tell tell) {
            driver.tell(tell.input());
        } else if (action instanceof Action.Raise raise) {
            driver.drain();
            driver.on(raise.event());
        } else if (action instanceof Action.RaiseLater later) {
            socket.context().executor().execute(() -> driver.on(later.event()));
        } else if (action instanceof Action.Open) {
            setup().listener().opened(driver.connection());
            driver.tell(new Input.Connected());
        } else if (action instanceof Action.Arm arm) {
            timers.arm(socket.context().executor(), arm.timer(), arm.nanos());
        } else if (action instanceof Action.Disarm) {
            timers.disarm();
        } else if (action instanceof Action.Resume) {
            socket.resume();
        } else if (action instanceof Action.ReadOn) {
            socket.context().channel().config().setAutoRead(true);
        } else if (!performTls(action)) {
            performEnd(action);
        }
    }

    private boolean performTls(Action action) {
        if (action instanceof Action.BeginTls) {
            begin();
        } else if (action instanceof Action.InsertTls insert) {
            insert(insert.first());
        } else if (action instanceof Action.RenewTls) {
            renew();
        } else if (action instanceof Action.ForgetRecords) {
            socket.deliver(socket.below().forgetRecords());
        } else if (action instanceof Action.SendCloseNotify) {
            tls.closeOutbound();
        } else {
            return false;
        }
        return true;
    }

    private void performEnd(Action action) {
        if (action instanceof Action.Interrupt interrupt) {
            if (interrupt.input() instanceof Input.DeadlineReached) {
                driver.connection().deadlineReached();
            }
            timers.disarm();
            socket.clear();
            driver.conversation().drop();
            driver.tell(interrupt.input());
            driver.conversation().drop();
        } else if (action instanceof Action.EndHere end) {
            if (!driver.conversation().over()) {
                driver.tell(new Input.SelfClosed(end.reset()));
            }
        } else if (action instanceof Action.Goodbye) {
            goodbye();
        } else if (action instanceof Action.QueueFin) {
            socket.add(new Work.Raise(new Event.FinDue()));
        } else if (action instanceof Action.ArmDrain) {
            timers.arm(
                    socket.context().executor(),
                    Event.Timer.DRAIN,
                    setup().drain().toNanos());
        } else if (action instanceof Action.Flush) {
            socket.context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> driver.on(new Event.Flushed()));
        } else if (action instanceof Action.HalfClose) {
            ((DuplexChannel) socket.context().channel()).shutdownOutput();
        } else if (action instanceof Action.Reset) {
            socket.flushHeldBack();
            socket.context().channel().config().setOption(ChannelOption.SO_LINGER, 0);
            socket.context().close();
        } else if (action instanceof Action.CloseSocket) {
            closeSocket();
        } else {
            release();
        }
    }

    // ---- TLS

    private void begin() {
        if (setup().tls().isEmpty()) {
            throw new IllegalStateException("TLS is asked for, but this connection was set up without it");
        }
        Bytes early = driver.conversation().unread().takeAll();
        socket.below().expectRecords();
        if (!early.isEmpty()) {
            socket.add(new Work.Passed(early));
        }
    }

    private void insert(Bytes first) {
        var channel = socket.context().channel();
        tls = setup().tls().orElseThrow().newLayer(channel.alloc(), first);
        channel.pipeline().addLast("endpoint", this).addBefore("endpoint", "tls", tls.handler());
    }

    /** Of the engines, only the JDK's can do it: a renegotiation in TLS 1.2, a key update in TLS 1.3. */
    private void renew() {
        try {
            tls.renew();
            socket.context().channel().flush();
        } catch (SSLException refused) {
            driver.remarks().signal("cannot: TLS begins anew: " + refused.getMessage());
        }
    }

    /** Sends an alert that the engine knows nothing of. */
    void sendAlert(TlsAlert alert) {
        try {
            tls.alert(alert.level(), alert.description());
            socket.context().channel().flush();
            driver.remarks().signal("TLS alert " + alert.word() + " sent, encrypted");
        } catch (SSLException refused) {
            driver.remarks().signal("cannot: an encrypted TLS alert: " + refused.getMessage());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        socket.received((ByteBuf) message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done) {
            handshake(done);
        } else if (event instanceof SslCloseCompletionEvent close && close.isSuccess()) {
            driver.on(new Event.CloseNotify());
        }
    }

    private void handshake(SslHandshakeCompletionEvent done) {
        if (!(driver.life() instanceof Life.Open open) || open.secured()) {
            return; // begun anew: who is who is settled
        }
        if (done.isSuccess()) {
            driver.on(new Event.TlsUp(tls.session()));
        } else {
            exceptionCaught(null, done.cause());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        driver.on(new Event.TlsBroken(new TlsFailure(
                TlsFailures.detail(cause),
                TlsFailures.alertReceived(cause),
                TlsFailures.certificateRefused(
                        cause, setup().tls().orElseThrow().engine()),
                TlsFailures.isClose(cause))));
    }

    // ---- ends

    private void goodbye() {
        if (driver.conversation().over()) {
            driver.on(new Event.Close(Effect.Manner.ORDERLY));
        } else {
            driver.tell(new Input.LocalClose());
        }
    }

    /** Nobody else closes a socket that never connected: left open it would be ready for ever and keep the loop busy. */
    private void closeSocket() {
        if (socket.context() != null) {
            socket.context().close();
        }
    }

    private void release() {
        timers.cancelAll();
        socket.clear();
        driver.conversation().drop();
        driver.conversation().unread().release();
        gone.accept(driver.connection());
        setup().listener().closed(driver.connection(), setup().clock().getAsLong());
    }
}
