package dev.rdplab.junitjupiter;

import dev.rdplab.lab.relay.PassedConnection;
import dev.rdplab.lab.relay.ScenarioRelay;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.handshake.client.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.opentest4j.AssertionFailedError;

/**
 * A relay between a real client and a real server, yours both: put it {@link #before} the server, let the client connect to
 * {@link #address}, take the connection and look at its two legs. It plays the faults and the link of its scenario, in the
 * name of the real ends. Safe for use by any thread.
 */
public final class LabRelay implements AutoCloseable {

    /** Connections that wait to be taken; the oldest are forgotten. */
    private static final int KEPT = 1_000;

    private final Script script;
    private final TestEvidence evidence;
    private final BlockingQueue<PassedConnection> untaken = new LinkedBlockingQueue<>(KEPT);
    private InetSocketAddress server;
    private ScenarioRelay relay;

    LabRelay(Script script, TestEvidence evidence) {
        this.script = script;
        this.evidence = evidence;
    }

    /**
     * Puts it before a server, once. Nothing is decrypted.
     *
     * @return where the client must connect: a free port of the loopback address
     * @throws IllegalStateException when it is before a server already
     * @throws IllegalArgumentException when the scenario has a fault whose moment is encrypted, with the nearest that is not
     */
    public InetSocketAddress before(InetSocketAddress target) {
        return start(target, Optional.empty());
    }

    /**
     * Puts it before a server, once, and ends TLS and CredSSP on both sides: every PDU has a name, and faults act on all of
     * them. Where the server selects standard RDP security nothing is decrypted.
     *
     * @param user the account with which the client logs on to the relay, and the relay to the server
     * @throws IllegalStateException when it is before a server already
     * @throws UncheckedIOException when the server does not say which security it selects
     */
    public InetSocketAddress openBefore(InetSocketAddress target, String user, String password) {
        return start(target, Optional.of(Credentials.of(user, password)));
    }

    private synchronized InetSocketAddress start(InetSocketAddress target, Optional<Credentials> account) {
        if (relay != null) {
            throw new IllegalStateException("this relay is before a server already, and is reached at " + address());
        }
        var scenario = script.scenario();
        try {
            relay = ScenarioRelay.start(scenario, scenario.seed().orElse(0), target, account, this::finished);
        } catch (IOException e) {
            throw new UncheckedIOException("no relay to " + target + ": " + e.getMessage(), e);
        }
        server = target;
        return address();
    }

    private void finished(PassedConnection passed) {
        while (!untaken.offer(passed)) {
            untaken.poll(); // forgets the oldest
        }
    }

    private synchronized ScenarioRelay started() {
        if (relay == null) {
            throw new IllegalStateException("this relay is before nothing yet: put it before(...) a server");
        }
        return relay;
    }

    /** Where the client must connect. @throws IllegalStateException before {@link #before} */
    public InetSocketAddress address() {
        return started().address();
    }

    /** Address of {@link #address}. */
    public String host() {
        return address().getAddress().getHostAddress();
    }

    /** Port of {@link #address}. */
    public int port() {
        return address().getPort();
    }

    /** What it plays. */
    public Scenario scenario() {
        return script.scenario();
    }

    /**
     * The next connection that is over on both legs, in the order of their end; each is taken once.
     *
     * @throws AssertionFailedError when none is over within the limit
     */
    public RelayedConnection takeConnection(Duration limit) throws InterruptedException {
        var passed = untaken.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        if (passed == null) {
            throw new AssertionFailedError("no connection came to its end within " + limit.toMillis() + " ms; "
                    + started().accepted() + " were accepted in all");
        }
        return new RelayedConnection(passed, script, server, evidence);
    }

    /** Clients accepted so far: the attempts of a client. */
    public int connectionCount() {
        return started().accepted();
    }

    /**
     * The link between the relay and the server.
     *
     * @throws IllegalStateException when there is none: give {@link RdpLab} a link or a latency
     */
    public LabLink link() {
        return LabLink.of(started()
                .link()
                .orElseThrow(() -> new IllegalStateException(
                        "no link lies behind this relay; say so with @RdpLab(latency = \"1ms\") or link")));
    }

    @Override
    public synchronized void close() {
        if (relay != null) {
            relay.close();
        }
    }

    @Override
    public synchronized String toString() {
        return relay == null ? "relay before nothing yet" : "relay on " + address() + " before " + server;
    }
}
