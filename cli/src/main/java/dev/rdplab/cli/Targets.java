package dev.rdplab.cli;

import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/** Reads {@code HOST[:PORT]}: one host, by name or address. */
final class Targets {

    static final int RDP_PORT = 3389;

    private static final Pattern BRACKETED = Pattern.compile("\\[([0-9A-Fa-f:.%a-z]+)](?::(\\d{1,5}))?");
    private static final Pattern PLAIN = Pattern.compile("([A-Za-z0-9_.-]+)(?::(\\d{1,5}))?");
    private static final Pattern BARE_IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f.]*");

    private Targets() {}

    /** Unresolved: looking the name up is part of connecting. */
    static InetSocketAddress parse(String text) {
        if (BARE_IPV6.matcher(text).matches()) {
            return InetSocketAddress.createUnresolved(text, RDP_PORT);
        }
        for (Pattern form : new Pattern[] {BRACKETED, PLAIN}) {
            var matcher = form.matcher(text);
            if (matcher.matches()) {
                int port = matcher.group(2) == null ? RDP_PORT : Integer.parseInt(matcher.group(2));
                if (port < 1 || port > 65_535) {
                    throw new UsageException("port " + port + " in '" + text + "' is not between 1 and 65535");
                }
                return InetSocketAddress.createUnresolved(matcher.group(1), port);
            }
        }
        throw new UsageException("'" + text + "' is not one host; write HOST, HOST:PORT or [IPv6]:PORT");
    }

    static String text(InetSocketAddress address) {
        var host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
