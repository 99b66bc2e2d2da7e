package dev.rdplab.cli;

import ch.qos.logback.classic.spi.LogbackServiceProvider;
import dev.rdplab.protocol.handshake.server.Account;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.serversim.Behaviour;
import dev.rdplab.serversim.RdpServer;
import dev.rdplab.serversim.ServerOptions;
import dev.rdplab.transport.tls.SelfSigned;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsServerSettings;
import dev.rdplab.transport.tls.TlsVersion;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Runs the most common commands once, so that the launcher learns which classes it takes: from its list of them an archive is
 * made that lets the real thing start faster. Prints nothing.
 */
public final class Rehearsal {

    private static final String USER = "alice";
    private static final String PASSWORD = "Wonder-Land1";

    private Rehearsal() {}

    public static void main(String[] args) throws IOException {
        RdpLab.setLogging("probe");
        run("explain", "0x904", "0x7");
        run("explain", "0x904/0x7"); // as text
        run("explain", "0x904", "0x7", "--json");
        run("explain", "--help"); // what the other commands take of picocli
        run("--help");
        run("scenarios", "list");
        run("decode", "0300000b06e00000000000");
        var certificate = SelfSigned.rsa("localhost", Instant.now())
                .issue(new SecureRandom())
                .certificate();
        probe(TlsServerSettings.of(certificate));
        probe(TlsServerSettings.of(certificate).versions(TlsVersion.TLS_1_2));
        log();
        System.exit(Exit.EXPECTED);
    }

    /** Probes that succeed, with NTLM raw and in SPNEGO, and some that do not. */
    private static void probe(TlsServerSettings tls) throws IOException {
        var policy = ServerPolicy.of(SecurityLayer.NLA).withAccounts(List.of(Account.local(USER, PASSWORD)));
        var right = Files.createTempFile("rdplab", ".password");
        var wrong = Files.createTempFile("rdplab", ".password");
        String target;
        try (var server = RdpServer.start(ServerOptions.of(Behaviour.of(policy, TlsContext.of(tls))))) {
            Files.writeString(right, PASSWORD);
            Files.writeString(wrong, PASSWORD.toUpperCase(Locale.ROOT));
            target = "127.0.0.1:" + server.port();
            run("probe", target);
            run("probe", target, "--user", USER, "--password-file", right.toString());
            run("probe", target, "--user", USER, "--password-file", right.toString(), "--json");
            run("probe", target, "--user", USER, "--password-file", right.toString(), "--profile", "freerdp");
            run("probe", target, "--user", USER, "--password-file", wrong.toString());
            run("probe", target, "--security", "rdp", "--json");
        } finally {
            Files.delete(right);
            Files.delete(wrong);
        }
        run("probe", target); // nobody listens any more
    }

    /** What commands log with that take longer than one look. */
    private static void log() {
        var logging = new LogbackServiceProvider();
        logging.initialize();
        logging.getLoggerFactory().getLogger(Rehearsal.class.getName()).debug("rehearsed");
    }

    private static void run(String... args) {
        RdpLab.run(Terminal.to(new StringWriter(), new StringWriter()), args);
    }
}
