package dev.rdplab.packetlinks.tunnel;

import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.chaos.process.AtEnd;
import dev.rdplab.packetlinks.Command;
import dev.rdplab.packetlinks.NetNamespace;
import dev.rdplab.packetlinks.PacketLink;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What every tunnel has that is more than a name: programs that are watched, things to undo, and what is said of it in results. A
 * tunnel says how it is started; starting it safely, watching and stopping it are done here.
 */
abstract class RunningTunnel implements OpenTunnel {

    final PacketLink link;
    final TunnelKnobs knobs;
    private final Tunnel kind;
    private volatile InetAddress addressA;
    private volatile InetAddress addressB;
    private final List<Supervised> programs = new ArrayList<>();
    private final Deque<Runnable> undone = new ArrayDeque<>();
    private final Map<String, Object> settings = new LinkedHashMap<>();

    /** @param network the first three numbers of the addresses inside, of which A has .1 and B has .2 */
    RunningTunnel(Tunnel kind, PacketLink link, TunnelKnobs knobs, String network) {
        this.kind = kind;
        this.link = link;
        this.knobs = knobs;
        this.addressA = Inner.address(network + ".1");
        this.addressB = Inner.address(network + ".2");
    }

    /** Starts it and waits until it carries packets. */
    abstract void start();

    /** @throws LinkUnavailableException when a program is missing or it does not come up; then nothing of it is left */
    static OpenTunnel started(RunningTunnel made) {
        made.kind.missing().ifPresent(line -> {
            throw new LinkUnavailableException(line);
        });
        made.say("tunnel", made.kind.name());
        made.say("knobs", made.knobs.toString());
        return AtEnd.started(made, RunningTunnel::start, RunningTunnel::close);
    }

    /** Starts a program that runs as long as the tunnel does. @param readyLine the line by which it says that it is up */
    final Supervised program(
            NetNamespace namespace, List<String> words, Map<String, String> environment, Predicate<String> readyLine) {
        var program = Supervised.start(namespace, words, environment, readyLine);
        synchronized (programs) {
            programs.add(program);
        }
        return program;
    }

    /** Starts a command of the user for a shell, which may end before the tunnel does. @param name in messages */
    final Supervised command(String name, NetNamespace namespace, String command, Map<String, String> environment) {
        var program = Supervised.command(name, namespace, command, environment);
        synchronized (programs) {
            programs.add(program);
        }
        return program;
    }

    /** The addresses inside, where they are others than those of the network. */
    final void inside(InetAddress a, InetAddress b) {
        addressA = a;
        addressB = b;
    }

    /** Done before the programs are stopped. Must be ready to be called twice. */
    void takeDown() {
        // programs that are stopped take their tunnel with them
    }

    /** To be done after the programs have ended, the last said first. */
    final void undo(Runnable task) {
        synchronized (programs) {
            undone.push(task);
        }
    }

    /** For the result. */
    final void say(String key, Object value) {
        settings.put(key, value);
    }

    @Override
    public final InetAddress addressA() {
        return addressA;
    }

    @Override
    public final InetAddress addressB() {
        return addressB;
    }

    @Override
    public final Map<String, Object> settings() {
        return Map.copyOf(settings);
    }

    @Override
    public final Optional<String> failure() {
        synchronized (programs) {
            return programs.stream().flatMap(p -> p.failure().stream()).findFirst();
        }
    }

    @Override
    public final void close() {
        Command.uninterrupted(() -> {
            takeDown();
            synchronized (programs) {
                programs.forEach(Supervised::stop);
                programs.forEach(Supervised::close);
                programs.clear();
                while (!undone.isEmpty()) {
                    undone.pop().run();
                }
            }
        });
        AtEnd.forget(this);
    }
}
