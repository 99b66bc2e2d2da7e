package dev.rdplab.transport;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Endpoint;
import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.transport.life.Event;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A connection as its owner sees it: what the owner asks from any thread becomes an event on the loop. */
final class LiveConnection implements Connection, ChannelFutureListener {

    private final SocketHandler socket;
    private final Driver driver;
    private final ConnectionSetup setup;
    private final TrafficMeter traffic = new TrafficMeter();
    private volatile Channel channel;
    private volatile TcpState atDeadline;
    private volatile boolean aborted;
    private volatile boolean left;

    LiveConnection(SocketHandler socket, Driver driver, ConnectionSetup setup) {
        this.socket = socket;
        this.driver = driver;
        this.setup = setup;
    }

    ConnectionSetup setup() {
        return setup;
    }

    /** The handler is on this channel, which is registered. */
    void on(Channel registered) {
        channel = registered;
        if (aborted) {
            abort();
        } else if (left) {
            close();
        }
    }

    boolean open() {
        return channel != null && channel.isOpen();
    }

    void count(int sent, int received) {
        traffic.count(setup.endpoint().stage(), sent, received);
    }

    /** Asks the kernel before the connection is reset. */
    void deadlineReached() {
        atDeadline = TcpState.of(channel).orElse(null);
    }

    void connectFailed(Input.Unconnected why, String detail) {
        driver.on(new Event.Unconnected(why, detail));
    }

    void resetWhileConnecting() {
        driver.on(new Event.ResetWhileConnecting());
    }

    @Override
    public void operationComplete(ChannelFuture closed) {
        driver.on(new Event.SocketClosed());
    }

    @Override
    public Endpoint endpoint() {
        return setup.endpoint();
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
        return socket.recording().kept();
    }

    @Override
    public PlainStream takeOver(PlainStream.Reader reader) {
        driver.conversation().reader(reader);
        channel.config().setRecvByteBufAllocator(SingleReads.BULK);
        return new PlainStream() {
            @Override
            public EventLoop loop() {
                return channel.eventLoop();
            }

            @Override
            public void write(ByteBuf bytes) {
                channel.write(bytes);
            }

            @Override
            public void flush() {
                channel.flush();
            }

            @Override
            public boolean writable() {
                return channel.isWritable();
            }

            @Override
            public void reading(boolean on) {
                channel.config().setAutoRead(on);
            }

            @Override
            public void finish() {
                driver.on(new Event.Close(Effect.Manner.ORDERLY));
            }

            @Override
            public void reset() {
                driver.on(new Event.Abort());
            }
        };
    }

    @Override
    public void close() {
        left = true; // as for a reset
        var now = channel;
        if (now != null && now.eventLoop().inEventLoop()) {
            // What lies behind the message at hand is not taken any more, however much of it has come by now.
            driver.on(new Event.LastFrame());
        }
        later(new Event.Leave());
    }

    @Override
    public void abort() {
        aborted = true; // there may be no channel yet
        later(new Event.GiveUp());
    }

    private void later(Event event) {
        var now = channel;
        if (now != null) {
            now.eventLoop().execute(() -> driver.on(event));
        }
    }
}
