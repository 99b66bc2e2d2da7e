package dev.rdplab.lab.run;

import dev.rdplab.chaos.link.LinkBackend;
import dev.rdplab.kerberos.KerberosOffer;
import dev.rdplab.kerberos.kdc.KdcExchange;
import dev.rdplab.transport.EventLoops;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * How a {@link ScenarioServer} runs.
 *
 * @param listen port 0 for any free one; a link listens on a free loopback port of its own
 * @param seed for scenarios that name none
 * @param backend of the link; empty takes a direct one where the link allows it and the embedded proxy elsewhere
 * @param steerable a link lies in the place of the server, also where the scenario needs none: it can be changed while clients
 *     are connected, and keeps the client's address and its resets
 * @param watch told of every connection while it lives
 * @param active told of every connection by its number when its session is up, on an event loop: it must not block
 * @param finished told of every connection when it is over, on an event loop: it must not block
 * @param offers what CredSSP takes in place of NTLM alone, in scenarios without a realm of their own
 * @param kdc told of every request that the realm's KDC answers, on a thread of its own
 */
public record ScenarioServerOptions(
        InetSocketAddress listen,
        long seed,
        Optional<LinkBackend> backend,
        boolean steerable,
        ConnectionWatch watch,
        IntConsumer active,
        Consumer<PlayedConnection> finished,
        Optional<KerberosOffer> offers,
        Consumer<KdcExchange> kdc,
        EventLoops loops) {

    public static final ScenarioServerOptions DEFAULT = new ScenarioServerOptions(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            RunOptions.DEFAULT_SEED,
            Optional.empty(),
            false,
            ConnectionWatch.NONE,
            number -> {},
            played -> {},
            Optional.empty(),
            exchange -> {},
            EventLoops.shared());

    public ScenarioServerOptions listen(InetSocketAddress address) {
        return new ScenarioServerOptions(
                address, seed, backend, steerable, watch, active, finished, offers, kdc, loops);
    }

    public ScenarioServerOptions seed(long number) {
        return new ScenarioServerOptions(
                listen, number, backend, steerable, watch, active, finished, offers, kdc, loops);
    }

    public ScenarioServerOptions backend(LinkBackend chosen) {
        return new ScenarioServerOptions(
                listen, seed, Optional.of(chosen), steerable, watch, active, finished, offers, kdc, loops);
    }

    public ScenarioServerOptions watch(ConnectionWatch told) {
        return new ScenarioServerOptions(listen, seed, backend, steerable, told, active, finished, offers, kdc, loops);
    }

    public ScenarioServerOptions active(IntConsumer told) {
        return new ScenarioServerOptions(listen, seed, backend, steerable, watch, told, finished, offers, kdc, loops);
    }

    public ScenarioServerOptions finished(Consumer<PlayedConnection> told) {
        return new ScenarioServerOptions(listen, seed, backend, steerable, watch, active, told, offers, kdc, loops);
    }

    public ScenarioServerOptions kdc(Consumer<KdcExchange> told) {
        return new ScenarioServerOptions(
                listen, seed, backend, steerable, watch, active, finished, offers, told, loops);
    }

    public ScenarioServerOptions offers(KerberosOffer kerberos) {
        return new ScenarioServerOptions(
                listen, seed, backend, steerable, watch, active, finished, Optional.of(kerberos), kdc, loops);
    }

    /** With a link in the server's place. */
    public ScenarioServerOptions withSteerableLink() {
        return new ScenarioServerOptions(listen, seed, backend, true, watch, active, finished, offers, kdc, loops);
    }

    /** For a server in a network namespace. */
    public ScenarioServerOptions loops(EventLoops own) {
        return new ScenarioServerOptions(listen, seed, backend, steerable, watch, active, finished, offers, kdc, own);
    }
}
