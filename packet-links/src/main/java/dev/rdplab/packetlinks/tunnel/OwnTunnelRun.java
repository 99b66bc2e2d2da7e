package dev.rdplab.packetlinks.tunnel;

import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.chaos.process.ScratchFolder;
import dev.rdplab.packetlinks.Command;
import dev.rdplab.packetlinks.NetNamespace;
import dev.rdplab.packetlinks.PacketLab;
import dev.rdplab.packetlinks.PacketLink;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** One {@link OwnTunnel} in use: the server's end comes up first and goes down last. */
final class OwnTunnelRun extends RunningTunnel {

    /** How long a tunnel may take to come up. */
    static final Duration UP = Duration.ofSeconds(30);

    private static final Duration READY = Duration.ofSeconds(5);
    private static final Duration DOWN = Duration.ofSeconds(10);
    private static final long PAUSE_NANOS = 50_000_000;
    private static final Pattern ADDRESS = Pattern.compile("\\binet ([0-9.]+)");
    private static final Pattern ADDRESS_6 = Pattern.compile("\\binet6 ([0-9a-f:.]+)");
    private static final String INNER_6_A = "fd93::1";
    private static final String INNER_6_B = "fd93::2";

    /** One end of it, where its {@code up} was started. */
    private record End(String name, NetNamespace namespace, Map<String, String> environment, Supervised up) {}

    private final OwnTunnel own;
    private final Duration limit;
    private final List<End> ends = Collections.synchronizedList(new ArrayList<>());

    /** @param limit for coming up */
    OwnTunnelRun(OwnTunnel own, PacketLink link, TunnelKnobs knobs, Duration limit) {
        super(own, link, knobs, "10.93.0");
        this.own = own;
        this.limit = limit;
    }

    @Override
    void start() {
        var scratch = ScratchFolder.create("tunnel");
        undo(scratch::close);
        var server = up("server", link.b(), environment(scratch.path(), false));
        var client = up("client", link.a(), environment(scratch.path(), true));
        say("device", own.device()); // not the commands: there may be secrets in them
        awaitUp(client, server);
        inside(address(client).orElseThrow(), address(server).orElseThrow());
        if (addressA().equals(addressB())) {
            throw new LinkUnavailableException(own.device() + " has the address "
                    + addressA().getHostAddress() + " at both ends; the client's is for $RDPLAB_INNER of that end");
        }
        var route =
                client.namespace().run("ip", "-o", "route", "get", addressB().getHostAddress());
        if (!route.contains(" dev " + own.device() + " ")) {
            throw new LinkUnavailableException("the client's packets to "
                    + addressB().getHostAddress() + " would go beside the tunnel: " + route.strip());
        }
    }

    private End up(String name, NetNamespace namespace, Map<String, String> ofEnd) {
        var environment = new HashMap<>(ofEnd);
        environment.put("RDPLAB_END", name);
        var end = new End(
                name,
                namespace,
                environment,
                command("up at the " + name + "'s end", namespace, own.up(), environment));
        ends.add(end);
        return end;
    }

    private Map<String, String> environment(Path scratch, boolean client) {
        var environment = new HashMap<String, String>();
        environment.put("PATH", PacketLab.path());
        environment.put("RDPLAB_DEVICE", own.device());
        environment.put("RDPLAB_DIR", scratch.toString());
        environment.put("RDPLAB_OUTER", text(client ? link.addressA() : link.addressB()));
        environment.put("RDPLAB_OUTER_PEER", text(client ? link.addressB() : link.addressA()));
        environment.put("RDPLAB_INNER", text(client ? addressA() : addressB()));
        environment.put("RDPLAB_INNER_PEER", text(client ? addressB() : addressA()));
        environment.put("RDPLAB_INNER6", client ? INNER_6_A : INNER_6_B);
        environment.put("RDPLAB_INNER6_PEER", client ? INNER_6_B : INNER_6_A);
        knobs.mtu().ifPresent(n -> environment.put("RDPLAB_TUNNEL_MTU", n.toString()));
        knobs.mssfix().ifPresent(n -> environment.put("RDPLAB_MSSFIX", n.toString()));
        knobs.fragment().ifPresent(n -> environment.put("RDPLAB_FRAGMENT", n.toString()));
        knobs.keepalive().ifPresent(d -> environment.put("RDPLAB_KEEPALIVE", String.valueOf(d.toSeconds())));
        knobs.cipher().ifPresent(word -> environment.put("RDPLAB_CIPHER", word));
        return environment;
    }

    private static String text(InetAddress address) {
        return address.getHostAddress();
    }

    private void awaitUp(End client, End server) {
        long until = System.nanoTime() + limit.toNanos();
        for (var lacking = lacking(client, server); lacking.isPresent(); lacking = lacking(client, server)) {
            if (System.nanoTime() > until || Thread.currentThread().isInterrupted()) {
                throw new LinkUnavailableException("waited " + limit.toSeconds() + " s; " + lacking.get());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** What is not there yet. @throws LinkUnavailableException when an {@code up} has failed */
    private Optional<String> lacking(End client, End server) {
        for (End end : List.of(server, client)) {
            if (end.up().hasEnded()) {
                end.up().ended(Duration.ZERO).ifPresent(why -> {
                    throw new LinkUnavailableException(why);
                });
            } else if (own.ready().isEmpty()) {
                return Optional.of("up at the " + end.name() + "'s end has not ended, and without `ready` it has to");
            }
        }
        var ready = own.ready().flatMap(command -> Supervised.command(
                        "ready at the client's end", client.namespace(), command, client.environment())
                .ended(READY));
        return ready.or(() -> withoutAddress(server)).or(() -> withoutAddress(client));
    }

    private Optional<String> withoutAddress(End end) {
        return address(end).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "there is no device " + own.device() + " with an address at the " + end.name() + "'s end");
    }

    /** The IPv4 address of the device, else a global IPv6 address that may be used already. */
    private Optional<InetAddress> address(End end) {
        var name = end.namespace().name();
        return shown(ADDRESS, "ip", "-n", name, "-o", "-4", "addr", "show", "dev", own.device())
                .or(() -> shown(
                        ADDRESS_6,
                        "ip",
                        "-n",
                        name,
                        "-o",
                        "-6",
                        "addr",
                        "show",
                        "dev",
                        own.device(),
                        "scope",
                        "global",
                        "-tentative"));
    }

    private static Optional<InetAddress> shown(Pattern pattern, String... command) {
        try {
            var found = pattern.matcher(Command.run(command));
            return found.find() ? Optional.of(Inner.address(found.group(1))) : Optional.empty();
        } catch (Command.CommandException e) {
            return Optional.empty(); // no such device
        }
    }

    /** What {@code down} leaves is ended with the programs, or with the namespaces. */
    @Override
    void takeDown() {
        List<End> started;
        synchronized (ends) {
            started = new ArrayList<>(ends);
            ends.clear();
        }
        Collections.reverse(started);
        own.down()
                .ifPresent(command -> started.forEach(end -> Supervised.command(
                                "down at the " + end.name() + "'s end", end.namespace(), command, end.environment())
                        .ended(DOWN)));
    }
}
