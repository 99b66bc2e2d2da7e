package dev.rdplab.verification.real;

import dev.rdplab.lab.run.Certificates;
import dev.rdplab.lab.scenario.CertificateVariant;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.SeededNonces;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.handshake.server.AccountState;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.protocol.mcs.SendData;
import dev.rdplab.protocol.security.EncryptionLevel;
import dev.rdplab.protocol.security.EncryptionMethod;
import dev.rdplab.protocol.security.RsaKeyPair;
import dev.rdplab.protocol.security.SecurityFlags;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.serversim.Behaviour;
import dev.rdplab.serversim.RdpServer;
import dev.rdplab.serversim.ServerOptions;
import dev.rdplab.transport.ConnectionReport;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Our own server, with {@link Account#ALICE} as its one user, for real clients to try. */
final class LabServer implements AutoCloseable {

    private static final Duration SESSION_LIMIT = Duration.ofSeconds(10);
    private static final Duration STEADY = Duration.ofMillis(500);
    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final TlsContext TLS = TlsContext.of(TlsServerSettings.of(Certificates.of(CertificateVariant.GOOD)));
    private static final ServerPolicy.RdpSecurity RC4 = new ServerPolicy.RdpSecurity(
            EncryptionMethod.BITS_128, EncryptionLevel.HIGH, RsaKeyPair.generate(2048, new SeededNonces(1, "RC4")));

    private final RdpServer server;

    private LabServer(ServerPolicy policy) {
        try {
            server = RdpServer.start(ServerOptions.of(Behaviour.of(policy, TLS)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LabServer start(SecurityLayer security) {
        return start(security, AccountState.ENABLED, UnaryOperator.identity());
    }

    static LabServer start(SecurityLayer security, AccountState state) {
        return start(security, state, UnaryOperator.identity());
    }

    static LabServer start(SecurityLayer security, UnaryOperator<ServerPolicy> change) {
        return start(security, AccountState.ENABLED, change);
    }

    private static LabServer start(SecurityLayer security, AccountState state, UnaryOperator<ServerPolicy> change) {
        var alice = new dev.rdplab.protocol.handshake.server.Account(
                "", Account.ALICE.user(), Secret.of(Account.ALICE.password()), state);
        var usual = ServerPolicy.of(security).withAccounts(List.of(alice)).withRdpSecurity(RC4);
        return new LabServer(change.apply(usual));
    }

    int port() {
        return server.port();
    }

    /** The one connection that was made, once it is over. */
    ConnectionReport onlyConnection() {
        var all = connections();
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " connections instead of 1: "
                    + all.stream().map(ConnectionReport::ending).toList());
        }
        return all.get(0);
    }

    Ending ending() {
        return onlyConnection().ending();
    }

    /** All connections, once they are over. */
    List<ConnectionReport> connections() {
        try {
            if (!server.awaitIdle(SETTLE)) {
                throw new AssertionError("a connection is still open after " + SETTLE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return server.finished();
    }

    /** Waits until a client shows by this line that its session is up, and that it then stays up. */
    void holdsASession(RealProcess client, Pattern session) {
        try {
            if (client.awaitOutput(session, SESSION_LIMIT).staysUp(STEADY)) {
                return;
            }
        } catch (AssertionError noSession) {
            client.close();
            connections();
            throw new AssertionError(noSession.getMessage() + "\nThe server saw:\n" + this, noSession);
        }
        throw new AssertionError(client + " left its session; it printed:\n" + client.output() + "\n" + this);
    }

    /** What all connections came to, once they are over. */
    String seen() {
        connections();
        return toString();
    }

    /** What the connections so far came to, for a message of failure. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (ConnectionReport report : server.finished()) {
            text.append(report.ending()).append('\n');
            for (Transcript.Event event : report.transcript().events()) {
                text.append("    ").append(event).append('\n');
            }
        }
        return text.toString();
    }

    /** The security flags of the Client Info PDU of the last connection, [MS-RDPBCGR] 2.2.8.1.1.2.1. */
    SecurityFlags clientInfoFlags() {
        var all = connections();
        var bytes = all.get(all.size() - 1).transcript().events().stream()
                .filter(e -> e.kind() == Transcript.Kind.RECEIVED && e.pdu().equals(PduNames.CLIENT_INFO))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no Client Info:\n" + this))
                .bytes();
        var data = SendData.open(WireReader.of(bytes, Stage.CLIENT_INFO, PduNames.CLIENT_INFO));
        return new SecurityFlags(data.userData().u16le("flags"));
    }

    boolean reached(Stage stage) {
        return connections().stream().anyMatch(c -> c.stage(stage).isPresent());
    }

    @Override
    public void close() {
        server.close();
    }
}
