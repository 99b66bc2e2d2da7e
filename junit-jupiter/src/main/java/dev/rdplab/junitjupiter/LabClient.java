package dev.rdplab.junitjupiter;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.lab.run.Clients;
import dev.rdplab.lab.scenario.ClientSpec;
import java.net.InetSocketAddress;
import java.util.Optional;

/** A fake RDP client for the server, gateway or proxy under test. Safe for use by any thread. */
public final class LabClient {

    private final Script script;
    private final TestEvidence evidence;

    LabClient(Script script, TestEvidence evidence) {
        this.script = script;
        this.evidence = evidence;
    }

    /** How it behaves. */
    public ClientSpec spec() {
        return script.scenario().client();
    }

    /** What it would do there, to be changed before {@link #connect(ClientOptions)}. */
    public ClientOptions options(InetSocketAddress target) {
        return Clients.options(spec(), target);
    }

    /** Connects, with the retries of its profile, and waits for the end, which its deadlines bound. @return the last attempt */
    public LabConnection connect(InetSocketAddress target) {
        return connect(options(target));
    }

    public LabConnection connect(String host, int port) {
        return connect(new InetSocketAddress(host, port));
    }

    public LabConnection connect(LabServer server) {
        return connect(options(server.address()), server.replay());
    }

    public LabConnection connect(ClientOptions options) {
        return connect(options, Optional.empty());
    }

    private LabConnection connect(ClientOptions options, Optional<Replay> server) {
        return LabConnection.made(RdpClient.run(options), options, server, evidence);
    }

    @Override
    public String toString() {
        return "RDP client like " + spec().profile().word();
    }
}
