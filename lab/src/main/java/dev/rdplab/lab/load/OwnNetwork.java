package dev.rdplab.lab.load;

import java.net.Inet6Address;
import java.net.InetAddress;

/** The addresses that one may load without saying that the host is one's own. */
public final class OwnNetwork {

    private OwnNetwork() {}

    /** Loopback, RFC 1918, link-local, and unique local addresses of IPv6 (RFC 4193). */
    public static boolean contains(InetAddress address) {
        boolean uniqueLocal = address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || uniqueLocal;
    }
}
