package dev.rdplab.chaos.toxiproxy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/**
 * One proxy of the embedded server without the HTTP interface, for the program that is itself its only user. Not safe for use by
 * several threads.
 */
public final class EmbeddedProxy implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Proxy proxy;

    /** A proxy on a free port of the loopback, which behaves as the original. Does not listen yet. @param upstream where it leads */
    public EmbeddedProxy(Sockets sockets, InetSocketAddress upstream, long seed) {
        this(sockets, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), upstream, seed, false);
    }

    /**
     * A proxy that does not listen yet.
     *
     * @param listen where it will listen
     * @param upstream where it leads
     * @param faithful passes a reset on as a reset and remembers whose a connection is, which the original does not
     */
    public EmbeddedProxy(
            Sockets sockets, InetSocketAddress listen, InetSocketAddress upstream, long seed, boolean faithful) {
        proxy = new Proxy("embedded", text(listen), text(upstream), sockets, seed, faithful);
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Begins to listen. @return where, with the real port */
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

    /** The client whose connection the server sees as coming from {@code seen}; empty unless the proxy is faithful. */
    public Optional<InetSocketAddress> clientOf(InetSocketAddress seen) {
        return proxy.clientOf(seen);
    }

    /** Ends every connection on both sides, and goes on listening. @param reset by RST, else by FIN @return how many there were */
    public int cut(boolean reset) {
        return proxy.cut(reset);
    }

    /** Stops listening and closes every connection. */
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
