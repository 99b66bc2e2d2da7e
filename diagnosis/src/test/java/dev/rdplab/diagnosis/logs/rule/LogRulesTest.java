package dev.rdplab.diagnosis.logs.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.logs.LogEntry;
import dev.rdplab.diagnosis.logs.LogFile;
import dev.rdplab.diagnosis.logs.join.ConnectionLogs;
import dev.rdplab.diagnosis.logs.join.LogJoin;
import dev.rdplab.diagnosis.logs.join.LoggedConnection;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LogRulesTest {

    private static final Instant T = Instant.parse("2026-11-22T09:30:00Z");
    private static final LoggedConnection CONNECTION =
            new LoggedConnection(1, "192.0.2.17", 51044, T, T.plusMillis(600));
    private static final String ACTIVITY = "11111111-0000-0000-0000-000000000000";

    /** Every rule that proves a cause, with the first of its ids. */
    static Stream<Arguments> proving() {
        return LogRules.known().rules().stream()
                .filter(rule -> rule.effect() == LogRule.Effect.PROVES)
                .map(rule -> Arguments.of(
                        rule.provider() + " " + rule.ids() + " " + rule.where() + " " + rule.cause(), rule));
    }

    /** A record that the rule is about: the first value of each condition, a part of a text with something around it. */
    private static LogEntry record(LogRule rule, Instant time, String address) {
        var fields = new LinkedHashMap<String, String>();
        for (FieldTest test : rule.where()) {
            String value = test.values().get(0);
            value = value.contains("..") ? value.substring(0, value.indexOf("..")) : value.replaceAll("^\\*|\\*$", "");
            if (test.field().equals(LogRule.ERROR_INFO_FIELD)) {
                fields.put("MethodName", "SetErrorInfo(" + value + ")");
            } else {
                fields.put(test.field(), value);
            }
        }
        if (rule.join() == LogRule.Join.ADDRESS) {
            fields.put("IpAddress", address);
        }
        String activity = rule.join() == LogRule.Join.ACTIVITY ? ACTIVITY : "";
        return new LogEntry("f", 7, time, "c", rule.provider(), rule.ids().get(0), activity, "RDS01", fields);
    }

    private static ConnectionLogs join(LogEntry... entries) {
        var file = new LogFile("f", "XML", entries.length, List.of(entries), Map.of(), List.of());
        return new LogJoin(List.of(CONNECTION), List.of(file), LogRules.known(), Optional.empty())
                .all()
                .get(0);
    }

    private static LogEntry accepted() {
        return new LogEntry(
                "f",
                1,
                T.plusMillis(10),
                "c",
                "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS",
                131,
                ACTIVITY,
                "RDS01",
                Map.of("ConnType", "TCP", "ClientIP", "192.0.2.17:51044"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("proving")
    void provesItsCauseForTheConnectionItBelongsTo(String name, LogRule rule) {
        var logs = join(accepted(), record(rule, T.plusMillis(300), "192.0.2.17"));

        assertThat(logs.proven()).isEqualTo(rule.cause());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("proving")
    void provesNothingForAnotherConnection(String name, LogRule rule) {
        var elsewhere = rule.join() == LogRule.Join.ADDRESS
                ? record(rule, T.plusMillis(300), "192.0.2.80")
                : record(rule, T.plusSeconds(3600), "192.0.2.17");
        var other = rule.join() != LogRule.Join.ACTIVITY
                ? elsewhere
                : new LogEntry(
                        "f",
                        7,
                        T.plusMillis(300),
                        "c",
                        rule.provider(),
                        rule.ids().get(0),
                        "another",
                        "RDS01",
                        elsewhere.fields());

        assertThat(join(accepted(), other).proven()).isEmpty();
        assertThat(join(accepted()).proven()).isEmpty();
    }

    /** A rule that only supports a cause names what else the record can mean: the id of another cause, or words. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Microsoft-Windows-TerminalServices-RemoteConnectionManager | 1057 | Status=0x8007000E | private-key-unreadable | no-certificate",
                "Microsoft-Windows-TerminalServices-RemoteConnectionManager | 1058 | Status=0x80070005 | private-key-unreadable | no-certificate",
                "Microsoft-Windows-TerminalServices-RemoteConnectionManager | 1006 | Data=1 | listener-full | another limit",
                "Microsoft-Windows-TerminalServices-RemoteConnectionManager | 1004 | Data=1 | licensing | internal error",
                "Microsoft-Windows-TerminalServices-LocalSessionManager | 39 | TargetSession=2 | session-ended-by-server | its own user",
                "Schannel | 36871 | ErrorState=10013 | tls-mismatch | private-key-unreadable",
                "Schannel | 36872 | Type=server | private-key-unreadable | do without it",
                "Schannel | 36888 | AlertDesc=40 | tls-mismatch | private-key-unreadable",
                "Schannel | 36888 | AlertDesc=80 | tls-internal-error | not in the record",
                "Schannel | 36887 | AlertDesc=40 | tls-mismatch | setting",
                "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS | 226 | StateTransition=RDP_SEC;ErrorCode=0x80090304 | tls-mismatch | key or certificate",
                "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS | 226 | StateTransition=RDP_SEC;ErrorCode=0x80090327 | certificate-rejected | the server refused",
                "Microsoft-Windows-Security-Auditing | 4625 | Status=0xC000006E;SubStatus=0x0;LogonType=3 | account-restricted | protected-users",
                "Microsoft-Windows-Security-Auditing | 4625 | Status=0xC000015B;SubStatus=0x0;LogonType=10 | account-restricted | not-remote-desktop-user",
                "Microsoft-Windows-Security-Auditing | 4769 | Status=0x20 | ticket-expired | need not be the cause",
                "Microsoft-Windows-Security-Kerberos | 4 | Targetname=ldap/dc1.corp.example | service-key | need not be Remote Desktop",
            })
    void raisesItsCauseAndSaysWhatElseItCanBe(String provider, int id, String fields, String cause, String otherwise) {
        var values = new LinkedHashMap<String, String>();
        for (String field : fields.split(";")) {
            values.put(field.split("=")[0], field.split("=")[1]);
        }
        values.put("IpAddress", "192.0.2.17");

        var logs =
                join(accepted(), new LogEntry("f", 7, T.plusMillis(300), "c", provider, id, ACTIVITY, "RDS01", values));

        assertThat(logs.proofs()).isEmpty();
        assertThat(logs.supports()).singleElement().satisfies(raised -> {
            assertThat(raised.rule().cause()).contains(cause);
            assertThat(raised.rule().otherwise()).contains(otherwise);
        });
    }

    /** Alert 47 is illegal_parameter, which says nothing about a certificate; a 226 that is no error of Schannel proves nothing. */
    @ParameterizedTest
    @CsvSource({"Schannel, 36887, AlertDesc, 47", "Schannel, 36887, AlertDesc, 49", "Schannel, 36888, AlertDesc, 49"})
    void otherAlertsProveNothing(String provider, int id, String field, String value) {
        var entry = new LogEntry("f", 7, T.plusMillis(300), "System", provider, id, "", "RDS01", Map.of(field, value));

        var logs = join(accepted(), entry);

        assertThat(logs.proofs()).isEmpty();
        assertThat(logs.supports()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0xC000006A, 3221225578, true",
        "0xC000006A, 0xc000006a, true",
        "0xC000006A, -1073741718, true",
        "1..6, 0x5, true",
        "1..6, 7, false",
        "0x100..0x10A, 258, true",
        "*failed*, ssl_tls_accept FAILED, true",
        "TCP, tcp, true",
        "TCP, UDP, false",
        "42..48, x, false",
    })
    void comparesNumbersByValueAndTextsWithoutCase(String wanted, String value, boolean fits) {
        assertThat(new FieldTest("f", List.of(wanted)).fits(value)).isEqualTo(fits);
    }

    @Test
    void aClientsOwnKeyProvesNothingAboutTheServer() {
        var entry = new LogEntry(
                "f", 1, T.plusMillis(300), "System", "Schannel", 36870, "", "PC17", Map.of("Type", "client"));

        assertThat(join(entry).proven()).isEmpty();
    }

    /** Programs that name their certificate, as Remote Desktop does, are not concerned by a missing default one. */
    @Test
    void aMissingDefaultCertificateOfSchannelProvesNothing() {
        var record = new LogEntry("f", 3, T.plusMillis(100), "System", "Schannel", 36872, "", "RDS01", Map.of());
        var logs = join(accepted(), record);
        assertThat(logs.supports())
                .extracting(statement -> statement.rule().cause().orElseThrow())
                .containsExactly("private-key-unreadable");
        assertThat(logs.proofs()).isEmpty();
    }

    @Test
    void whatIsSaidIsOneSentenceInPlainWords() {
        assertThat(LogRules.known().rules()).hasSizeGreaterThan(50).allSatisfy(rule -> {
            assertThat(rule.says()).matches("[A-Za-z].{10,120}[^.]");
            assertThat(rule.otherwise()).matches("|[A-Za-z].{10,120}[^.]");
        });
    }
}
