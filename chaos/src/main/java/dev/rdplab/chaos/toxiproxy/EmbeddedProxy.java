package dev.rdplab.chaos.toxiproxy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * One proxy of the embedded server without the HTTP interface, for the program that is itself its only user. Not safe for use by
 * several threads.
 */
public final class EmbeddedProxy implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Proxy proxy;

    /** Does not listen yet. @param upstream where it leads */
    public EmbeddedProxy(Sockets sockets, InetSocketAddress upstream, long seed) {
        var target = upstream.getAddress().getHostAddress() + ":" + upstream.getPort();
        proxy = new Proxy("embedded", "127.0.0.1:0", target, sockets, seed);
    }

    /** Listens on a free port of the loopback. */
    public InetSocketAddress listen() {
        carryOut(proxy::start);
        return proxy.address();
    }

    /** @param type in Toxiproxy's words @param attributes in Toxiproxy's units */
    public void add(String name, String type, boolean upstream, Map<String, Long> attributes) {
        var body = JSON.createObjectNode()
                .put("name", name)
                .put("type", type)
                .put("stream", upstream ? "upstream" : "downstream");
        attributes.forEach(body.putObject("attributes")::put);
        carryOut(() -> proxy.add(body));
    }

    public void remove(String toxic) {
        carryOut(() -> proxy.delete(toxic));
    }

    /** Listens no more, and closes every connection. */
    @Override
    public void close() {
        proxy.stop();
    }

    private interface Change {
        void carryOut() throws ApiError;
    }

    private static void carryOut(Change change) {
        try {
            change.carryOut();
        } catch (ApiError refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }
}
