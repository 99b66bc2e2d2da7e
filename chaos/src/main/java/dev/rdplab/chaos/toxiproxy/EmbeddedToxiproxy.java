package dev.rdplab.chaos.toxiproxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * A Toxiproxy server inside this process, on the loopback address. The proxies have threads of their own, so a caller may
 * block on the HTTP interface from anywhere. What is left to chance in the original (toxicity, jitter, slice sizes) is drawn
 * from the seed, by connection number.
 */
public final class EmbeddedToxiproxy implements AutoCloseable {

    /** What {@code GET /version} answers: the version whose behaviour is followed. */
    public static final String VERSION = "2.5.0+rdplab";

    /** Largest request body, bytes. */
    public static final int MAX_BODY = 1 << 20;

    private final EventLoopGroup apiLoop = group("toxiproxy-api", 1);
    private final EventLoopGroup proxyLoops = group("toxiproxy", 2);
    private final Proxies proxies;
    private final Channel listener;

    private EmbeddedToxiproxy(int port, long seed) {
        proxies = new Proxies(Sockets.of(proxyLoops), seed);
        try {
            listener = new ServerBootstrap()
                    .group(apiLoop)
                    .channel(NioServerSocketChannel.class)
                    .childHandler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline()
                                    .addLast(
                                            new HttpServerCodec(),
                                            new HttpObjectAggregator(MAX_BODY),
                                            new Api(proxies));
                        }
                    })
                    .bind("127.0.0.1", port)
                    .syncUninterruptibly()
                    .channel();
        } catch (RuntimeException e) {
            apiLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            proxyLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw e;
        }
    }

    /**
     * Starts a server.
     *
     * @param port of the HTTP interface; 0 for a free one
     */
    public static EmbeddedToxiproxy start(int port, long seed) {
        return new EmbeddedToxiproxy(port, seed);
    }

    /** Where the HTTP interface listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Ends the HTTP interface, every proxy and every connection. Not to be called from a thread of a proxy. */
    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        apiLoop.submit(proxies::clear).syncUninterruptibly();
        apiLoop.shutdownGracefully(0, 2, TimeUnit.SECONDS);
        proxyLoops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    private static EventLoopGroup group(String name, int threads) {
        return new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
    }
}
