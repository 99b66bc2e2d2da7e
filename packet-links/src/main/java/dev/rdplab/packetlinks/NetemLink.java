package dev.rdplab.packetlinks;

import dev.rdplab.chaos.link.Direction;
import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.chaos.process.AtEnd;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A packet link made by the kernel: a router between the ends with {@code tc netem} on its two devices and nftables for black
 * holes and clamps. Its chances have no seed, its jitter changes the order, and it counts sent and dropped packets only. It
 * refuses what netem cannot do. No packet goes through this process, which makes it the independent check of {@link TunLink}.
 */
public final class NetemLink implements PacketLink {

    private static final Pattern SENT = Pattern.compile("Sent \\d+ bytes (\\d+) pkt \\(dropped (\\d+)");

    private PacketPath path;
    private final RoutedPair pair;
    private final Map<String, Object> settings = new ConcurrentHashMap<>();

    private NetemLink(PacketPath path, RoutedPair pair) {
        this.path = path;
        this.pair = pair;
    }

    /** @throws LinkUnavailableException when a path asks for what netem cannot do */
    public static void check(PacketPath path) {
        NetemCommands.qdisc("add", RoutedPair.TO_B, path.up());
        NetemCommands.qdisc("add", RoutedPair.TO_A, path.down());
        if (path.stateLoss().isPresent()) {
            throw NetemCommands.cannot("forget flows");
        }
        if (path.trace().isPresent()) {
            throw NetemCommands.cannot("write a trace");
        }
    }

    /** @throws LinkUnavailableException when something is missing, or the path asks for what netem cannot do */
    public static NetemLink open(PacketPath path) {
        check(path);
        PacketLab.missingProgram("tc", "iproute2").ifPresent(line -> {
            throw new LinkUnavailableException(line);
        });
        return AtEnd.started(new NetemLink(path, RoutedPair.open(path)), NetemLink::start, NetemLink::close);
    }

    @Override
    public String backend() {
        return "netem";
    }

    @Override
    public NetNamespace a() {
        return pair.a();
    }

    @Override
    public NetNamespace b() {
        return pair.b();
    }

    /** @throws LinkUnavailableException for what netem cannot do; then all stays as it was */
    @Override
    public synchronized void change(Direction direction, Impairment impairment) {
        // netem keeps what a change does not name, such as a loss that is to be none: it is made anew.
        var words = NetemCommands.qdisc("replace", device(direction), impairment);
        path = path.change(direction, impairment);
        inRouter(List.of("tc", "qdisc", "del", "dev", device(direction), "root"));
        inRouter(words);
        pair.shape(path);
        settings.put(direction.word(), impairment.toString());
    }

    /** @throws LinkUnavailableException always */
    @Override
    public void forgetFlows(boolean resets) {
        throw NetemCommands.cannot("forget flows");
    }

    @Override
    public Counts counts(Direction direction) {
        return counts(pair.router().run("tc", "-s", "qdisc", "show", "dev", device(direction)));
    }

    @Override
    public Map<String, Object> settings() {
        return Map.copyOf(settings);
    }

    @Override
    public void close() {
        pair.close();
        AtEnd.forget(this);
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
        probe();
        inRouter(NetemCommands.qdisc("add", RoutedPair.TO_B, path.up()));
        inRouter(NetemCommands.qdisc("add", RoutedPair.TO_A, path.down()));
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

    private void inRouter(List<String> words) {
        Command.run("", pair.router().command(words));
    }

    private static String device(Direction direction) {
        return direction == Direction.UP ? RoutedPair.TO_B : RoutedPair.TO_A;
    }
}
