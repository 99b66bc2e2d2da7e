package dev.rdplab.junitjupiter;

import dev.rdplab.chaos.fault.Rule;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.run.PlayedConnection;
import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.opentest4j.AssertionFailedError;

/**
 * A fake RDP server for the client under test: script it, let the client connect, take the connection and look at it.
 * Safe for use by any thread.
 */
public final class LabServer implements AutoCloseable {

    private final Script usual;
    private final TestEvidence evidence;
    private final Map<Scenario, Script> scripts = new ConcurrentHashMap<>();
    private final BlockingQueue<PlayedConnection> untaken = new LinkedBlockingQueue<>(ScenarioServer.KEPT);
    private final ScenarioServer server;

    private LabServer(Script usual, TestEvidence evidence) {
        this.usual = usual;
        this.evidence = evidence;
        scripts.put(usual.scenario(), usual);
        try {
            server = ScenarioServer.start(usual.scenario(), ScenarioServerOptions.DEFAULT.finished(this::finished));
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback address", e);
        }
    }

    static LabServer start(Script usual, TestEvidence evidence) {
        return new LabServer(usual, evidence);
    }

    private void finished(PlayedConnection played) {
        while (!untaken.offer(played)) {
            untaken.poll(); // forgets the oldest
        }
    }

    /** Where the client must connect: the link's end, if there is a link. */
    public InetSocketAddress address() {
        return server.address();
    }

    public String host() {
        return address().getAddress().getHostAddress();
    }

    public int port() {
        return address().getPort();
    }

    /** The name of an account that the server knows; empty when it knows none. */
    public String user() {
        var accounts = usual.scenario().server().accounts();
        return accounts.isEmpty() ? "" : accounts.get(0).user();
    }

    /** The password of {@link #user}: made for the lab, no secret. */
    public String password() {
        var accounts = usual.scenario().server().accounts();
        return accounts.isEmpty() ? "" : accounts.get(0).password().reveal();
    }

    /** What connections get for which nothing was queued. */
    public Scenario scenario() {
        return usual.scenario();
    }

    /**
     * The next connection in line gets this scenario of the catalogue, or of a {@code .yaml} file.
     *
     * @throws IllegalArgumentException when there is no such scenario, or it is about more than a connection
     */
    public LabServer enqueue(String scenario) {
        return enqueue(Lookup.named(scenario));
    }

    /** The next connection in line gets this scenario. */
    public LabServer enqueue(Scenario scenario) {
        return enqueue(Script.of(scenario));
    }

    /** The next connection in line gets the usual server, misbehaving as these rules say; without one it behaves well. */
    public LabServer enqueue(Rule... faults) {
        return enqueue(usual.with(List.of(faults)));
    }

    private LabServer enqueue(Script script) {
        scripts.put(script.scenario(), script);
        server.playbook().enqueue(script.scenario(), 1);
        return this;
    }

    /**
     * The next connection that is over, in the order of their end; each is taken once.
     *
     * @throws AssertionFailedError when none is over within the limit
     */
    public LabConnection takeConnection(Duration limit) throws InterruptedException {
        var played = untaken.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        if (played == null) {
            throw new AssertionFailedError("no connection came to its end within " + limit.toMillis() + " ms; "
                    + server.accepted() + " were accepted in all, " + server.finishedCount() + " are over");
        }
        return connection(played);
    }

    /** All connections that are over, taken or not. */
    public List<LabConnection> connections() {
        return server.finished().stream().map(this::connection).toList();
    }

    /** Connections accepted so far, open ones too: the attempts of a client. */
    public int connectionCount() {
        return (int) server.accepted();
    }

    /** Waits until no connection is open. @return false when the limit passed before */
    public boolean awaitIdle(Duration limit) throws InterruptedException {
        return server.awaitIdle(limit);
    }

    /**
     * The link before the server.
     *
     * @throws IllegalStateException when there is none: give {@link RdpLab} a link or a latency
     */
    public LabLink link() {
        return LabLink.of(server.link()
                .orElseThrow(() -> new IllegalStateException(
                        "no link lies before this server; say so with @RdpLab(latency = \"1ms\") or link")));
    }

    /** Empty when connections get different scenarios: then only the server's view knows which it was. */
    Optional<Replay> replay() {
        return scripts.size() > 1
                ? Optional.empty()
                : Replay.of(usual, usual.scenario().seed().orElse(0));
    }

    private LabConnection connection(PlayedConnection played) {
        var script = scripts.getOrDefault(played.scenario(), new Script(played.scenario(), ""));
        var link = server.link()
                .map(open -> new LinkUsed(open.backend(), open.layer(), open.settings()))
                .orElse(LinkUsed.DIRECT);
        return LabConnection.served(played, script, address(), link, evidence);
    }

    boolean isListening() {
        return server.isListening();
    }

    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return "RDP server on " + host() + ":" + port() + " playing "
                + usual.scenario().path();
    }
}
