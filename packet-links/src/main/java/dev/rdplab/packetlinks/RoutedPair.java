package dev.rdplab.packetlinks;

import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.chaos.process.AtEnd;
import java.net.InetAddress;
import java.util.List;

/**
 * Two ends with a router between them, all three in namespaces, joined by veth devices. The small MTU of a black hole is on the
 * router's way out: on the sender's own device it would be an error of the sender.
 */
record RoutedPair(NetNamespace a, NetNamespace b, NetNamespace router) implements AutoCloseable {

    /** The router's device towards A, on which the direction down leaves. */
    static final String TO_A = "ra";

    static final String TO_B = "rb";

    private static final String AT_A = "va";
    private static final String AT_B = "vb";
    private static final String MAC = "02:77:00:00:00:";
    private static final String ROUTER_V6 = "fd77::fe";
    private static final String ROUTER_LINK = "fe80::1";

    static RoutedPair open(PacketPath path) {
        PacketLab.require();
        PacketLab.missingProgram("nft", "nftables")
                .or(() -> PacketLab.missingProgram("ethtool", "ethtool"))
                .ifPresent(line -> {
                    throw new LinkUnavailableException(line);
                });
        Namespaces.sweep();
        var ends = Namespaces.create("a", "b", "r");
        var pair = new RoutedPair(ends.get(0), ends.get(1), ends.get(2));
        return AtEnd.started(pair, made -> made.join(path), RoutedPair::close);
    }

    @Override
    public void close() {
        Namespaces.remove(a);
        Namespaces.remove(b);
        Namespaces.remove(router);
        AtEnd.forget(this);
    }

    private void join(PacketPath path) {
        Command.run(veth(TO_A, "0a", AT_A, "01", a) + veth(TO_B, "0b", AT_B, "02", b), List.of("ip", "-batch", "-"));
        end(a, AT_A, PacketNet.A, PacketNet.A6, "0a", path.deviceMtu());
        end(b, AT_B, PacketNet.B, PacketNet.B6, "0b", path.deviceMtu());
        towards(TO_A, PacketNet.A, PacketNet.A6, "01");
        towards(TO_B, PacketNet.B, PacketNet.B6, "02");
        router.sysctl("net.ipv4.ip_forward", "1");
        router.sysctl("net.ipv6.conf.all.forwarding", "1");
        shape(path);
    }

    /** Sets small MTUs, silence about them and clamps, instead of those that were set before. */
    void shape(PacketPath path) {
        batch(
                router,
                "link set dev " + TO_A + " mtu " + mtu(path.down(), path.deviceMtu()),
                "link set dev " + TO_B + " mtu " + mtu(path.up(), path.deviceMtu()));
        Command.run(NetemCommands.rules(path, TO_A, TO_B), router.command(List.of("nft", "-f", "-")));
    }

    private static int mtu(Impairment impairment, int device) {
        return impairment.mtu().bytes() == 0 ? device : impairment.mtu().bytes();
    }

    private String veth(String device, String mac, String peer, String peerMac, NetNamespace namespace) {
        return "link add " + device + " address " + MAC + mac + " netns " + router.name() + " type veth peer name "
                + peer + " address " + MAC + peerMac + " netns " + namespace.name() + "\n";
    }

    /** Neighbours are written down, so that no packet is spent on finding them. */
    private static void end(
            NetNamespace namespace, String device, InetAddress address, InetAddress address6, String mac, int mtu) {
        batch(
                namespace,
                "link set lo up",
                "link set dev " + device + " mtu " + mtu,
                "addr add " + address.getHostAddress() + "/32 dev " + device,
                "addr add " + address6.getHostAddress() + "/128 dev " + device + " nodad",
                "link set dev " + device + " up",
                "neigh add " + PacketNet.ROUTER.getHostAddress() + " lladdr " + MAC + mac + " dev " + device
                        + " nud permanent",
                "neigh add " + ROUTER_LINK + " lladdr " + MAC + mac + " dev " + device + " nud permanent",
                "route add 0.0.0.0/0 via " + PacketNet.ROUTER.getHostAddress() + " dev " + device + " onlink",
                "route add ::/0 via " + ROUTER_LINK + " dev " + device);
        noOffloads(namespace, device);
    }

    private void towards(String device, InetAddress address, InetAddress address6, String mac) {
        String v4 = address.getHostAddress();
        String v6 = address6.getHostAddress();
        batch(
                router,
                "addr add " + PacketNet.ROUTER.getHostAddress() + "/32 dev " + device,
                "addr add " + ROUTER_V6 + "/128 dev " + device + " nodad",
                "link set dev " + device + " up",
                "route add " + v4 + " dev " + device,
                "route add " + v6 + " dev " + device,
                "neigh add " + v4 + " lladdr " + MAC + mac + " dev " + device + " nud permanent",
                "neigh add " + v6 + " lladdr " + MAC + mac + " dev " + device + " nud permanent");
        noOffloads(router, device);
    }

    /** With offloads one drop would be a super-packet of up to 64 kB. */
    private static void noOffloads(NetNamespace namespace, String device) {
        namespace.run("ethtool", "-K", device, "tso", "off", "gso", "off", "gro", "off");
    }

    private static void batch(NetNamespace namespace, String... lines) {
        Command.run(String.join("\n", lines) + "\n", List.of("ip", "-n", namespace.name(), "-batch", "-"));
    }
}
