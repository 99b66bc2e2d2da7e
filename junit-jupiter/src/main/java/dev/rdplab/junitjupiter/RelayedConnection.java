package dev.rdplab.junitjupiter;

import dev.rdplab.lab.relay.PassedConnection;
import java.net.InetSocketAddress;

/**
 * A connection through a {@link LabRelay} that is over. Both legs are told in the words of the client's side: what was sent came
 * from the client, what was received from the server. Where encryption hides a stage, it is the last one that was known.
 */
public final class RelayedConnection {

    private final LabConnection client;
    private final LabConnection server;

    RelayedConnection(PassedConnection passed, Script script, InetSocketAddress target, TestEvidence evidence) {
        client = LabConnection.passed(passed, passed.client(), "client", script, target, evidence);
        server = LabConnection.passed(passed, passed.server(), "server", script, target, evidence);
    }

    /** The leg between the client and the relay: what the client saw. */
    public LabConnection client() {
        return client;
    }

    /** The leg between the relay and the server: what the server saw. */
    public LabConnection server() {
        return server;
    }

    @Override
    public String toString() {
        return client + "; " + server;
    }
}
