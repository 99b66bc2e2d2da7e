package dev.rdplab.chaos.link;

import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Links through a Toxiproxy server: one at a given URL, or one that is started for each link. The embedded one needs no server:
 * {@link InProcessLink#embedded}.
 */
public final class ToxiproxyLink implements LinkBackend {

    /** A server to use for one link. */
    private interface Source {
        Server get(long seed);
    }

    private record Server(String host, int port, Runnable stop) {}

    private final String name;
    private final Source source;

    private ToxiproxyLink(String name, Source source) {
        this.name = name;
        this.source = source;
    }

    /** A server that runs already, such as {@code http://127.0.0.1:8474}. It is left running. */
    public static ToxiproxyLink at(URI url) {
        if (url.getHost() == null || !"http".equals(url.getScheme())) {
            throw new IllegalArgumentException("a Toxiproxy URL looks like http://127.0.0.1:8474, not " + url);
        }
        int port = url.getPort() < 0 ? 8474 : url.getPort();
        return new ToxiproxyLink("toxiproxy", seed -> new Server(url.getHost(), port, () -> {}));
    }

    /** The program {@code toxiproxy-server}, started for each link on a free loopback port and stopped with it. */
    public static ToxiproxyLink program() {
        return new ToxiproxyLink("toxiproxy", seed -> {
            var program = ToxiproxyProgram.start();
            return new Server("127.0.0.1", program.port(), program::close);
        });
    }

    @Override
    public String name() {
        return name;
    }

    /** The client of Toxiproxy throws exceptions without a message. */
    private static String reason(IOException e) {
        return e.getMessage() == null || e.getMessage().equals("null") ? "" : " (" + e.getMessage() + ")";
    }

    @Override
    public OpenLink open(Link link, InetSocketAddress upstream, long seed) {
        var server = source.get(seed);
        try {
            var client = new ToxiproxyClient(server.host(), server.port());
            var proxy = new ServedProxy(client, "http://" + server.host() + ":" + server.port(), upstream);
            return OpenToxiproxyLink.open(name, proxy, link, seed, server.stop());
        } catch (IOException e) {
            server.stop().run();
            throw new LinkUnavailableException(
                    "no Toxiproxy answers at " + server.host() + ":" + server.port() + reason(e)
                            + "; start toxiproxy-server there or use the backend embedded",
                    e);
        } catch (RuntimeException e) {
            server.stop().run();
            throw e;
        }
    }
}
