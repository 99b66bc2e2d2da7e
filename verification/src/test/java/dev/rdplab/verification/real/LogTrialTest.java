package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.clientsim.Security;
import dev.rdplab.diagnosis.Diagnosis;
import dev.rdplab.diagnosis.capture.Captures;
import dev.rdplab.diagnosis.logs.LogDiagnosis;
import dev.rdplab.diagnosis.logs.LogReader;
import dev.rdplab.kerberos.KerberosAuthentication;
import dev.rdplab.kerberos.client.KdcClient;
import dev.rdplab.kerberos.client.KdcSettings;
import dev.rdplab.kerberos.client.LongTermKey;
import dev.rdplab.kerberos.protocol.Principal;
import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.lab.verdict.RankedCause;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.testkit.needs.Needs;
import dev.rdplab.testkit.needs.Programs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real servers and clients, recorded here with a log that one of them writes: what the capture alone says of the true cause, and
 * what capture and log say together. The table of {@code docs/logs.md} has the same rows.
 */
@Tag("real")
class LogTrialTest {

    private static final Path PAGE = Path.of("..", "docs", "logs.md");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    /** What a diagnosis says of the true cause. @param rank from 1; 0 when it is not among the causes */
    private record Said(int rank, boolean proven, String first) {

        static Said of(Diagnosis diagnosis, String cause) {
            List<RankedCause> causes = diagnosis.result().causes();
            int rank = 0;
            boolean proven = false;
            for (int i = causes.size(); i > 0; i--) {
                var ranked = causes.get(i - 1);
                if (ranked.known().id().equals(cause)) {
                    rank = i;
                    proven = ranked.confidence() == Confidence.PROVEN;
                }
            }
            return new Said(
                    rank,
                    proven,
                    causes.isEmpty() ? "none" : causes.get(0).known().id());
        }

        String cell() {
            return (rank == 0 ? "not among them; first: " + first : String.valueOf(rank)) + (proven ? ", proven" : "");
        }
    }

    /** Says it of the last connection in the capture, once without and once with the log, and prints the row. */
    private void provenBy(String what, String cause, Path capture, String log) throws IOException {
        var file = Files.writeString(folder.resolve("server.log"), log);
        var found = Diagnosis.of(what, Captures.read(capture, KeyLog.EMPTY));
        assertThat(found).as("connections in the capture").isNotEmpty();
        var logs = LogDiagnosis.of(
                found,
                List.of(new LogReader(LogDiagnosis::wanted, Instant.now(), ZoneId.systemDefault()).read(file)),
                Optional.empty());
        var last = found.get(found.size() - 1);
        var alone = Said.of(last, cause);
        var both = Said.of(logs.of(last, false), cause);
        System.out.println(what + ": " + cause + ": " + alone.cell() + ": " + both.cell());
        assertThat(alone.proven()).as("the capture alone proves nothing").isFalse();
        assertThat(both).as(log).isEqualTo(new Said(1, true, cause));
        var place = alone.rank() == 1 ? "first" : "not first";
        assertThat(Files.readAllLines(PAGE))
                .containsAnyOf(row(what, cause, place), row(what, cause, "first or not, as it closes")); // FIN or RST
    }

    private static String row(String what, String cause, String place) {
        return "| " + what + " | " + cause + " | " + place + " | first, proven |";
    }

    private Path recorded(int port, Runnable connection) {
        try (var wire = WireCapture.start(folder, port)) {
            connection.run();
            return wire.file();
        }
    }

    private static String[] mistaken(int port) {
        return mistaken(port, "+auth-only");
    }

    private static String[] mistaken(int port, String option) {
        return XFreeRdp3.logOn(port, Account.ALICE.withPassword("not-her-password"), option);
    }

    @Test
    @Needs(
            value = {"xrdp", "openssl", "xfreerdp3", "Xvfb", "tcpdump"},
            also = {XrdpsFiles.class, Netfilter.class})
    void xrdpWithAKeyThatDoesNotFit() throws IOException {
        try (var other = Scratch.create("other-key");
                var xrdp = Xrdp.start(
                        Xrdp.Mode.TLS,
                        Map.of("certificate", Pem.ec(other).certificate().toString()))) {
            var capture = recorded(xrdp.port(), () -> XFreeRdp3.run(LIMIT, mistaken(xrdp.port())));
            provenBy("xrdp, key that does not fit", "private-key-unreadable", capture, xrdp.log());
        }
    }

