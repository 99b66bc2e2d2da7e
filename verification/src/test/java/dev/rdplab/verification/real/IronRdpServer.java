package dev.rdplab.verification.real;

import dev.rdplab.testkit.needs.Programs;
import java.time.Duration;
import java.util.List;

/** A running server on IronRDP's acceptor, the handshake of its server, on 127.0.0.1, for {@link Account#ALICE}. */
final class IronRdpServer implements AutoCloseable {

    static final String PROGRAM = "ironrdp-peer";

    private static final Duration READY = Duration.ofSeconds(20);

    private final RealProcess process;
    private final int port = Loopback.freePort();

    private IronRdpServer(String security) {
        var scratch = Scratch.create("ironrdp");
        var pem = Pem.rsa(scratch);
        var alice = Account.ALICE;
        process = RealProcess.start(
                scratch,
                Programs.require(PROGRAM),
                List.of(
                        "server",
                        String.valueOf(port),
                        security,
                        pem.certificate().toString(),
                        pem.key().toString(),
                        alice.user(),
                        alice.password()));
        try {
            Loopback.awaitListening(process, port, READY);
        } catch (AssertionError notReady) {
            process.close();
            throw notReady;
        }
    }

    /** @param security rdp, tls or nla */
    static IronRdpServer start(String security) {
        return new IronRdpServer(security);
    }

    int port() {
        return port;
    }

    /** What it wrote so far. */
    String log() {
        return process.output();
    }

    @Override
    public void close() {
        process.close();
    }
}
