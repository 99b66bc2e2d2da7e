package dev.rdplab.clientsim.load;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The addresses that may be loaded without saying that the host is your own. */
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

    /**
     * The address of a host that may be loaded. The name is looked up once: the address that was checked is the one that is loaded.
     *
     * @param owned whether the user says that the host is one of theirs
     * @param permission how the user says so, for the refusal
     * @throws IllegalArgumentException when it is elsewhere, and the caller does not declare it its own
     */
    public static InetAddress resolve(String host, boolean owned, String permission) throws UnknownHostException {
        var address = InetAddress.getByName(host);
        if (!owned && !contains(address)) {
            throw new IllegalArgumentException(address.getHostAddress()
                    + " is neither loopback nor in a private range; load only a server of your own, and say so with "
                    + permission);
        }
        return address;
    }
}
