package dev.rdplab.lab.export;

import dev.rdplab.protocol.wire.Bytes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

    /** @param address resolved */
    public static HostPort of(InetSocketAddress address) {
        return new HostPort(Bytes.copyOf(address.getAddress().getAddress()), address.getPort());
    }

    public boolean ipv6() {
        return address.length() == 16;
    }

    /** The address as text, IPv6 as RFC 5952 shortens it. */
    public String host() {
        if (ipv6()) {
            return shortened();
        }
        try {
            return InetAddress.getByAddress(address.toArray()).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for other lengths
        }
    }

    /** The longest run of two groups of zeros or more, the first of equal ones, becomes two colons. */
    private String shortened() {
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && group(end) == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        var text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
                continue;
            }
            text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                    .append(Integer.toHexString(group(i)));
        }
        return text.toString();
    }

    private int group(int index) {
        return address.get(2 * index) << 8 | address.get(2 * index + 1);
    }

    /** As in {@code 127.0.0.1:3389} or {@code [::1]:3389}. */
    @Override
    public String toString() {
        return ipv6() ? "[" + host() + "]:" + port : host() + ":" + port;
    }
}
