package dev.rdplab.verification.real;

import static dev.rdplab.verification.real.SocketStub.readRecord;
import static dev.rdplab.verification.real.SocketStub.readTpkt;
import static dev.rdplab.verification.real.SocketStub.reset;
import static dev.rdplab.verification.real.SocketStub.silence;
import static dev.rdplab.verification.real.SocketStub.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.Security;
import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.client.Credentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The half of the blind trial that others found: what real programs sent, and what public reports tell, played by stubs. */
class FindingsTrialTest {

    private static final Path PAGE = Path.of("..", "docs", "blind-trial-findings.md");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CONFIRM_TLS = "030000130ed000000000000201080001000000";
    private static final String CONFIRM_NLA = "030000130ed000000000000201080002000000";
    private static final String FAILURE = "030000130ed0000012340003000800";

    private final List<BlindTrial> trials = new ArrayList<>();

    @Test
    void theProbeFindsWhatOthersFound() throws Exception {
        programs();
        reports();
        var found = new ArrayList<BlindTrial.Found>();
        for (var trial : trials) {
            found.add(trial.run());
        }
        var page = page(found);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(found).hasSizeGreaterThan(19).allMatch(BlindTrial.Found::stageRight);
        assertThat(Files.readString(PAGE))
                .as("run the test with -Dgolden.update=true and read the difference")
                .isEqualTo(page);
    }

    private void programs() {
        afterHello("xrdp: the key does not fit the certificate", CONFIRM_TLS, Set.of("clear-mcs-goodbye"), socket -> {
            write(socket, "0300000902f0802180");
            reset(socket);
        });
        afterHello(
                "OpenCanary: bytes of its own after the confirm",
                CONFIRM_NLA,
                Set.of("stray-bytes-in-tunnel", "another-service"),
                socket -> {
                    write(socket, "0001000400010000052e");
                    silence(socket);
                });
        afterHello(
                "xrdp with TLS 1.1 alone",
                CONFIRM_TLS,
                Set.of("tls-mismatch"),
                socket -> write(socket, "15030300020246"));
        afterHello(
                "xrdp with TLS 1.1 alone, as OpenSSL refuses TLS 1.2",
                CONFIRM_TLS,
                Set.of("tls-mismatch"),
                socket -> write(socket, "15030300020250"));
        afterHello(
                "xrdp with the NULL cipher alone",
                CONFIRM_TLS,
                Set.of("tls-mismatch"),
                socket -> write(socket, "15030300020228"));
        refuses("weston with TLS, asked for NLA alone", "02000000", Security.NLA, Set.of("nla-off"));
        refuses("xrdp without a key", "03000000", Security.AUTO, Set.of("no-certificate"));
        refuses("gnome-remote-desktop, asked for TLS alone", "05000000", Security.TLS, Set.of("nla-required"));
    }

    private void reports() {
        refuses("Entra ID sign-in is demanded (FreeRDP 11776)", "07000000", Security.AUTO, Set.of("entra-required"));
        serves("reports", "a broker redirects (FreeRDP 10665)", "capabilities/redirect-refused", "redirected");
        serves(
                "reports",
                "alert 80 in answer to AUTHENTICATE (FreeRDP 4449)",
                "credssp/alert-80-after-authenticate",
                "wrong-password-silent-server",
                "credssp-message-rejected");
        serves(
                "reports",
                "alert 80 before any password (IronRDP 1469)",
                "credssp/alert-80-after-negotiate",
                "credssp-message-rejected");
        serves(
                "reports",
                "Windows 7 with TLS 1.0 (FreeRDP 11234)",
                "tls/tls-1.0-only",
                "tls-mismatch",
                "client-tls-policy");
        serves(
                "reports",
                "Protected Users (FreeRDP 5258)",
                "credssp/account-restricted",
                "account-restricted",
                "protected-users");
        serves("reports", "NTLM is blocked (FreeRDP 11189)", "credssp/ntlm-blocked", "ntlm-disabled");
        serves("reports", "no licence (rdesktop 64)", "licensing/no-license", "licensing");
        serves(
                "reports",
                "a proxy for a dead backend (winpodx 92)",
                "x224/closed-before-confirm-fin",
                "listener-behind-proxy-dead",
                "server-without-credentials");
        serves(
                "reports",
                "the certificate's key cannot be read (dekarita)",
                "causes/private-key-permission",
                "private-key-unreadable");
        serves(
                "reports",
                "closed after Client Info (lamco-admin)",
                "client-info/closed-after-client-info",
                "dropped-after-client-info");
        serves("reports", "HTTP on the port (opentelekomcloud)", "x224/http-instead-of-confirm", "another-service");
        serves(
                "reports",
                "the tunnel's own message (rustdesk 11623)",
                "x224/foreign-bytes-before-confirm",
                "stray-bytes-in-tunnel");
    }

