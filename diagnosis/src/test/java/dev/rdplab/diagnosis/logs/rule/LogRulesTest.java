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
        assertThat(LogRules.known().rules()).hasSizeGreaterThan(50).allSatisfy(rule -> assertThat(rule.says())
                .matches("[A-Za-z].{10,120}[^.]"));
    }
}
