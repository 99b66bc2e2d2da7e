package dev.rdplab.chaos.toxiproxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.util.concurrent.Future;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A listening port, where it leads, and the toxics between. Changed by one thread at a time, never one of its own sockets'. */
final class Proxy {

    /** Toxics at a time, both directions together. */
    static final int MAX_TOXICS = 64;

    /** Connections at a time; one more is closed as soon as it is accepted. */
    static final int MAX_CONNECTIONS = 4_096;

    private final String name;
    private String listen;
    private String upstream;
    private final Sockets sockets;
    private final long seed;
    private final List<ToxicEntry> toxics = new CopyOnWriteArrayList<>();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final boolean faithful;
    /** Of a faithful proxy: its own address towards the server, and the client's. */
    private final Map<SocketAddress, InetSocketAddress> clients = new ConcurrentHashMap<>();

    private Channel listener;

    Proxy(String name, String listen, String upstream, Sockets sockets, long seed) {
        this(name, listen, upstream, sockets, seed, false);
    }

    Proxy(String name, String listen, String upstream, Sockets sockets, long seed, boolean faithful) {
        this.faithful = faithful;
        this.name = name;
        this.listen = listen;
        this.upstream = upstream;
        this.sockets = sockets;
        this.seed = seed;
    }

    boolean is(String otherListen, String otherUpstream) {
        return listen.equals(otherListen) && upstream.equals(otherUpstream);
    }

    void update(JsonNode body) throws ApiError {
        String newListen = Json.text(body, "listen", listen);
        String newUpstream = Json.text(body, "upstream", upstream);
        boolean enabled = Json.flag(body, "enabled", listener != null);
        if (!is(newListen, newUpstream)) {
            stop();
            listen = newListen;
            upstream = newUpstream;
        }
        if (enabled) {
            start();
        } else {
            stop();
        }
    }

