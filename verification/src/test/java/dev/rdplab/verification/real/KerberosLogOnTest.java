package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.clientsim.Security;
import dev.rdplab.kerberos.KerberosAuthentication;
import dev.rdplab.kerberos.KerberosAuthentication.Form;
import dev.rdplab.kerberos.KerberosAuthentication.UserToUser;
import dev.rdplab.kerberos.KerberosOffer;
import dev.rdplab.kerberos.client.KdcClient;
import dev.rdplab.kerberos.client.LongTermKey;
import dev.rdplab.kerberos.file.Keytab;
import dev.rdplab.kerberos.protocol.Principal;
import dev.rdplab.kerberos.protocol.ServiceKeys;
import dev.rdplab.kerberos.protocol.ServiceTicket;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.testkit.needs.Needs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real clients log on to our server with tickets of our KDC and of MIT's, and our client to a real server. */
@Needs({
    "krb5kdc",
    "kdb5_util",
    "kadmin.local",
    "kinit",
    "kvno",
    "rdesktop",
    "xfreerdp3",
    "freerdp-shadow-cli3",
    "winpr-hash3",
    "Xvfb"
})
@Tag("real")
class KerberosLogOnTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Principal ALICE = Principal.of("alice@" + KerberosKdc.REALM);
    private static final Principal SERVICE = Principal.of(KerberosKdc.SERVICE + "@" + KerberosKdc.REALM);
    private static final LongTermKey PASSWORD = new LongTermKey.Password(Secret.of(Account.ALICE.password()));

    @Test
    void rdesktopHasASessionWithATicketOfOurKdc() {
        try (var realm = LabRealm.start();
                var server = server(realm.realm().keytab(KerberosKdc.SERVICE), false)) {
            assertThat(realm.kinit(Account.ALICE)).returns(0, Finished::exitCode);

            rdesktopHoldsASession(server, realm.environment());
        }
    }

    @Test
    void rdesktopHasASessionWithATicketOfMitsKdc() throws IOException {
        try (var realm = KerberosKdc.start();
                var server = server(Keytab.read(realm.keytab()), false)) {
            assertThat(realm.kinit(Account.ALICE)).returns(0, Finished::exitCode);

            rdesktopHoldsASession(server, realm.environment());
        }
    }

    private static void rdesktopHoldsASession(LabServer server, Map<String, String> environment) {
        try (RealProcess client = Rdesktop.start(
                environment,
                "-v",
                "-u",
                "alice",
                "-d",
                KerberosKdc.REALM,
                "-n",
                "LABCLIENT",
                "localhost:" + server.port())) {
            server.holdsASession(client, Rdesktop.SESSION);
            assertThat(client.output()).contains("Connection established using CredSSP.");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void xfreerdp3HasASessionThroughSpnego(boolean ntlm) {
        try (var realm = LabRealm.start();
                var server = server(realm.realm().keytab(KerberosKdc.SERVICE), ntlm)) {
            assertThat(realm.kinit(Account.ALICE)).returns(0, Finished::exitCode);

            try (RealProcess client = XFreeRdp3.start(realm.environment(), xfreerdp3(server.port(), ntlm))) {
                server.holdsASession(client, XFreeRdp3.SESSION);
            }
            assertThat(server.seen()).contains("KRB5 AP-REQ").doesNotContain("NTLM AUTHENTICATE");
        }
    }

    @Test
    void xfreerdp3FallsBackToNtlmWhenTheServerHasNoKeytab() {
        try (var realm = LabRealm.start();
                var server = server(ServiceKeys.NONE, true)) {
            assertThat(realm.kinit(Account.ALICE)).returns(0, Finished::exitCode);

            try (RealProcess client = XFreeRdp3.start(realm.environment(), xfreerdp3(server.port(), true))) {
                server.holdsASession(client, XFreeRdp3.SESSION);
            }
            assertThat(server.seen()).contains("NTLM AUTHENTICATE");
        }
    }

    @Test
    void xfreerdp3IsToldOfAClockThatIsTenMinutesSlow() {
        try (var realm = LabRealm.start();
                var server = LabServer.start(
                        SecurityLayer.NLA,
                        policy -> policy.withCredSsp(policy.credSsp()
                                .withOffers(new KerberosOffer(realm.realm().keytab(KerberosKdc.SERVICE), true)
                                        .withClockOffset(Duration.ofMinutes(-10)))))) {
            assertThat(realm.kinit(Account.ALICE)).returns(0, Finished::exitCode);

            try (RealProcess client = XFreeRdp3.start(realm.environment(), xfreerdp3(server.port(), true))) {
                Finished run = client.await(LIMIT);

                assertThat(server.ending().kind()).as(server::toString).isEqualTo(EndingKind.CREDSSP_ERROR);
                assertThat(run.exitCode()).as(run::toString).isEqualTo(134);
            }
        }
    }

    private static String[] xfreerdp3(int port, boolean ntlm) {
        String packages = ntlm ? "/auth-pkg-list:kerberos,ntlm" : "/auth-pkg-list:!ntlm";
        String password = ntlm ? "/p:" + Account.ALICE.password() : "/p:";
        return new String[] {
            "/cert:ignore",
            packages,
            "/u:alice",
            password,
            "/d:" + KerberosKdc.REALM,
            "-clipboard",
            "/v:localhost:" + port
        };
    }

    @ParameterizedTest
    @EnumSource(
            value = Form.class,
            names = {"SPNEGO", "SPNEGO_WINDOWS"})
    void ourClientLogsOnToFreeRdpsServerWithItsKeytab(Form form) throws IOException {
        try (var mit = KerberosKdc.start();
                var shadow = Shadow3.start(mit)) {
            var ticket = new KdcClient(KerberosKdcTest.settings(mit)).ticket(ALICE, PASSWORD, SERVICE);

            logsOn(shadow, new KerberosAuthentication(ticket, form));
        }
    }

    @Test
    void ourClientLogsOnToFreeRdpsServerUserToUser() throws IOException {
        try (var mit = KerberosKdc.start();
                var shadow = Shadow3.start(mit)) {
            var kdc = new KdcClient(KerberosKdcTest.settings(mit));
            var tgt = (ServiceTicket) kdc.tgt(ALICE, PASSWORD);
            var ticket = kdc.ticket(tgt, SERVICE);

            logsOn(
                    shadow,
                    new KerberosAuthentication(ticket, Form.SPNEGO)
                            .withUserToUser(
                                    new UserToUser(SERVICE, (service, own) -> kdc.userToUser(tgt, service, own))));
        }
    }

    private static void logsOn(Shadow3 shadow, KerberosAuthentication authentication) {
        var report = RdpClient.run(ClientOptions.of(new InetSocketAddress("127.0.0.1", shadow.port()))
                .host("localhost")
                .profile(ClientProfile.FREERDP3)
                .security(Security.NLA)
                .credentials(new Credentials(KerberosKdc.REALM, "alice", Secret.of(Account.ALICE.password())))
                .authentication(authentication)
                .until(Stage.ACTIVE));

        assertThat(report.ending().kind())
                .as(() -> report.ending() + "\n" + report.last().transcript().events() + "\n" + shadow.log())
                .isEqualTo(EndingKind.COMPLETED);
    }

    private static LabServer server(ServiceKeys keys, boolean ntlm) {
        return LabServer.start(
                SecurityLayer.NLA,
                policy -> policy.withCredSsp(policy.credSsp().withOffers(new KerberosOffer(keys, ntlm))));
    }
}
