package dev.rdplab.chaos.link;

import dev.rdplab.chaos.toxiproxy.EmbeddedProxy;
import dev.rdplab.chaos.toxiproxy.Sockets;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Links through the embedded proxy, driven by calls and not by the HTTP interface. Not to be used from a thread of the proxy's
 * own sockets.
 */
public final class InProcessLink implements LinkBackend {

    /** Threads of an embedded proxy on the kernel's sockets. */
    private static final int THREADS = 2;

    /** What one link is made on. @param stop ends it with the link */
    private record Ground(Sockets sockets, Runnable stop) {}

    private final Supplier<Ground> grounds;
    /** Of a link in the server's place; empty for one on a free loopback port, which behaves as the original. */
    private final Optional<InetSocketAddress> place;

    private InProcessLink(Supplier<Ground> grounds, Optional<InetSocketAddress> place) {
        this.grounds = grounds;
        this.place = place;
    }

    /** On sockets of the caller's, and in their time. */
    public InProcessLink(Sockets sockets) {
        this(() -> new Ground(sockets, () -> {}), Optional.empty());
    }

    /** On the kernel's sockets, with threads of its own for each link. */
    public static InProcessLink embedded() {
        return embedded(Optional.empty());
    }

    /**
     * On the kernel's sockets, in the place of the server: it listens where clients look for the server, passes a reset on as a
     * reset, and knows the client of each connection.
     *
     * @param listen port 0 for any free one
     */
    public static InProcessLink inPlaceOfServer(InetSocketAddress listen) {
        return embedded(Optional.of(listen));
    }

    private static InProcessLink embedded(Optional<InetSocketAddress> place) {
        return new InProcessLink(
                () -> {
                    var loops = new MultiThreadIoEventLoopGroup(
                            THREADS, new DefaultThreadFactory("toxiproxy", true), NioIoHandler.newFactory());
                    return new Ground(Sockets.of(loops), () -> loops.shutdownGracefully(0, 2, TimeUnit.SECONDS)
                            .awaitUninterruptibly(2, TimeUnit.SECONDS));
                },
                place);
    }

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public OpenLink open(Link link, InetSocketAddress upstream, long seed) {
        var ground = grounds.get();
        try {
            var proxy =
                    new Control(place.map(listen -> new EmbeddedProxy(ground.sockets(), listen, upstream, seed, true))
                            .orElseGet(() -> new EmbeddedProxy(ground.sockets(), upstream, seed)));
            return OpenToxiproxyLink.open(name(), proxy, link, seed, ground.stop());
        } catch (IOException e) {
            ground.stop().run();
            throw new LinkUnavailableException("the embedded proxy cannot listen: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            ground.stop().run();
            throw e;
        }
    }

    private record Control(EmbeddedProxy proxy) implements ProxyControl {
        @Override
        public InetSocketAddress listen() {
            return proxy.listen();
        }

        @Override
        public void create(Toxic toxic) {
            proxy.add(toxic.name(), toxic.kind().word(), toxic.direction() == Direction.UP, toxic.attributes());
        }

        @Override
        public void remove(String toxic) {
            proxy.remove(toxic);
        }

        @Override
        public Optional<InetSocketAddress> clientOf(InetSocketAddress seen) {
            return proxy.clientOf(seen);
        }

        @Override
        public int cut(boolean reset) {
            return proxy.cut(reset);
        }

        @Override
        public void delete() {
            proxy.close();
        }
    }
}
