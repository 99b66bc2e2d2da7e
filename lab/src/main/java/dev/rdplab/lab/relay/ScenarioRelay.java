package dev.rdplab.lab.relay;

import dev.rdplab.chaos.link.InProcessLink;
import dev.rdplab.chaos.link.Link;
import dev.rdplab.chaos.link.OpenLink;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.relay.OpenRelay;
import dev.rdplab.relay.Relay;
import dev.rdplab.relay.RelayOptions;
import dev.rdplab.relay.RelayReport;
import dev.rdplab.transport.SocketSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A relay on a free loopback port in front of the user's own server that plays the faults and the link of a scenario. */
public final class ScenarioRelay implements AutoCloseable {

    private final InetSocketAddress address;
    private final AutoCloseable relay;
    private final Optional<OpenLink> link;
    private final AtomicInteger accepted;

    private ScenarioRelay(
            InetSocketAddress address, AutoCloseable relay, Optional<OpenLink> link, AtomicInteger accepted) {
        this.address = address;
        this.relay = relay;
        this.link = link;
        this.accepted = accepted;
    }

    /**
     * Listens; returns when the socket does.
     *
     * @param account with it TLS and CredSSP end at the relay on both sides; empty for a relay that decrypts nothing
     * @param finished told of every connection that is over, mostly on an event loop: it must not block
     * @throws IllegalArgumentException when there is a fault that such a relay cannot play, with the nearest that it can
     * @throws IOException when no port is available, or, with an account, the server does not say which security it selects
     */
    public static ScenarioRelay start(
            Scenario scenario,
            long seed,
            InetSocketAddress server,
            Optional<Credentials> account,
            Consumer<PassedConnection> finished)
            throws IOException {
        boolean idle = scenario.faults().isEmpty() && scenario.link().equals(Link.DIRECT);
        var played = idle
                ? Optional.<RelayScenario>empty()
                : Optional.of(
                        account.isPresent()
                                ? RelayScenario.open(scenario, seed)
                                : RelayScenario.closed(scenario, seed));
        var layer = account.isPresent() ? OpenedRelay.layer(server) : Optional.<SecurityLayer>empty();
        var between = scenario.link().needsNoProxy()
                ? Optional.<OpenLink>empty()
                : Optional.of(InProcessLink.embedded().open(scenario.link(), server, seed));
        var used = between.map(open -> new LinkUsed(open.backend(), open.layer(), open.settings()))
                .orElse(LinkUsed.NETWORK);
        var accepted = new AtomicInteger();
        var options = RelayOptions.of(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        between.map(OpenLink::address).orElse(server))
                .faults(played.map(scene -> scene.faults(between)).orElse(RelayOptions.Faults.NONE))
                .recorded(SocketSettings.RECORDED)
                .accepted((number, client) -> accepted.incrementAndGet())
                .finished(report -> checked(
                        between,
                        server,
                        report,
                        told -> finished.accept(
                                PassedConnection.of(told, RelayResult.of(told, played, scenario.path(), used)))));
        try {
            if (layer.isPresent()) {
                var own = account.get();
                var mode = OpenedRelay.mode(layer.get(), own, own, server.getHostString());
                var relay = OpenRelay.start(options, mode);
                return new ScenarioRelay(relay.address(), relay, between, accepted);
            }
            var relay = Relay.start(options);
            return new ScenarioRelay(relay.address(), relay, between, accepted);
        } catch (IOException | RuntimeException failed) {
            between.ifPresent(OpenLink::close);
            throw failed;
        }
    }

    /** Only a link hides that the server cannot be reached; to find out may block. */
    private static void checked(
            Optional<OpenLink> between, InetSocketAddress server, RelayReport report, Consumer<RelayReport> told) {
        if (between.isPresent() && Unreached.suspected(report)) {
            CompletableFuture.runAsync(() -> told.accept(Unreached.corrected(report, server)));
        } else {
            told.accept(report);
        }
    }

    /** Where clients connect. */
    public InetSocketAddress address() {
        return address;
    }

    /** The link to the server, if the scenario has one. */
    public Optional<OpenLink> link() {
        return link;
    }

    /** Clients accepted so far. */
    public int accepted() {
        return accepted.get();
    }

    /** Takes no more clients and resets those there are. */
    @Override
    public void close() {
        try {
            relay.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            link.ifPresent(OpenLink::close);
        }
    }
}
