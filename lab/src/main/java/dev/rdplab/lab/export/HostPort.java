package dev.rdplab.lab.export;

import dev.rdplab.protocol.wire.Bytes;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * One end of a TCP connection.
 *
 * @param address 4 or 16 bytes
 */
public record HostPort(Bytes address, int port) {

    public HostPort {
        if (address.length() != 4 && address.length() != 16) {
            throw new IllegalArgumentException("an address of " + address.length() + " bytes");
        }
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("port " + port);
        }
    }

    public boolean ipv6() {
        return address.length() == 16;
    }

    public String host() {
        try {
            return InetAddress.getByAddress(address.toArray()).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for other lengths
        }
    }

    /** As in {@code 127.0.0.1:3389} or {@code [::1]:3389}. */
    @Override
    public String toString() {
        return ipv6() ? "[" + host() + "]:" + port : host() + ":" + port;
    }
}
