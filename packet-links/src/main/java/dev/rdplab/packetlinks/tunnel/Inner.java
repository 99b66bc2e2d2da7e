package dev.rdplab.packetlinks.tunnel;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses inside tunnels, by their literals. */
final class Inner {

    private Inner() {}

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }
}