    @Test
    @Needs(
            value = {"xrdp", "openssl", "xfreerdp3", "Xvfb", "tcpdump"},
            also = {XrdpsFiles.class, Netfilter.class})
    void xrdpWithoutACommonTlsVersion() throws IOException {
        try (var xrdp = Xrdp.start(Xrdp.Mode.TLS, Map.of("ssl_protocols", "TLSv1.1"))) {
            var capture = recorded(xrdp.port(), () -> XFreeRdp3.run(LIMIT, mistaken(xrdp.port())));
            provenBy("xrdp, TLS 1.1 alone", "tls-mismatch", capture, xrdp.log());
        }
    }

    @Test
    @Needs(
            value = {"xrdp", "xrdp-sesman", "openssl", "python3", "ip", "unshare", "xfreerdp3", "Xvfb", "tcpdump"},
            also = {XrdpsFiles.class, OwnNetwork.class, Netfilter.class})
    void xrdpWithAWrongPassword() throws IOException {
        try (var xrdp = Xrdp.withSesman()) {
            var capture = recorded(xrdp.port(), () -> {
                try (var client = XFreeRdp3.start(mistaken(xrdp.port(), "/sec:tls"))) {
                    xrdp.process().awaitOutput(Pattern.compile("login failed for"), LIMIT);
                    assertThat(client.isAlive())
                            .as("xrdp shows the failure in its session")
                            .isTrue();
                }
            });
            provenBy("xrdp, wrong password, xrdp.log", "wrong-password", capture, xrdp.log());
            provenBy("xrdp, wrong password, xrdp-sesman.log", "wrong-password", capture, xrdp.sesmanLog());
        }
    }

    @Test
    @Needs(
            value = {"xfreerdp3", "Xvfb", "tcpdump"},
            also = Netfilter.class)
    void xfreerdp3AndASessionThatIsReplaced() throws IOException {
        var said = new StringBuilder();
        try (var server = LabCommand.serve(Account.ALICE, "--scenario", "session-replaced")) {
            int port = LabCommand.port(server);
            var capture = recorded(
                    port,
                    () -> said.append(XFreeRdp3.run(LIMIT, XFreeRdp3.logOn(port, Account.ALICE))
                            .output()));
            provenBy(
                    "xfreerdp3, session replaced, its own output", "session-ended-by-server", capture, said.toString());
        }
    }

    @Test
    @Needs(
            value = {
                "gnome-remote-desktop-daemon",
                "grdctl",
                "dbus-run-session",
                "python3",
                "openssl",
                "ip",
                "unshare",
                "xfreerdp3",
                "Xvfb",
                "tcpdump"
            },
            also = {OwnNetwork.class, Netfilter.class})
    void gnomeRemoteDesktop() throws IOException {
        try (var server = GnomeRemoteDesktop.start()) {
            var capture = recorded(server.port(), () -> XFreeRdp3.run(LIMIT, mistaken(server.port())));
            provenBy("gnome-remote-desktop, wrong password", "wrong-password", capture, server.log());
        }
        try (var server = GnomeRemoteDesktop.withoutCredentials()) {
            var nlaAlone =
                    mistaken(server.port(), "/sec:nla"); // else it comes again, and the server closes before it asks
            var capture = recorded(server.port(), () -> XFreeRdp3.run(LIMIT, nlaAlone));
            provenBy("gnome-remote-desktop, no credentials", "server-without-credentials", capture, server.log());
        }
    }

