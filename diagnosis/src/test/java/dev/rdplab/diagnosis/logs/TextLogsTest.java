package dev.rdplab.diagnosis.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.diagnosis.logs.join.Address;
import dev.rdplab.protocol.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs of lines: xrdp, the journal, a KDC, gnome-remote-desktop, clients, Samba. */
class TextLogsTest extends ReadLogs {

    @Test
    void readsXrdpLogAndSaysWhichZoneItTook() throws IOException {
        var file = read(
                """
                [20261122-09:30:00] [INFO ] Socket 12: AF_INET connection received from 192.0.2.17 port 51044
                [20261122-09:30:01] [ERROR] SSL_accept: Failure in SSL library (protocol error?)
                garbage
                """);

        assertThat(file.records()).hasSize(2);
        assertThat(file.records().get(0).fields()).containsEntry("ClientIP", "192.0.2.17:51044");
        assertThat(file.records().get(1).time()).isEqualTo(Instant.parse("2026-11-22T09:30:01Z"));
        assertThat(file.records().get(1).record()).isEqualTo(2);
        assertThat(file.notes()).singleElement().asString().contains("were read as Z");
    }

    @Test
    void readsTheJournalInBothForms() throws IOException {
        var plain = read("Nov 22 09:30:00 host gnome-remote-de[77]: [RDP] Credentials are not set, denying client\n");
        var json = read(
                "{\"__REALTIME_TIMESTAMP\":\"1795339800405000\",\"_COMM\":\"gnome-remote-de\",\"_HOSTNAME\":\"host\","
                        + "\"MESSAGE\":\"[RDP] Credentials are not set, denying client\"}\n");

        assertThat(plain.records()).singleElement().satisfies(entry -> {
            assertThat(entry.provider()).isEqualTo("gnome-remote-desktop");
            assertThat(entry.time()).isEqualTo(Instant.parse("2026-11-22T09:30:00Z"));
        });
        assertThat(json.records()).singleElement().satisfies(entry -> {
            assertThat(entry.provider()).isEqualTo("gnome-remote-desktop");
            assertThat(entry.time()).isEqualTo(NINE_THIRTY);
        });
    }

    @Test
    void theConnectionsOfXrdpsSessionManagerAreNotThoseOfClients() throws IOException {
        var read = read(
                """
                [20261122-09:30:00] [INFO ] Socket 12: AF_INET6 connection received from ::1 port 33328
                [20261122-09:30:02] [ERROR] pam_authenticate failed: Authentication failure
                [20261122-09:30:02] [INFO ] AUTHFAIL: user=alice ip=192.0.2.17 time=1795339802
                """);

        assertThat(read.format()).isEqualTo("xrdp-sesman log");
        assertThat(read.records()).allMatch(entry -> entry.provider().equals("xrdp-sesman"));
        assertThat(read.records()).noneMatch(entry -> entry.fields().containsKey("ClientIP"));
        assertThat(Address.of(read.records().get(2))).contains(new Address("192.0.2.17", 0));
    }

    @Test
    void aLogWithoutAYearIsNotOfTheFuture() throws IOException {
        var file = Files.writeString(folder.resolve("log"), "May  4 10:00:00 host krb5kdc[1](info): AS_REQ\n");

        var read = new LogReader(entry -> true, Instant.parse("2026-11-30T12:00:00Z"), ZoneId.of("UTC")).read(file);

        assertThat(read.records().get(0).time()).isEqualTo(Instant.parse("2026-05-04T10:00:00Z"));
    }

    @Test
    void aKdcNamesWhoAsked() throws IOException {
        var read = read(
                "Nov 22 09:30:00 kdc krb5kdc[11](info): AS_REQ (2 etypes {aes256(18), aes128(17)}) 192.0.2.9: PREAUTH_FAILED: "
                        + "alice@EXAMPLE.COM for krbtgt/EXAMPLE.COM@EXAMPLE.COM, Preauthentication failed\n");

        assertThat(Address.of(read.records().get(0))).contains(new Address("192.0.2.9", 0));
    }

    @Test
    void readsGnomeRemoteDesktopAtATerminalWithTheLinesOfItsLibrary() throws IOException {
        var read = read(
                """
                dbus-daemon[5]: Failed to set fd limit
                ** (gnome-remote-desktop-daemon:18): WARNING **: 09:29:59.651: Init TPM credentials failed
                ** Message: 09:30:00.405: [RDP] Credentials are not set, denying client
                [09:30:00:405] [19:43] [ERROR][com.winpr.sspi.NTLM] - Message Integrity Check (MIC) verification failed!
                """);

        assertThat(read.format()).isEqualTo("gnome-remote-desktop output");
        assertThat(read.records())
                .extracting(LogEntry::provider)
                .containsExactly("gnome-remote-desktop", "gnome-remote-desktop", "FreeRDP");
        assertThat(read.records().get(1).time()).isEqualTo(NINE_THIRTY);
        assertThat(read.records().get(1).fields())
                .containsEntry("message", "[RDP] Credentials are not set, denying client");
    }

