package dev.rdplab.verification.real;

import dev.rdplab.clientsim.Security;
import dev.rdplab.diagnosis.probe.Probe;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.testkit.ClosedPort;
import dev.rdplab.transport.tls.TlsClientSettings;
import dev.rdplab.transport.tls.TlsVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Real servers whose settings do not fit the client, or that are not there. */
final class ProgramTrials {

    /** Told by an errorCode, or by nothing but the close. */
    private static final Set<String> WRONG_PASSWORD = Set.of("wrong-password", "wrong-password-silent-server");

    private interface Start<T extends AutoCloseable> {
        T start();
    }

    private final List<BlindTrial> trials = new ArrayList<>();

    static List<BlindTrial> all() {
        var programs = new ProgramTrials();
        programs.shadow("freerdp-shadow 2", mode -> () -> Shadow2.start(mode), WRONG_PASSWORD);
        programs.shadow("freerdp-shadow 3", mode -> () -> Shadow3.start(mode), WRONG_PASSWORD);
        programs.xrdp();
        programs.nobody();
        return programs.trials;
    }

    private interface Shadow {
        Start<? extends FreeRdpShadow> in(ShadowMode mode);
    }

    private void shadow(String maker, Shadow shadow, Set<String> wrongPassword) {
        add(
                maker,
                "NLA only, the client offers TLS",
                Stage.X224,
                Set.of("nla-required"),
                shadow.in(ShadowMode.NLA),
                FreeRdpShadow::port,
                Security.TLS);
        add(
                maker,
                "NLA only, the client offers RDP",
                Stage.X224,
                Set.of("nla-required"),
                shadow.in(ShadowMode.NLA),
                FreeRdpShadow::port,
                Security.RDP);
        add(
                maker,
                "TLS only, the client offers NLA",
                Stage.X224,
                Set.of("nla-off", "rdp-security-only"),
                shadow.in(ShadowMode.TLS),
                FreeRdpShadow::port,
                Security.NLA);
        add(
                maker,
                "RDP only, the client offers TLS",
                Stage.X224,
                Set.of("rdp-security-only"),
                shadow.in(ShadowMode.RDP),
                FreeRdpShadow::port,
                Security.TLS);
        trials.add(new BlindTrial(maker, "wrong password", Set.of(Stage.CREDSSP), wrongPassword, () -> {
            try (var server = shadow.in(ShadowMode.NLA).start()) {
                return mistaken(server.port());
            }
        }));
    }

    private static Probe mistaken(int port) {
        return BlindTrial.probe(port, o -> o.credentials(Credentials.of(Account.ALICE.user(), "not-her-password")));
    }

    private void xrdp() {
        add(
                "xrdp",
                "TLS only, the client offers NLA",
                Stage.X224,
                Set.of("nla-off"),
                () -> Xrdp.start(Xrdp.Mode.TLS),
                Xrdp::port,
                Security.NLA);
        add(
                "xrdp",
                "TLS only, the client offers RDP",
                Stage.X224,
                Set.of("tls-required"),
                () -> Xrdp.start(Xrdp.Mode.TLS),
                Xrdp::port,
                Security.RDP);
        trials.add(new BlindTrial(
                "xrdp", "TLS 1.2 only, the client offers 1.3 only", Set.of(Stage.TLS), Set.of("tls-mismatch"), () -> {
                    try (var server = Xrdp.start(Xrdp.Mode.TLS, Map.of("ssl_protocols", "TLSv1.2"))) {
                        return BlindTrial.probe(server.port(), o -> o.security(Security.TLS)
                                .tls(TlsClientSettings.any().versions(TlsVersion.TLS_1_3)));
                    }
                }));
    }

    private void nobody() {
        trials.add(new BlindTrial(
                "nothing there", "port closed", Set.of(Stage.CONNECT), Set.of("port-not-listening"), () -> {
                    try (var closed = ClosedPort.any()) {
                        return BlindTrial.probe(closed.number());
                    }
                }));
        // A label of more than 63 bytes is refused by the resolver itself: no question leaves the machine.
        trials.add(new BlindTrial(
                "nothing there",
                "name without an address",
                Set.of(Stage.CONNECT),
                Set.of("name-not-resolved"),
                () -> BlindTrial.probe("a".repeat(64) + ".invalid", 3389, o -> o)));
    }

    @SuppressWarnings("try") // a program that is closed may be interrupted: the trial then ends
    private <T extends AutoCloseable> void add(
            String maker,
            String fault,
            Stage stage,
            Set<String> causes,
            Start<? extends T> program,
            ToIntFunction<T> port,
            Security offer) {
        trials.add(new BlindTrial(maker, fault, Set.of(stage), causes, () -> {
            try (T server = program.start()) {
                return BlindTrial.probe(port.applyAsInt(server), offer);
            }
        }));
    }
}
