package dev.rdplab.packetlinks;

import com.sun.jna.Memory;
import dev.rdplab.chaos.link.Direction;
import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.chaos.process.AtEnd;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A packet link made by this process: a TUN device in each namespace, and a thread for each direction between them. The devices
 * vanish with the process; the namespaces that a killed process leaves are removed when the next link is opened.
 */
public final class TunLink implements PacketLink {

    private static final String DEVICE = "rdplab0";
    /** Long, so that the kernel's own queue drops nothing that the emulator should have counted. */
    private static final int DEVICE_QUEUE = 10_000;

    private static final long JOIN_MILLIS = 5_000;
    private final PacketPath path;
    private final NetNamespace a;
    private final NetNamespace b;
    private final StatefulBox box;
    private final List<Integer> descriptors = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Pump> pumps = new ArrayList<>();
    private final Map<String, Object> settings = new ConcurrentHashMap<>();
    private PacketTrace trace;
    private Lane up;
    private Lane down;
    private int stop = -1;
    private boolean closed;

    private TunLink(PacketPath path, NetNamespace a, NetNamespace b) {
        this.path = path;
        this.a = a;
        this.b = b;
        long now = System.nanoTime();
        box = path.stateLoss().map(l -> StatefulBox.losing(l, now)).orElseGet(StatefulBox::steady);
    }

    /** @throws LinkUnavailableException when something is missing; the message says what, and how to get it */
    public static TunLink open(PacketPath path) {
        PacketLab.require();
        Namespaces.sweep();
        var ends = Namespaces.create("a", "b");
        return AtEnd.started(new TunLink(path, ends.get(0), ends.get(1)), TunLink::start, TunLink::close);
    }

    @Override
    public String backend() {
        return "tun";
    }

    @Override
    public NetNamespace a() {
        return a;
    }

    @Override
    public NetNamespace b() {
        return b;
    }

    @Override
    public void change(Direction direction, Impairment impairment) {
        lane(direction).change(impairment);
        settings.put(direction.word(), impairment.toString());
    }

    @Override
    public void forgetFlows(boolean resets) {
        box.forget(resets, System.nanoTime());
    }

    /** @throws IllegalStateException when a direction has stopped by itself */
    @Override
    public Counts counts(Direction direction) {
        for (Pump pump : pumps) {
            if (pump.failure() != null) {
                throw new IllegalStateException("the emulator has stopped", pump.failure());
            }
        }
        return lane(direction).counts();
    }

    @Override
    public Map<String, Object> settings() {
        return Map.copyOf(settings);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Command.uninterrupted(this::stopPumps);
        descriptors.forEach(Linux::close);
        if (trace != null) {
            trace.close();
        }
        Namespaces.remove(a);
        Namespaces.remove(b);
        AtEnd.forget(this);
    }

    private void start() {
        settings.put("backend", backend());
        settings.put("up", path.up().toString());
        settings.put("down", path.down().toString());
        path.stateLoss().ifPresent(l -> settings.put("stateLoss", l.toString()));
        settings.put("seed", path.seed());
        settings.put("offloads", "none: a TUN device hands over single packets");
        int tunA = device(a, PacketNet.A, PacketNet.A6);
        int tunB = device(b, PacketNet.B, PacketNet.B6);
        settings.put("kernelA", described(path.kernelA(), a));
        settings.put("kernelB", described(path.kernelB(), b));
        var observer = Lane.Observer.NONE;
        if (path.trace().isPresent()) {
            trace = PacketTrace.open(path.trace().get());
            observer = trace;
        }
        up = new Lane(Direction.UP, path.up(), path.seed(), box, path.deviceMtu(), observer);
        down = new Lane(Direction.DOWN, path.down(), path.seed(), box, path.deviceMtu(), observer);
        stop = Linux.check("eventfd", Linux.eventfd(0, Linux.O_CLOEXEC));
        descriptors.add(stop);
        pump("up", up, tunA, tunB);
        pump("down", down, tunB, tunA);
    }

    private int device(NetNamespace namespace, InetAddress address, InetAddress address6) {
        int fd = namespace.call(() -> Linux.tun(DEVICE));
        descriptors.add(fd);
        // No multicast and no link-local address: the kernel's own chatter would shift the numbers of the packets.
        var batch = "link set lo up\n"
                + "link set dev " + DEVICE + " mtu " + path.deviceMtu() + " txqueuelen " + DEVICE_QUEUE
                + " multicast off addrgenmode none\n"
                + "addr add " + address.getHostAddress() + "/24 dev " + DEVICE + "\n"
                + "addr add " + address6.getHostAddress() + "/64 dev " + DEVICE + " nodad\n"
                + "link set dev " + DEVICE + " up\n"
                + "route add default dev " + DEVICE + "\n";
        Command.run(batch, List.of("ip", "-n", namespace.name(), "-batch", "-"));
        return fd;
    }

    private Map<String, Object> described(KernelProfile profile, NetNamespace namespace) {
        var map = new LinkedHashMap<String, Object>(profile.apply(namespace));
        map.put("profile", profile.name());
        return map;
    }

    private void pump(String name, Lane lane, int in, int out) {
        var pump = new Pump(lane, in, out, stop);
        var thread = new Thread(pump, "packets-" + name);
        thread.setDaemon(true);
        thread.start();
        pumps.add(pump);
        threads.add(thread);
    }

    private void stopPumps() {
        if (stop < 0) {
            return;
        }
        try (var one = new Memory(8)) {
            one.setLong(0, 1);
            Linux.write(stop, one, 8);
        }
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                thread.join(JOIN_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Lane lane(Direction direction) {
        return direction == Direction.UP ? up : down;
    }
}
