package dev.rdplab.chaos.link;

import dev.rdplab.chaos.toxiproxy.EmbeddedProxy;
import dev.rdplab.chaos.toxiproxy.Sockets;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Links through the embedded proxy on sockets of the caller's, and in their time. They are driven by calls and not by the HTTP
 * interface, on the thread of those sockets.
 */
public final class InProcessLink implements LinkBackend {

    private final Sockets sockets;

    public InProcessLink(Sockets sockets) {
        this.sockets = sockets;
    }

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public OpenLink open(Link link, InetSocketAddress upstream, long seed) {
        try {
            return OpenToxiproxyLink.open(
                    name(), new Control(new EmbeddedProxy(sockets, upstream, seed)), link, seed, () -> {});
        } catch (IOException e) {
            throw new LinkUnavailableException("the embedded proxy cannot listen: " + e.getMessage(), e);
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
        public void delete() {
            proxy.close();
        }
    }
}
