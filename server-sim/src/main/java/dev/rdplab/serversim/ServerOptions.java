package dev.rdplab.serversim;

import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.transport.ConnectionLimits;
import dev.rdplab.transport.ConnectionReport;
import dev.rdplab.transport.EventLoops;
import dev.rdplab.transport.SystemEnvironment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * How a server runs.
 *
 * @param listen loopback unless its owner says otherwise; port 0 for any free one
 * @param behaviour what a connection gets, by its number (from 1) and the client's address
 * @param environment nonces and time of a connection, by its number
 * @param deadlines how long each stage may take
 * @param clock nanoseconds since the run began
 * @param finished told of every finished connection, on an event loop: it must not block
 * @param kept finished connections that are remembered, the oldest forgotten first
 */
public record ServerOptions(
        InetSocketAddress listen,
        BiFunction<Integer, InetSocketAddress, Behaviour> behaviour,
        IntFunction<Environment> environment,
        Deadlines deadlines,
        ConnectionLimits limits,
        LongSupplier clock,
        Consumer<ConnectionReport> finished,
        EventLoops loops,
        int kept) {

    public static final Deadlines DEADLINES = Deadlines.each(Duration.ofSeconds(60));
    public static final int KEPT = 1_000;

    /** On a free loopback port, the same for every connection, with time and nonces of the system. */
    public static ServerOptions of(Behaviour behaviour) {
        long start = System.nanoTime();
        return new ServerOptions(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                (number, peer) -> behaviour,
                number -> SystemEnvironment.now(),
                DEADLINES,
                ConnectionLimits.DEFAULT,
                () -> System.nanoTime() - start,
                report -> {},
                EventLoops.shared(),
                KEPT);
    }

    public ServerOptions listen(InetSocketAddress address) {
        return new ServerOptions(address, behaviour, environment, deadlines, limits, clock, finished, loops, kept);
    }

    public ServerOptions behaviour(BiFunction<Integer, InetSocketAddress, Behaviour> choice) {
        return new ServerOptions(listen, choice, environment, deadlines, limits, clock, finished, loops, kept);
    }

    public ServerOptions environment(IntFunction<Environment> source) {
        return new ServerOptions(listen, behaviour, source, deadlines, limits, clock, finished, loops, kept);
    }

    public ServerOptions deadlines(Deadlines perStage) {
        return new ServerOptions(listen, behaviour, environment, perStage, limits, clock, finished, loops, kept);
    }

    public ServerOptions limits(ConnectionLimits bounds) {
        return new ServerOptions(listen, behaviour, environment, deadlines, bounds, clock, finished, loops, kept);
    }

    public ServerOptions clock(LongSupplier nanos) {
        return new ServerOptions(listen, behaviour, environment, deadlines, limits, nanos, finished, loops, kept);
    }

    public ServerOptions finished(Consumer<ConnectionReport> told) {
        return new ServerOptions(listen, behaviour, environment, deadlines, limits, clock, told, loops, kept);
    }

    public ServerOptions loops(EventLoops own) {
        return new ServerOptions(listen, behaviour, environment, deadlines, limits, clock, finished, own, kept);
    }
}
