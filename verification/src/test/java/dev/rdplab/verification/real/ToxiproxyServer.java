package dev.rdplab.verification.real;

import dev.rdplab.testkit.needs.Programs;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A running toxiproxy-server, the real one, with its HTTP API on a free port of 127.0.0.1. */
public final class ToxiproxyServer implements AutoCloseable {
    private final RealProcess process;
    private final int port;

    private ToxiproxyServer() {
        var program = Programs.require("toxiproxy-server");
        port = Loopback.freePort();
        process = RealProcess.start(
                Scratch.create("toxiproxy"), program, List.of("-host", Loopback.HOST, "-port", String.valueOf(port)));
        try {
            Loopback.awaitListening(process, port, Duration.ofSeconds(20));
        } catch (AssertionError notReady) {
            process.close();
            throw notReady;
        }
    }

    /** Starts it and waits until its API listens. */
    public static ToxiproxyServer start() {
        return new ToxiproxyServer();
    }

    public String host() {
        return Loopback.HOST;
    }

    /** The port of its API. */
    public int port() {
        return port;
    }

    /** Its API, as in {@code http://127.0.0.1:8474}. */
    public URI api() {
        return URI.create("http://" + Loopback.HOST + ":" + port);
    }

    @Override
    public void close() {
        process.close();
    }
}