    private void refuses(String fault, String code, Security offer, Set<String> causes) {
        trials.add(new BlindTrial(
                code.startsWith("07") ? "reports" : "programs", fault, Set.of(Stage.X224), causes, () -> {
                    try (var stub = SocketStub.of(socket -> {
                        readTpkt(socket);
                        write(socket, FAILURE + code);
                        silence(socket);
                    })) {
                        return BlindTrial.probe(
                                stub.port(), options -> patient(options).security(offer));
                    }
                }));
    }

    private void afterHello(String fault, String confirm, Set<String> causes, SocketStub.Script then) {
        trials.add(new BlindTrial("programs", fault, Set.of(Stage.TLS), causes, () -> {
            try (var stub = SocketStub.of(socket -> {
                readTpkt(socket);
                write(socket, confirm);
                readRecord(socket);
                then.play(socket);
            })) {
                return BlindTrial.probe(stub.port(), FindingsTrialTest::patient);
            }
        }));
    }

    private void serves(String half, String fault, String path, String... causes) {
        var scenario = Catalogue.load().find(path).orElseThrow();
        trials.add(new BlindTrial(half, fault, Set.of(scenario.expect().stage()), Set.of(causes), () -> {
            try (var server = ScenarioServer.start(scenario, ScenarioServerOptions.DEFAULT)) {
                return BlindTrial.probe(server.address().getPort(), options -> patient(options)
                        .credentials(new Credentials(
                                scenario.client().domain(),
                                scenario.client().user(),
                                scenario.client().password()))
                        .followsRedirects(scenario.client().followsRedirects()));
            }
        }));
    }

    /** All of these servers answer, however busy the machine is. */
    private static ClientOptions patient(ClientOptions options) {
        return options.connectTimeout(PATIENCE).deadlines(Deadlines.each(PATIENCE));
    }

    private static String page(List<BlindTrial.Found> found) {
        return """
                # Blind trial, third part: what others found

                What real programs were seen to send (*programs*) and what public reports tell (*reports*), played by stubs and by
                scenarios, and what one `probe` says of it. The right answers were written down from the findings before. Written by
                `FindingsTrialTest` (`-Dgolden.update=true`). The other parts: [blind-trial.md](blind-trial.md),
                [blind-trial-captures.md](blind-trial-captures.md).

                """
                + List.of("programs", "reports").stream()
                        .map(half -> figures(half, found))
                        .collect(Collectors.joining())
                + "\n| from | found | stage | ending | first cause | rank of the true one |\n|---|---|---|---|---|---|\n"
                + found.stream().map(each -> each.line() + "\n").collect(Collectors.joining());
    }

    private static String figures(String half, List<BlindTrial.Found> found) {
        var some =
                found.stream().filter(each -> each.trial().maker().equals(half)).toList();
        return "- " + half + ": " + some.size() + "; stage right: "
                + some.stream().filter(BlindTrial.Found::stageRight).count() + "; cause first or second: "
                + some.stream().filter(BlindTrial.Found::causeRight).count() + "; cause first: "
                + some.stream().filter(each -> each.rank() == 1).count() + "\n";
    }
}