    @Test
    @Needs(
            value = {"krb5kdc", "kdb5_util", "kadmin.local", "kinit", "tcpdump"},
            also = Netfilter.class)
    void kdcAndAClockThatIsTenMinutesAhead() throws IOException {
        var alice = Principal.of("alice@" + KerberosKdc.REALM);
        var service = Principal.of(KerberosKdc.SERVICE + "@" + KerberosKdc.REALM);
        try (var mit = KerberosKdc.start();
                var server = LabServer.start(SecurityLayer.NLA)) {
            var there = KerberosKdcTest.settings(mit);
            var kdc = new KdcClient(
                    new KdcSettings(there.kdc(), () -> Instant.now().plus(Duration.ofMinutes(10)), there.nonces()));
            var capture = recorded(server.port(), () -> {
                var key = new LongTermKey.Password(Secret.of(Account.ALICE.password()));
                var none =
                        new KerberosAuthentication(kdc.ticket(alice, key, service), KerberosAuthentication.Form.SPNEGO);
                RdpClient.run(ClientOptions.of(new InetSocketAddress(Loopback.HOST, server.port()))
                        .security(Security.NLA)
                        .authentication(none)
                        .until(Stage.ACTIVE));
            });
            provenBy("MIT KDC, clock 10 min ahead", "clock-skew", capture, mit.log());
        }
    }

    @Test
    @Needs(
            value = {"krb5kdc", "kdb5_util", "kadmin.local", "kinit", "xfreerdp3", "Xvfb", "tcpdump"},
            also = Netfilter.class)
    void kdcAndAnUnknownPrincipal() throws IOException {
        try (var mit = KerberosKdc.start();
                var server = LabServer.start(SecurityLayer.NLA)) {
            var capture = recorded(
                    server.port(),
                    () -> XFreeRdp3.run(
                            LIMIT,
                            mit.environment(),
                            "/cert:ignore",
                            "/auth-pkg-list:!ntlm",
                            "/u:nobody",
                            "/p:" + Account.ALICE.password(),
                            "/d:" + KerberosKdc.REALM,
                            "-clipboard",
                            "/v:localhost:" + server.port()));
            provenBy("MIT KDC, unknown principal", "wrong-password", capture, mit.log());
        }
    }

    @Test
    @Needs({"freerdp-shadow-cli3", "winpr-hash3", "xfreerdp3", "Xvfb", "tcpdump"})
    void freerdpShadow() throws IOException {
        try (var server = Shadow3.start(ShadowMode.NLA)) {
            var capture = recorded(server.port(), () -> XFreeRdp3.run(LIMIT, mistaken(server.port())));
            provenBy("freerdp-shadow 3, wrong password", "wrong-password", capture, server.log());
        }
    }

    private static Finished ironRdp(int port, Account account) {
        var options = List.of("client", Loopback.HOST, String.valueOf(port), account.user(), account.password());
        var program = Programs.require(IronRdpServer.PROGRAM);
        try (var client = RealProcess.start(Scratch.create("ironrdp"), program, options)) {
            return client.await(LIMIT);
        }
    }

    @Test
    @Needs(
            value = {"xrdp", "openssl", IronRdpServer.PROGRAM, "tcpdump"},
            also = {XrdpsFiles.class, Netfilter.class})
    void ironRdpAtXrdpWithAKeyThatDoesNotFit() throws IOException {
        try (var other = Scratch.create("other-key");
                var xrdp = Xrdp.start(
                        Xrdp.Mode.TLS,
                        Map.of("certificate", Pem.ec(other).certificate().toString()))) {
            var capture = recorded(xrdp.port(), () -> ironRdp(xrdp.port(), Account.ALICE));
            provenBy("IronRDP at xrdp, key that does not fit", "private-key-unreadable", capture, xrdp.log());
        }
    }

    @Test
    @Needs(
            value = {IronRdpServer.PROGRAM, "openssl", "tcpdump"},
            also = Netfilter.class)
    void ironRdpAtItsOwnServerWithAWrongPassword() throws IOException {
        try (var server = IronRdpServer.start("nla")) {
            var mistaken = Account.ALICE.withPassword("not-her-password");
            var capture = recorded(server.port(), () -> ironRdp(server.port(), mistaken));
            provenBy("IronRDP server, wrong password", "wrong-password", capture, server.log());
        }
    }

    @Test
    @Needs(
            value = {IronRdpServer.PROGRAM, "tcpdump"},
            also = Netfilter.class)
    void ironRdpWithoutALicence() throws IOException {
        var said = new StringBuilder();
        try (var server = LabCommand.serve(Account.ALICE, "--scenario", "licensing/no-license")) {
            int port = LabCommand.port(server);
            var capture = recorded(
                    port, () -> said.append(ironRdp(port, Account.ALICE).output()));
            provenBy("IronRDP, no licence, its own output", "licensing", capture, said.toString());
        }
    }
}
