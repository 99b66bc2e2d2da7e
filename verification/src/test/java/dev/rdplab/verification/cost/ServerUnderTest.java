package dev.rdplab.verification.cost;

import dev.rdplab.protocol.handshake.server.Account;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.serversim.Behaviour;
import dev.rdplab.serversim.RdpServer;
import dev.rdplab.serversim.ServerOptions;
import dev.rdplab.transport.tls.SelfSigned;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsServerSettings;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/** The fake server with one engine and one kind of certificate: prints its port and serves until its input ends. */
final class ServerUnderTest {

    private ServerUnderTest() {}

    public static void main(String[] args) throws IOException {
        var form = args[1].equals("RSA")
                ? SelfSigned.rsa("labhost.example", Instant.now())
                : SelfSigned.ec("labhost.example", Instant.now());
        var tls = TlsContext.of(
                TlsServerSettings.of(form.issue(new SecureRandom()).certificate())
                        .engine(TlsEngine.valueOf(args[0])));
        var policy = ServerPolicy.of(SecurityLayer.valueOf(args[2]))
                .withAccounts(List.of(Account.local("alice", "Wonder-Land1")));
        try (var server = RdpServer.start(ServerOptions.of(Behaviour.of(policy, tls)))) {
            System.out.println("listening on 127.0.0.1:" + server.port());
            while (System.in.read() >= 0) {
                // whoever started it ends it
            }
        }
    }
}