    @Test
    void aLogWithoutAYearIsPutNearTheCapture() throws IOException {
        var file = Files.writeString(folder.resolve("log"), "Dec 31 23:59:59 host krb5kdc[1](info): AS_REQ\n");

        var read = new LogReader(entry -> true, Instant.parse("2027-01-01T00:00:30Z"), ZoneId.of("UTC")).read(file);

        assertThat(read.records().get(0).time()).isEqualTo(Instant.parse("2026-12-31T23:59:59Z"));
        assertThat(read.records().get(0).provider()).isEqualTo("krb5kdc");
    }

    @Test
    void readsFreeRdpAndIronRdpOutput() throws IOException {
        var freeRdp = read("[09:30:00:405] [1:2] [ERROR][com.freerdp.core] - ERRCONNECT_LOGON_FAILURE [0x00020014]\n");
        var ironRdp = read("2026-11-22T09:30:00.405000Z ERROR ironrdp_client: AccessDenied\n");

        assertThat(freeRdp.records().get(0).time()).isEqualTo(NINE_THIRTY);
        assertThat(ironRdp.records().get(0).time()).isEqualTo(NINE_THIRTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[20261122-09:30:00] [INFO ] Socket 12: AF_INET6 connection received from ::ffff:192.0.2.17 port 51044",
                "[2026-11-22T10:30:00.000+0100] [INFO ] Socket 12: connection accepted from [::ffff:192.0.2.17]:51044",
                "[2026-11-22T09:30:00.000+0000] [INFO ] connection accepted from 192.0.2.17:51044",
            })
    void readsTheClientOutOfBothKindsOfXrdpsLines(String line) throws IOException {
        var file = read(line + "\n");

        assertThat(file.format()).isEqualTo("xrdp log");
        var attempt = LogAttempt.of(List.of(file)).get(0);
        assertThat(attempt.client()).isEqualTo("192.0.2.17:51044");
        assertThat(attempt.seen().first()).isEqualTo(Instant.parse("2026-11-22T09:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun 2026-11-22 09:30:00 UTC box gnome-remote-desktop-daemon[9]: Credentials are not set, denying client",
                "Nov 22 09:30:00.000123 box gnome-remote-de[9]: Credentials are not set, denying client",
                "2026-11-22T10:30:00+01:00 box gnome-remote-desktop-daemon[9]: Credentials are not set, denying client",
                "{\"__REALTIME_TIMESTAMP\":\"1795339800000000\",\"_COMM\":\"gnome-remote-de\",\"MESSAGE\":"
                        + "[67,114,101,100,101,110,116,105,97,108,115,32,97,114,101,32,110,111,116,32,115,101,116,44,32,100,101,110,121,105,110,103,32,99,108,105,101,110,116]}",
            })
    void aLineOfTheJournalAloneProvesItsCause(String line) throws IOException {
        var file = read(line + "\n");
        var attempts = LogAttempt.of(List.of(file));

        assertThat(attempts).hasSize(1);
        assertThat(attempts.get(0).client()).isEqualTo("unknown");
        assertThat(attempts.get(0).seen().first()).isEqualTo(Instant.parse("2026-11-22T09:30:00Z"));
        assertThat(LogDiagnosis.ofAttempts(attempts, List.of(file))
                        .byNumber()
                        .get(1)
                        .proven())
                .contains("server-without-credentials");
    }

    @Test
    void coloursOfATerminalAreNoPartOfALine() throws IOException {
        var file = read(
                "\u001B[2m2026-11-22T09:30:00Z\u001B[0m \u001B[31mERROR\u001B[0m \u001B[2mironrdp\u001B[0m: LogonDenied\n");

        assertThat(file.format()).isEqualTo("IronRDP output");
        assertThat(file.records().get(0).fields()).containsEntry("message", "ironrdp: LogonDenied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[2026/11/22 10:30:00.405000,  3] ../../auth/auth_log.c:647\n  JSON Authentication: "})
    void sambasAuditLogProvesWhatItsDomainControllerFound(String before) throws IOException {
        var file = read(before
                + "{\"timestamp\": \"2026-11-22T10:30:00.405000+0100\", \"type\": \"Authentication\", \"Authentication\": {\"eventId\": 4625,"
                + " \"logonType\": 3, \"status\": \"NT_STATUS_WRONG_PASSWORD\", \"remoteAddress\": \"ipv4:192.0.2.17:51044\","
                + " \"serviceDescription\": \"Kerberos KDC\", \"clientAccount\": \"alice\"}}\n");
        var attempts = LogAttempt.of(List.of(file));

        assertThat(file.format()).isEqualTo("Samba audit log (JSON)");
        assertThat(file.records().get(0).time()).isEqualTo(NINE_THIRTY);
        assertThat(Address.of(file.records().get(0))).contains(new Address("192.0.2.17", 51044));
        assertThat(attempts).hasSize(1);
        assertThat(LogDiagnosis.ofAttempts(attempts, List.of(file))
                        .byNumber()
                        .get(1)
                        .proven())
                .contains("wrong-password");
    }

    @Test
    void aClientWhoseAddressIsBlottedOutIsAClientAllTheSame() throws IOException {
        var file = read(
                """
                [20261122-09:30:00] [INFO ] Socket 12: AF_INET6 connection received from _ port 59038
                [20261122-09:30:00] [ERROR] SSL_accept: I/O error
                """);
        var seen = LogAttempt.of(List.of(file));
        var attempts = LogDiagnosis.ofAttempts(seen, List.of(file)).reached(seen);

        assertThat(attempts).singleElement().satisfies(attempt -> {
            assertThat(attempt.client()).isEqualTo("unknown:59038");
            assertThat(attempt.stage()).isEqualTo(Stage.TLS);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mär  2", "3月 02", "mars  2", "mrt  2"})
    void theJournalWritesTheMonthInTheLanguageOfTheMachine(String day) throws IOException {
        var file =
                read(day + " 15:49:01 box guacd[7]: RDP server closed/refused connection: Security negotiation failed"
                        + " (wrong security type?)\n");

        assertThat(file.records()).singleElement().satisfies(entry -> {
            assertThat(entry.provider()).isEqualTo("guacd");
            assertThat(entry.time()).isEqualTo(Instant.parse("2026-03-02T15:49:01Z"));
        });
        assertThat(LogAttempt.of(List.of(file))).hasSize(1);
    }

    @Test
    void anErrorOfFreeRdpThatNoRuleNamesIsAnEndAllTheSame() throws IOException {
        var file = read(
                "[09:30:00:405] [1:2] [ERROR][com.freerdp.core] - freerdp_set_last_error ERRCONNECT_CLIENT_REVOKED\n");

        assertThat(LogAttempt.of(List.of(file))).hasSize(1);
    }

    @Test
    void linesWithoutATimeAreForExplain() {
        assertThatThrownBy(() -> read("[ERROR][com.freerdp.core] - freerdp_set_last_error ERRCONNECT_LOGON_FAILURE\n"))
                .isInstanceOf(UnreadableLogException.class)
                .hasMessageContaining("rdplab explain - < ");
    }

    @Test
    void linesOfXrdpSayHowFarTheConnectionCame() throws IOException {
        var file = read(
                """
                [20261122-09:30:00] [INFO ] Socket 12: AF_INET6 connection received from ::ffff:192.0.2.17 port 31959
                [20261122-09:30:00] [INFO ] connected client computer name: PC
                [20261122-09:30:09] [INFO ] login was successful - creating session
                """);
        var seen = LogAttempt.of(List.of(file));

        assertThat(LogDiagnosis.ofAttempts(seen, List.of(file)).reached(seen))
                .singleElement()
                .satisfies(attempt -> {
                    assertThat(attempt.stage()).isEqualTo(Stage.ACTIVE);
                    assertThat(attempt.up()).isTrue();
                });
    }

    @Test
    void aLibrarysLineInTheJournalShowsAConnection() throws IOException {
        var file = read("mar 19 12:04:05 box gnome-remote-desktop-daemon[912]: [12:04:05:24] [912:000016c8] [ERROR]"
                + "[com.freerdp.core.nla] - [nla_server_recv_stream]: nla_recv() error: -1\n");

        assertThat(LogAttempt.of(List.of(file))).hasSize(1);
    }

    @Test
    void someVersionsOfFreeRdpWriteNoLeadingZerosOfMilliseconds() throws IOException {
        var file = read("[09:30:00:5] [1:2] [ERROR][com.freerdp.core] - ERRCONNECT_LOGON_FAILURE [0x00020014]\n");

        assertThat(file.records().get(0).time()).isEqualTo(Instant.parse("2026-11-22T09:30:00.005Z"));
    }
}
