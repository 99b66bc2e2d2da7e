package dev.rdplab.packetlinks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** The addresses of a packet link. All links have the same: their namespaces cannot see each other. */
final class PacketNet {

    static final InetAddress A = address("10.77.0.1");
    static final InetAddress B = address("10.77.0.2");
    static final InetAddress A6 = address("fd77::1");
    static final InetAddress B6 = address("fd77::2");

    /** The router that ICMP comes from. */
    static final InetAddress ROUTER = address("10.77.0.254");

    private static final byte[] ROUTER_V6 = address("fd77::fe").getAddress();

    private PacketNet() {}

    static void routerV6(ByteBuffer out, int at) {
        out.put(at, ROUTER_V6, 0, ROUTER_V6.length);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }
}
