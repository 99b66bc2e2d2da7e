package dev.rdplab.console;

import dev.rdplab.lab.run.ScenarioServer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** The HTTP interface to a {@link ScenarioServer} or another lab, which it does not own. Has one thread of its own. */
public final class AdminServer implements AutoCloseable {

    /** Largest request body, bytes. */
    public static final int MAX_BODY = 64 << 10;

    /** Connections that may be open at a time. */
    public static final int MAX_CONNECTIONS = 64;

    private static final int LONGEST_LINE = 4_096;
    private static final int LONGEST_HEADERS = 8_192;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("rdplab-admin", true), NioIoHandler.newFactory());
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private Channel listener;

    private AdminServer() {}

    /**
     * Begins to listen.
     *
     * @param events the same that watches the server's connections
     * @throws IOException when the address cannot be bound
     */
    public static AdminServer start(ScenarioServer server, AdminEvents events, AdminOptions options)
            throws IOException {
        return start(new ServedLab(server), events, options);
    }

    /**
     * Begins to listen, for anything that can be steered.
     *
     * @param events told of the connections by their owner
     * @throws IOException when the address cannot be bound
     */
    public static AdminServer start(Steered lab, AdminEvents events, AdminOptions options) throws IOException {
        var admin = new AdminServer();
        var api = new AdminApi(lab, events);
        events.of(lab);
        var bound = new ServerBootstrap()
                .group(admin.loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        admin.accepted(channel, new AdminHandler(api, events, options));
                    }
                })
                .bind(options.listen())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            admin.close();
            throw new IOException("cannot listen on " + options.listen() + ": "
                    + bound.cause().getMessage());
        }
        admin.listener = bound.channel();
        return admin;
    }

    private void accepted(Channel channel, AdminHandler handler) {
        if (connections.size() >= MAX_CONNECTIONS && !makeRoom()) {
            channel.close();
            return;
        }
        connections.add(channel);
        channel.pipeline()
                .addLast(
                        new HttpServerCodec(new HttpDecoderConfig()
                                .setMaxInitialLineLength(LONGEST_LINE)
                                .setMaxHeaderSize(LONGEST_HEADERS)),
                        new HttpObjectAggregator(MAX_BODY, true),
                        handler);
    }

    /** Closes a connection that waits for a request, so that idle connections lock out no user. @return false when there is none */
    private boolean makeRoom() {
        for (Channel channel : connections) {
            var handler = channel.pipeline().get(AdminHandler.class);
            if (handler != null && handler.idle()) {
                connections.remove(channel);
                channel.close();
                return true;
            }
        }
        return false;
    }

    /** Where it listens, with the real port. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Stops listening and closes what is open. */
    @Override
    public void close() {
        if (listener != null) {
            listener.close().awaitUninterruptibly();
        }
        connections.close();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
