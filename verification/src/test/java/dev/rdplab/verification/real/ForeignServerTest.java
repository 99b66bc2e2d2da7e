package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.clientsim.Security;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.testkit.needs.Needs;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one probe with default settings says of servers that the lab was not built against, with the right and a wrong password. */
@Tag("real")
@Execution(ExecutionMode.CONCURRENT)
class ForeignServerTest {

    private static final Account MISTAKEN = Account.ALICE.withPassword("not-her-password");

    private static void asTheTableSays(String program, int port) {
        var measured = ProgramTable.of(program).stream()
                .map(row -> new ProgramTable.Row(
                        program,
                        row.security(),
                        probed(port, row, Account.ALICE),
                        probed(port, row, MISTAKEN),
                        row.agrees()))
                .toList();
        System.out.println(ProgramTable.shown(measured));
        assertThat(measured).containsExactlyElementsOf(ProgramTable.of(program));
    }

    private static String probed(int port, ProgramTable.Row row, Account account) {
        var security = Security.of(row.security()).orElseThrow();
        return ProgramTable.cell(BlindTrial.probe(port, options -> options.security(security)
                        .credentials(Credentials.of(account.user(), account.password())))
                .result());
    }

    @Test
    @Needs({"weston", "openssl"})
    void weston() {
        try (var server = Weston.tls()) {
            asTheTableSays("weston", server.port());
        }
    }

    @Test
    @Needs({"weston", "openssl"})
    void westonWithAnEcKey() {
        try (var server = Weston.ec()) {
            asTheTableSays("weston, EC key", server.port());
        }
    }

    @Test
    @Needs({"weston", "openssl"})
    void westonWithStandardRdpSecurity() {
        try (var server = Weston.rdpSecurity()) {
            asTheTableSays("weston, RDP key alone", server.port());
        }
    }

    @Test
    @Needs(
            value = {"gnome-remote-desktop-daemon", "grdctl", "dbus-run-session", "python3", "openssl", "ip", "unshare"
            },
            also = OwnNetwork.class)
    void gnomeRemoteDesktop() {
        try (var server = GnomeRemoteDesktop.start()) {
            asTheTableSays("gnome-remote-desktop", server.port());
        }
    }

    @Test
    @Needs({"freerdp-shadow-cli", "winpr-hash", "Xvfb"})
    void freerdpShadow2() {
        try (var server = Shadow2.start(ShadowMode.NLA)) {
            asTheTableSays("freerdp-shadow 2, /sec:nla", server.port());
        }
    }

    @Test
    @Needs({"freerdp-shadow-cli3", "winpr-hash3", "Xvfb"})
    void freerdpShadow3() {
        try (var server = Shadow3.start(ShadowMode.NLA)) {
            asTheTableSays("freerdp-shadow 3, /sec:nla", server.port());
        }
    }

    @ParameterizedTest(name = "xrdp, {0}")
    @CsvSource({
        "key missing, TLS, key_file, /nonexistent/key.pem",
        "crypt_level=fips, RDP, crypt_level, fips",
        "crypt_level=high, RDP, crypt_level, high",
        "crypt_level=medium, RDP, crypt_level, medium",
        "crypt_level=low, RDP, crypt_level, low",
        "crypt_level=none, RDP, crypt_level, none",
        "TLS 1.1 alone, NEGOTIATE, ssl_protocols, TLSv1.1",
        "TLS 1.3 alone, NEGOTIATE, ssl_protocols, TLSv1.3",
    })
    @Needs(
            value = {"xrdp", "openssl"},
            also = XrdpsFiles.class)
    void xrdpWithOddSettings(String what, Xrdp.Mode mode, String key, String value) {
        try (var server = Xrdp.start(mode, Map.of(key, value))) {
            asTheTableSays("xrdp, " + what, server.port());
        }
    }

    @Test
    @Needs(
            value = {"xrdp", "openssl"},
            also = XrdpsFiles.class)
    void xrdpWithoutACommonCipher() {
        var settings = Map.of("ssl_protocols", "TLSv1.2", "tls_ciphers", "NULL-SHA256");
        try (var server = Xrdp.start(Xrdp.Mode.NEGOTIATE, settings)) {
            asTheTableSays("xrdp, NULL cipher", server.port());
        }
    }

    @Test
    @Needs(
            value = {"xrdp", "openssl"},
            also = XrdpsFiles.class)
    void xrdpWithAKeyThatDoesNotFit() {
        try (var other = Scratch.create("other-key");
                var server = Xrdp.start(
                        Xrdp.Mode.NEGOTIATE,
                        Map.of("certificate", Pem.ec(other).certificate().toString()))) {
            asTheTableSays("xrdp, key does not fit", server.port());
        }
    }

    @ParameterizedTest(name = "IronRDP {0}")
    @ValueSource(strings = {"rdp", "tls", "nla"})
    @Needs({IronRdpServer.PROGRAM, "openssl"})
    void ironRdp(String security) {
        try (var server = IronRdpServer.start(security)) {
            asTheTableSays("IronRDP, " + security, server.port());
            assertThat(BlindTrial.probe(server.port()).software())
                    .hasValueSatisfying(seen -> assertThat(seen.name()).contains("IronRDP"));
        }
    }
}
