package dev.rdplab.transport;

import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A proxy that a client's connections go through: SOCKS 5 (RFC 1928) or HTTP CONNECT (RFC 9110 section 9.3.6), without a logon. The
 * proxy looks up the server's name.
 */
public record Proxy(Kind kind, InetSocketAddress address) {

    /** What can be written, for messages. */
    public static final String ALLOWED = "socks5://HOST[:PORT] or http://HOST[:PORT], without user and password";

    /** What is spoken with the proxy. */
    public enum Kind {
        SOCKS5(1080),
        HTTP(8080);

        private final int port;

        Kind(int port) {
            this.port = port;
        }
    }

    /** Reads a URL. @throws IllegalArgumentException when it is none of {@link #ALLOWED} */
    public static Proxy parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a URL");
        }
        var kind = kind(uri.getScheme());
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new IllegalArgumentException("names no host");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("has a user");
        }
        if (!uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/") || uri.getRawQuery() != null) {
            throw new IllegalArgumentException("has a path");
        }
        int port = uri.getPort() < 0 ? kind.port : uri.getPort();
        String host = uri.getHost().replaceAll("^\\[|]$", "");
        return new Proxy(kind, InetSocketAddress.createUnresolved(host, port));
    }

    ProxyHandler handler(InetSocketAddress resolved) {
        return kind == Kind.HTTP ? new HttpProxyHandler(resolved) : new Socks5ProxyHandler(resolved);
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + "://" + address.getHostString() + ":" + address.getPort();
    }

    private static Kind kind(String scheme) {
        if ("http".equalsIgnoreCase(scheme)) {
            return Kind.HTTP;
        }
        if ("socks5".equalsIgnoreCase(scheme) || "socks5h".equalsIgnoreCase(scheme)) {
            return Kind.SOCKS5;
        }
        throw new IllegalArgumentException(scheme == null ? "has no scheme" : "has the scheme '" + scheme + "'");
    }
}
