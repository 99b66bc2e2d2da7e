package dev.rdplab.cli;

import java.net.InetSocketAddress;

/** Reads {@code HOST[:PORT]}: one host, by name or address. By hand: this is the first thing that a short command does. */
final class Targets {

    static final int RDP_PORT = 3389;

    private static final String DIGITS = "0123456789";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String NAME = DIGITS + LETTERS + "_.-";
    private static final String IPV6 = DIGITS + "abcdefABCDEF:.";
    private static final String SCOPED = IPV6 + LETTERS + "%";

    private Targets() {}

    /** Unresolved: looking the name up is part of connecting. */
    static InetSocketAddress parse(String text) {
        int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
        if (bracket > 0) {
            return target(text, text.substring(1, bracket), SCOPED, text.substring(bracket + 1));
        }
        int colon = text.indexOf(':');
        if (colon >= 0 && text.indexOf(':', colon + 1) >= 0) {
            return target(text, text, IPV6, "");
        }
        int end = colon < 0 ? text.length() : colon;
        return target(text, text.substring(0, end), NAME, text.substring(end));
    }

    /** @param rest nothing, or a colon and a port */
    private static InetSocketAddress target(String text, String host, String allowed, String rest) {
        boolean ported = rest.startsWith(":") && rest.length() <= 6 && consistsOf(DIGITS, rest.substring(1));
        if (!consistsOf(allowed, host) || !(rest.isEmpty() || ported)) {
            throw new UsageException("'" + text + "' is not one host; write HOST, HOST:PORT or [IPv6]:PORT");
        }
        int port = ported ? Integer.parseInt(rest.substring(1)) : RDP_PORT;
        if (port < 1 || port > 65_535) {
            throw new UsageException("port " + port + " in '" + text + "' is not between 1 and 65535");
        }
        return InetSocketAddress.createUnresolved(host, port);
    }

    /**
     * The address of {@code --listen} with a port.
     *
     * @throws CannotRunException for a name that has no address
     */
    static InetSocketAddress listening(String listen, int port) {
        var address = listen.isBlank() ? null : new InetSocketAddress(listen, port);
        if (address == null || address.isUnresolved()) {
            throw new CannotRunException("--listen '" + listen
                    + "' is not an address of this machine; such as 127.0.0.1, or 0.0.0.0 for all of them");
        }
        return address;
    }

    private static boolean consistsOf(String allowed, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (allowed.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static String text(InetSocketAddress address) {
        var host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
