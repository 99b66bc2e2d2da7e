package dev.rdplab.chaos.packet;

import dev.rdplab.chaos.link.Direction;
import dev.rdplab.chaos.link.LinkUnavailableException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A packet link made by the kernel: a router between the ends with {@code tc netem} on its two devices and nftables for black
 * holes and clamps. Its chances have no seed, its jitter changes the order, and it counts sent and dropped packets only. It
 * refuses what netem cannot do. No packet goes through this process, which makes it the independent check of {@link TunLink}.
 */
public final class NetemLink implements PacketLink {

    private static final String TO_A = "ra";
    private static final String TO_B = "rb";
    private static final String AT_A = "va";
    private static final String AT_B = "vb";
    private static final Pattern SENT = Pattern.compile("Sent \\d+ bytes (\\d+) pkt \\(dropped (\\d+)");

    private final PacketPath path;
    private final List<NetNamespace> namespaces = new ArrayList<>();
    private final Map<String, Object> settings = new LinkedHashMap<>();

    private NetemLink(PacketPath path) {
        this.path = path;
    }

    /** @throws LinkUnavailableException when something is missing, or the path asks for what netem cannot do */
    public static NetemLink open(PacketPath path) {
        NetemCommands.qdisc("add", TO_B, path.up());
        NetemCommands.qdisc("add", TO_A, path.down());
        if (path.stateLoss().isPresent()) {
            throw NetemCommands.cannot("forget flows");
        }
        if (path.trace().isPresent()) {
            throw NetemCommands.cannot("write a trace");
        }
        PacketLab.require();
        PacketLab.missingProgram("tc", "iproute2")
                .or(() -> PacketLab.missingProgram("nft", "nftables"))
                .ifPresent(line -> {
                    throw new LinkUnavailableException(line);
                });
        Namespaces.sweep();
        var link = new NetemLink(path);
        try {
            link.start();
            return link;
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
    }

    @Override
    public String backend() {
        return "netem";
    }

    @Override
    public NetNamespace a() {
        return namespaces.get(0);
    }

    @Override
    public NetNamespace b() {
        return namespaces.get(1);
    }

    @Override
    public InetAddress addressA() {
        return PacketNet.A;
    }

    @Override
    public InetAddress addressB() {
        return PacketNet.B;
    }

    @Override
    public InetAddress addressA6() {
        return PacketNet.A6;
    }

    @Override
    public InetAddress addressB6() {
        return PacketNet.B6;
    }

    /** Changes what netem does; MTU and clamp stay as they were opened. */
    @Override
    public void change(Direction direction, Impairment impairment) {
        inRouter(NetemCommands.qdisc("change", device(direction), impairment));
    }

    /** @throws LinkUnavailableException always */
    @Override
    public void forgetFlows(boolean resets) {
        throw NetemCommands.cannot("forget flows");
    }

    @Override
    public Counts counts(Direction direction) {
        return counts(router().run("tc", "-s", "qdisc", "show", "dev", device(direction)));
    }

    @Override
    public Map<String, Object> settings() {
        return Map.copyOf(settings);
    }

    @Override
    public void close() {
        namespaces.forEach(Namespaces::remove);
        namespaces.clear();
    }

    static Counts counts(String shown) {
        var matcher = SENT.matcher(shown);
        var values = new EnumMap<Cause, Long>(Cause.class);
        if (matcher.find()) {
            long sent = Long.parseLong(matcher.group(1));
            long dropped = Long.parseLong(matcher.group(2));
            values.put(Cause.ARRIVED, sent + dropped);
            values.put(Cause.DELIVERED, sent);
            values.put(Cause.LOST, dropped);
        }
        return new Counts(values);
    }

    private void start() {
        namespaces.addAll(Namespaces.create("a", "b", "r"));
        probe();
        Command.run(
                "link add " + TO_A + " netns " + router().name() + " type veth peer name " + AT_A + " netns "
                        + a().name()
                        + "\nlink add " + TO_B + " netns " + router().name() + " type veth peer name " + AT_B
                        + " netns "
                        + b().name() + "\n",
                List.of("ip", "-batch", "-"));
        end(a(), AT_A, PacketNet.A, PacketNet.A6);
        end(b(), AT_B, PacketNet.B, PacketNet.B6);
        router(TO_A, PacketNet.A, PacketNet.A6, path.down());
        router(TO_B, PacketNet.B, PacketNet.B6, path.up());
        router().sysctl("net.ipv4.ip_forward", "1");
        router().sysctl("net.ipv6.conf.all.forwarding", "1");
        for (var device : List.of(List.of(a().name(), AT_A), List.of(b().name(), AT_B))) {
            noOffloads(new NetNamespace(device.get(0)), device.get(1));
        }
        noOffloads(router(), TO_A);
        noOffloads(router(), TO_B);
        inRouter(NetemCommands.qdisc("add", TO_B, path.up()));
        inRouter(NetemCommands.qdisc("add", TO_A, path.down()));
        Command.run(NetemCommands.rules(path, TO_A, TO_B), router().command(List.of("nft", "-f", "-")));
        settings.put("backend", backend());
        settings.put("up", path.up().toString());
        settings.put("down", path.down().toString());
        settings.put("seed", "none: netem's chances have no seed here");
        settings.put("kernelA", path.kernelA().apply(a()));
        settings.put("kernelB", path.kernelB().apply(b()));
    }

    private void probe() {
        try {
            inRouter(List.of("tc", "qdisc", "add", "dev", "lo", "root", "netem"));
            inRouter(List.of("tc", "qdisc", "del", "dev", "lo", "root"));
        } catch (Command.CommandException e) {
            throw new LinkUnavailableException(
                    "this kernel has no netem (sch_netem); run: modprobe sch_netem, after installing"
                            + " linux-modules-extra or kernel-modules-extra where the distribution splits it off;"
                            + " or use --link tun",
                    e);
        }
    }

    private void end(NetNamespace namespace, String device, InetAddress address, InetAddress address6) {
        Command.run(
                "link set lo up\nlink set dev " + device + " mtu " + path.deviceMtu() + "\naddr add "
                        + address.getHostAddress() + "/32 dev " + device + "\naddr add " + address6.getHostAddress()
                        + "/128 dev " + device + " nodad\nlink set dev " + device + " up\nroute add default dev "
                        + device
                        + "\n-6 route add default via fe80::1 dev " + device + "\n",
                List.of("ip", "-n", namespace.name(), "-batch", "-"));
    }

    private void router(String device, InetAddress address, InetAddress address6, Impairment towards) {
        int mtu = towards.mtu().bytes() == 0 ? path.deviceMtu() : towards.mtu().bytes();
        Command.run(
                "link set dev " + device + " mtu " + mtu + "\naddr add " + PacketNet.ROUTER.getHostAddress()
                        + "/32 dev "
                        + device + "\naddr add fe80::1/64 dev " + device + " nodad\nlink set dev " + device
                        + " up\nroute add " + address.getHostAddress() + " dev " + device + "\nroute add "
                        + address6.getHostAddress() + " dev " + device + "\n",
                List.of("ip", "-n", router().name(), "-batch", "-"));
        router().sysctl("net.ipv4.conf." + device + ".proxy_arp", "1");
    }

    /** With offloads one drop would be a super-packet of up to 64 kB. */
    private static void noOffloads(NetNamespace namespace, String device) {
        PacketLab.missingProgram("ethtool", "ethtool").ifPresent(line -> {
            throw new LinkUnavailableException(line);
        });
        namespace.run("ethtool", "-K", device, "tso", "off", "gso", "off", "gro", "off");
    }

    private NetNamespace router() {
        return namespaces.get(2);
    }

    private void inRouter(List<String> words) {
        Command.run("", router().command(words));
    }

    private static String device(Direction direction) {
        return direction == Direction.UP ? TO_B : TO_A;
    }
}