    void start() throws ApiError {
        if (listener != null) {
            return;
        }
        var bound = sockets.listening()
                .get()
                .option(ChannelOption.SO_BACKLOG, 1_024)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                // The size in which the original copies.
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(32 << 10))
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel client) {
                        connect(client);
                    }
                })
                .bind(address(listen));
        sockets.await().accept(bound);
        if (!bound.isSuccess()) {
            var why = String.valueOf(bound.cause().getMessage()).toLowerCase(Locale.ROOT);
            throw new ApiError(500, "listen tcp " + listen + ": bind: " + why);
        }
        listener = bound.channel();
        var local = address();
        listen = local.getAddress().getHostAddress() + ":" + local.getPort();
    }

    /** The address it listens on. */
    InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    void stop() {
        if (listener != null) {
            listener.close().awaitUninterruptibly();
            listener = null;
            connections.forEach(Connection::close);
        }
    }

    private void connect(Channel client) {
        int number = accepted.incrementAndGet();
        if (connections.size() >= MAX_CONNECTIONS) {
            client.close();
            return;
        }
        var connecting = sockets.connecting()
                .apply(client.eventLoop())
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(32 << 10))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {}
                });
        (faithful ? named(connecting, client) : connecting.connect(resolved(upstream)))
                .addListener((ChannelFutureListener) done -> {
                    if (done.isSuccess()) {
                        var draws = new SplittableRandom(new SplittableRandom(seed).nextLong() + number);
                        var connection = new Connection(client, done.channel(), draws, sockets.nanos(), faithful);
                        connections.add(connection);
                        client.closeFuture().addListener(closed -> connections.remove(connection));
                        if (!client.parent()
                                .isOpen()) { // stopped meanwhile, and perhaps not in time to be among those closed
                            connection.close();
                            return;
                        }
                        connection.begin(toxics);
                    } else {
                        client.close();
                    }
                });
    }

    /** Takes its own port first: who it connects for is known before the server can accept the connection. */
    private ChannelFuture named(Bootstrap connecting, Channel client) {
        var target = resolved(upstream);
        var any = new InetSocketAddress(target.getAddress() instanceof Inet6Address ? "::1" : "127.0.0.1", 0);
        var registered = connecting.register();
        var channel = registered.channel();
        var connected = channel.newPromise();
        registered.addListener(ready -> channel.bind(any).addListener(bound -> {
            if (channel.localAddress() != null) {
                clients.put(channel.localAddress(), (InetSocketAddress) client.remoteAddress());
                var own = channel.localAddress();
                channel.closeFuture().addListener(closed -> clients.remove(own));
            }
            channel.connect(target, connected);
        }));
        return connected;
    }

    Optional<InetSocketAddress> clientOf(InetSocketAddress seen) {
        return Optional.ofNullable(clients.get(seen));
    }

    int cut(boolean reset) {
        var open = List.copyOf(connections);
        open.stream().map(c -> c.run(one -> one.cut(reset))).toList().forEach(Future::awaitUninterruptibly);
        return open.size();
    }

    List<ToxicEntry> ordered() {
        var all = new ArrayList<>(toxics.stream().filter(ToxicEntry::upstream).toList());
        toxics.stream().filter(t -> !t.upstream()).forEach(all::add);
        return all;
    }

    ToxicEntry toxic(String toxic) throws ApiError {
        return toxics.stream()
                .filter(t -> t.name().equals(toxic))
                .findFirst()
                .orElseThrow(() -> new ApiError(404, "toxic not found"));
    }

    ToxicEntry add(JsonNode body) throws ApiError {
        var toxic = ToxicEntry.of(body);
        if (toxics.stream().anyMatch(t -> t.name().equals(toxic.name()))) {
            throw new ApiError(409, "toxic already exists");
        }
        if (toxics.size() >= MAX_TOXICS) {
            throw new ApiError(400, "too many toxics, at most " + MAX_TOXICS);
        }
        toxics.add(toxic);
        everywhere(c -> c.add(toxic));
        return toxic;
    }

    ToxicEntry change(String which, JsonNode body) throws ApiError {
        var toxic = toxic(which);
        toxic.update(body);
        everywhere(c -> c.update(toxic));
        return toxic;
    }

    void delete(String which) throws ApiError {
        var toxic = toxic(which);
        toxics.remove(toxic);
        everywhere(c -> c.remove(toxic));
    }

    void deleteAll() throws ApiError {
        for (ToxicEntry toxic : List.copyOf(toxics)) {
            delete(toxic.name());
        }
    }

    /** Returns when every connection has taken the change: the request is answered only then. */
    private void everywhere(Consumer<Connection> change) {
        var pending = connections.stream().map(c -> c.run(change)).toList();
        pending.forEach(Future::awaitUninterruptibly);
    }

    JsonNode toxicsJson(ObjectMapper json) {
        var list = json.createArrayNode();
        ordered().forEach(t -> list.add(t.toJson(json)));
        return list;
    }

    JsonNode toJson(ObjectMapper json) {
        return json.createObjectNode()
                .put("name", name)
                .put("listen", listen)
                .put("upstream", upstream)
                .put("enabled", listener != null)
                .set("toxics", toxicsJson(json));
    }

    private static InetSocketAddress address(String text) throws ApiError {
        int colon = text.lastIndexOf(':');
        if (colon < 0 && !text.isEmpty()) {
            throw new ApiError(500, "listen tcp: address " + text + ": missing port in address");
        }
        try {
            int port = text.isEmpty() ? 0 : Integer.parseInt(text.substring(colon + 1));
            // An empty host means every interface in the original; this one stays on the loopback.
            return new InetSocketAddress(colon <= 0 ? "127.0.0.1" : text.substring(0, colon), port);
        } catch (IllegalArgumentException e) {
            throw new ApiError(500, "listen tcp: address " + text + ": invalid port");
        }
    }

    private static InetSocketAddress resolved(String text) {
        int colon = text.lastIndexOf(':');
        try {
            return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        } catch (RuntimeException e) {
            // Port 0 refuses: the connection fails as one to a wrong address does.
            return new InetSocketAddress("127.0.0.1", 0);
        }
    }
}
