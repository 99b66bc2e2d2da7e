package dev.rdplab.cli;

import dev.rdplab.protocol.handshake.server.Account;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.serversim.Behaviour;
import dev.rdplab.serversim.RdpServer;
import dev.rdplab.serversim.ServerOptions;
import dev.rdplab.transport.tls.SelfSigned;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsServerSettings;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/**
 * Does once what people do most, so that the launcher learns which classes it takes: from its list of them an archive is
 * made that lets the real thing start faster. Prints nothing.
 */
public final class Rehearsal {

    private static final String USER = "alice";
    private static final String PASSWORD = "Wonder-Land1";

    private Rehearsal() {}

    public static void main(String[] args) throws IOException {
        System.setProperty("slf4j.provider", "dev.rdplab.cli.NoLogging");
        System.setProperty("slf4j.internal.verbosity", "WARN");
        run("explain", "0x904", "0x7");
        run("explain", "0x904", "0x7", "--json");
        run("explain", "--help"); // what the other commands take of picocli
        var certificate = SelfSigned.rsa("localhost", Instant.now())
                .issue(new SecureRandom())
                .certificate();
        var policy = ServerPolicy.of(SecurityLayer.NLA).withAccounts(List.of(Account.local(USER, PASSWORD)));
        var tls = TlsContext.of(TlsServerSettings.of(certificate));
        var password = Files.createTempFile("rdplab", ".password");
        try (var server = RdpServer.start(ServerOptions.of(Behaviour.of(policy, tls)))) {
            Files.writeString(password, PASSWORD);
            String target = "127.0.0.1:" + server.port();
            run("probe", target, "--user", USER, "--password-file", password.toString());
            run("probe", target, "--user", USER, "--password-file", password.toString(), "--json");
        } finally {
            Files.delete(password);
        }
        System.exit(Exit.EXPECTED);
    }

    private static void run(String... args) {
        RdpLab.run(Terminal.to(new StringWriter(), new StringWriter()), args);
    }
}
