package dev.rdplab.chaos.toxiproxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What proxies are made on: the kernel's sockets, or others with a time of their own.
 *
 * @param listening makes a listening socket, its event loop set
 * @param connecting makes a socket on the event loop of the connection that it belongs to
 * @param nanos the time in which toxics delay
 * @param await waits until a channel's future is done
 */
public record Sockets(
        Supplier<ServerBootstrap> listening,
        Function<EventLoop, Bootstrap> connecting,
        LongSupplier nanos,
        Consumer<ChannelFuture> await) {

    /** The kernel's, in the time of the machine. */
    public static Sockets of(EventLoopGroup loops) {
        return new Sockets(
                () -> new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class),
                loop -> new Bootstrap().group(loop).channel(NioSocketChannel.class),
                System::nanoTime,
                ChannelFuture::awaitUninterruptibly);
    }
}
