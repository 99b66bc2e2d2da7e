package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.kerberos.KerberosOffer;
import dev.rdplab.kerberos.kdc.KdcBehaviour;
import dev.rdplab.kerberos.kdc.KdcBehaviour.Transport;
import dev.rdplab.kerberos.kdc.Realm;
import dev.rdplab.kerberos.protocol.ServiceKeys;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.testkit.needs.Needs;
import dev.rdplab.transport.SystemEnvironment;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exit codes of xfreerdp3 for what can go wrong with a ticket, seen again with the lab's own KDC and server. */
@Needs({"kinit", "xfreerdp3", "Xvfb"})
@Tag("real")
class KerberosRowsTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    @ParameterizedTest
    @CsvSource({"REFUSED, localhost", "UDP_AND_TCP, 127.0.0.1"})
    void withoutATicketAndWithoutNtlmItClosesAfterTls(Transport transport, String host) {
        try (var realm = LabRealm.start(KdcBehaviour.DEFAULT.with(transport), 0);
                var server = server(new KerberosOffer(realm.realm().keytab(KerberosKdc.SERVICE), true))) {
            Finished run = run(realm.environment(), "/auth-pkg-list:!ntlm", host, server.port());

            assertThat(run).as(server::toString).returns(132, Finished::exitCode);
            assertThat(server.seen()).doesNotContain("pdu=TSRequest");
        }
    }

    @Test
    void withoutATicketItUsesNtlm() {
        try (var realm = LabRealm.start(KdcBehaviour.DEFAULT.with(Transport.REFUSED), 0);
                var server = server(new KerberosOffer(realm.realm().keytab(KerberosKdc.SERVICE), true))) {
            try (RealProcess client = XFreeRdp3.start(
                    realm.environment(), arguments("/auth-pkg-list:kerberos,ntlm", "localhost", server.port()))) {
                server.holdsASession(client, XFreeRdp3.SESSION);
            }
            assertThat(server.seen()).contains("carries=NTLM AUTHENTICATE");
        }
    }

    @ParameterizedTest
    @CsvSource({"changed key", "replayed authenticator", "slow clock"})
    void aRefusalWithErrorCodeEndsWith134AndNoFallBack(String what) {
        try (var realm = LabRealm.start();
                var server = server(refusing(what, realm.realm()))) {
            assertThat(realm.kinit(Account.ALICE)).returns(0, Finished::exitCode);

            Finished run = run(realm.environment(), "/auth-pkg-list:kerberos,ntlm", "localhost", server.port());

            assertThat(server.ending().kind()).as(server::toString).isEqualTo(EndingKind.CREDSSP_ERROR);
            assertThat(run).as(server::toString).returns(134, Finished::exitCode);
        }
    }

    @Test
    void aTokenOfMoreThan12000BytesCrashesIt() {
        try (var realm = LabRealm.start(KdcBehaviour.DEFAULT, 16_000);
                var server = server(new KerberosOffer(realm.realm().keytab(KerberosKdc.SERVICE), true))) {
            assertThat(realm.kinit(Account.ALICE)).returns(0, Finished::exitCode);

            Finished run = run(realm.environment(), "/auth-pkg-list:!ntlm", "localhost", server.port());

            assertThat(run).as(server::toString).returns(128 + 11, Finished::exitCode); // SIGSEGV
        }
    }

    @Test
    void withRemoteCredentialGuardItKeepsThePassword() {
        var nonces = SystemEnvironment.now().nonces();
        try (var realm = LabRealm.start(r -> r.withService("HOST/localhost", nonces));
                var server = server(new KerberosOffer(realm.realm().keytab(KerberosKdc.SERVICE), true))) {
            assertThat(realm.kinit(Account.ALICE)).returns(0, Finished::exitCode);

            try (RealProcess client = XFreeRdp3.start(
                    realm.environment(),
                    "/remoteGuard",
                    "/cert:ignore",
                    "/auth-pkg-list:!ntlm",
                    "/u:alice",
                    "/d:" + KerberosKdc.REALM,
                    "-clipboard",
                    "/v:localhost:" + server.port())) {
                Finished run = client.await(LIMIT);

                assertThat(server.ending()).as(server::toString).isNotNull();
                assertThat(server.seen()).contains("authInfo, Remote Credential Guard for Kerberos");
                // Debian's build has no channel for the requests that would be redirected:
                // ERRCONNECT_POST_CONNECT_FAILED
                assertThat(run).as(server::toString).returns(138, Finished::exitCode);
            }
        }
    }

    private static KerberosOffer refusing(String what, Realm realm) {
        var usual = new KerberosOffer(realm.keytab(KerberosKdc.SERVICE), true);
        return switch (what) {
            case "changed key" -> new KerberosOffer(otherKeys(), true);
            case "replayed authenticator" -> usual.withReplays(authenticator -> false);
            default -> usual.withClockOffset(Duration.ofMinutes(-10));
        };
    }

    private static ServiceKeys otherKeys() {
        var nonces = SystemEnvironment.now().nonces();
        return Realm.of(KerberosKdc.REALM, nonces)
                .withService(KerberosKdc.SERVICE, nonces)
                .keytab(KerberosKdc.SERVICE);
    }

    private static LabServer server(KerberosOffer offer) {
        return LabServer.start(
                SecurityLayer.NLA, policy -> policy.withCredSsp(policy.credSsp().withOffers(offer)));
    }

    private static Finished run(Map<String, String> environment, String packages, String host, int port) {
        try (RealProcess client = XFreeRdp3.start(environment, arguments(packages, host, port))) {
            return client.await(LIMIT);
        }
    }

    private static String[] arguments(String packages, String host, int port) {
        return new String[] {
            "/cert:ignore",
            packages,
            "/u:alice",
            "/p:" + Account.ALICE.password(),
            "/d:" + KerberosKdc.REALM,
            "-clipboard",
            "/v:" + host + ":" + port
        };
    }
}
