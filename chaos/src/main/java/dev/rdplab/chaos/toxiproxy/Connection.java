package dev.rdplab.chaos.toxiproxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** One client's connection through a proxy: two sockets and a pipe each way, all on one event loop. */
final class Connection {

    private final Channel client;
    private final Channel server;
    private final Pipe up;
    private final Pipe down;

    private final boolean faithful;

    Connection(Channel client, Channel server, SplittableRandom draws, LongSupplier nanos, boolean faithful) {
        this.faithful = faithful;
        this.client = client;
        this.server = server;
        this.up = new Pipe(client, server, draws.split(), nanos);
        this.down = new Pipe(server, client, draws.split(), nanos);
    }

    /** Called on the event loop, before a byte has been read. */
    void begin(List<ToxicEntry> toxics) {
        // The original sets this when a connection begins and not when the toxic is added later.
        if (toxics.stream().anyMatch(t -> t.type() == ToxicEntry.Type.RESET_PEER)) {
            client.config().setOption(ChannelOption.SO_LINGER, 0);
            server.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        toxics.forEach(this::add);
        client.pipeline().addLast(new Ear(up, down, faithful));
        server.pipeline().addLast(new Ear(down, up, faithful));
        if (!client.isActive()) {
            up.end();
        }
        up.resume();
        down.resume();
    }

    Future<?> run(Consumer<Connection> change) {
        var loop = client.eventLoop();
        if (loop.inEventLoop()) {
            change.accept(this);
            return loop.newSucceededFuture(null);
        }
        return loop.submit(() -> change.accept(this));
    }

    void add(ToxicEntry toxic) {
        pipe(toxic).add(toxic);
    }

    void update(ToxicEntry toxic) {
        pipe(toxic).update(toxic);
    }

    void remove(ToxicEntry toxic) {
        pipe(toxic).remove(toxic);
    }

    void cut(boolean reset) {
        if (reset) {
            client.config().setOption(ChannelOption.SO_LINGER, 0);
            server.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        close();
    }

    void close() {
        client.close();
        server.close();
    }

    private Pipe pipe(ToxicEntry toxic) {
        return toxic.upstream() ? up : down;
    }

    /** Reads one socket into its pipe, and notifies the pipe that writes to it when there is room again. */
    private static final class Ear extends ChannelInboundHandlerAdapter {
        private final Pipe out;
        private final Pipe in;

        private final boolean faithful;

        Ear(Pipe out, Pipe in, boolean faithful) {
            this.faithful = faithful;
            this.out = out;
            this.in = in;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            out.read((ByteBuf) message);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof ChannelInputShutdownEvent) {
                out.end();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            out.end();
            in.discard();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            in.resume();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // A reset on one side reaches the other as a plain end, as in the original, unless the proxy is faithful.
            if (faithful) {
                out.reset();
            }
            context.close();
        }
    }
}
