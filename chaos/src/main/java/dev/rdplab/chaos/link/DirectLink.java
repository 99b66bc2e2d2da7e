package dev.rdplab.chaos.link;

import java.net.InetSocketAddress;
import java.util.Map;

/** No proxy: the client connects to the server itself. */
public final class DirectLink implements LinkBackend {

    @Override
    public String name() {
        return "direct";
    }

    @Override
    public OpenLink open(Link link, InetSocketAddress upstream, long seed) {
        if (!link.needsNoProxy()) {
            throw new LinkUnavailableException(
                    "a direct link has no toxics; use the backend embedded, or toxiproxy with a Toxiproxy server");
        }
        return new Open(upstream);
    }

    private record Open(InetSocketAddress address) implements OpenLink {
        @Override
        public String backend() {
            return "direct";
        }

        @Override
        public String layer() {
            return "none";
        }

        @Override
        public Map<String, Object> settings() {
            return Map.of();
        }

        @Override
        public void prepare(int number) {}

        @Override
        public void add(Toxic toxic) {
            throw new LinkUnavailableException("a direct link takes no toxic: " + toxic.name());
        }

        @Override
        public void remove(String name) {}

        @Override
        public void close() {}
    }
}
