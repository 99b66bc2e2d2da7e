package dev.rdplab.diagnosis.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.logs.join.ConnectionLogs;
import dev.rdplab.diagnosis.logs.join.LogJoin;
import dev.rdplab.diagnosis.logs.join.LoggedConnection;
import dev.rdplab.diagnosis.logs.rule.LogRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hand-made logs, one case each: a connection of 192.0.2.17 that begins at 09:30:00. */
class WindowsSamplesTest {

    private static final Instant T = Instant.parse("2026-11-22T09:30:00Z");

    private static List<LogFile> files(String sample) {
        var reader = new LogReader(LogDiagnosis::wanted, T, ZoneOffset.UTC);
        try (var all = Files.list(
                Path.of(WindowsSamplesTest.class.getResource("samples").toURI()))) {
            return all.filter(file -> file.getFileName().toString().startsWith(sample + "-"))
                    .sorted()
                    .map(file -> read(reader, file))
                    .toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LogFile read(LogReader reader, Path file) {
        try {
            return reader.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LogJoin join(String sample, int port, Duration length) {
        var connection = new LoggedConnection(1, "192.0.2.17", port, T, T.plus(length));
        var files = files(sample);
        assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(file.notes())
                .isEmpty());
        return new LogJoin(List.of(connection), files, LogRules.known(), Optional.empty());
    }

    private static ConnectionLogs logs(String sample, int port) {
        return join(sample, port, Duration.ofMillis(600)).all().get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "01, 51044, private-key-unreadable, 36870",
        "02, 51045, tls-mismatch, 36874",
        "03, 51046, certificate-rejected, 36887",
        "04, 51047, wrong-password, 4625",
        "05, 51048, wrong-password, 4625",
        "06, 51049, not-remote-desktop-user, 4825",
        "08, 51051, licensing, 72",
        "13, 51056, service-key, 4",
        "14, 51057, wrong-password, 140",
    })
    void provesTheCause(String sample, int port, String cause, int event) {
        var logs = logs(sample, port);

        assertThat(logs.proven()).contains(cause);
        assertThat(logs.proofs().get(0).record().id()).isEqualTo(event);
        assertThat(logs.joined()).contains("address and port");
    }

    @Test
    void aReplacedSessionIsProvenByItsErrorInfo() {
        assertThat(join("07", 51050, Duration.ofSeconds(40)).all().get(0).proven())
                .contains("session-ended-by-server");
    }

    @Test
    void aLogThatCoversTheTimeAndHasNoConnectionProvesThatItNeverArrived() {
        var logs = logs("09", 51052);

        assertThat(logs.proven()).isEmpty();
        assertThat(logs.absences().get(0).ids()).containsExactly(131);
    }

    @Test
    void blockedUdpIsANoteAndNoCause() {
        var logs = logs("10", 51053);

        assertThat(logs.proven()).isEmpty();
        assertThat(logs.remarks())
                .isNotEmpty()
                .allSatisfy(remark -> assertThat(remark.rule().says()).isEqualTo("UDP blocked, TCP used"));
    }

    @ParameterizedTest
    @CsvSource({"11, 2308", "12, 516"})
    void theClientsLogGivesTheFirstNumber(String sample, long number) {
        assertThat(logs(sample, 51099).observed()).hasValue(number);
    }

    @Test
    void theClockIsFound() {
        assertThat(join("14", 51057, Duration.ofMillis(600)).offsets().values())
                .singleElement()
                .satisfies(
                        offset -> assertThat(offset).isBetween(Duration.ofMillis(89_900), Duration.ofMillis(90_100)));
    }

    @Test
    void contradictionsProveNothing() {
        var logs = logs("15", 51099);

        assertThat(logs.contradictory()).isTrue();
        assertThat(logs.proven()).isEmpty();
    }

    @Test
    void attemptsAreFoundInLogsAlone() {
        var attempts = LogAttempt.of(files("04"));

        assertThat(attempts).hasSizeGreaterThan(1).isSortedAccordingTo((a, b) -> a.seen()
                .first()
                .compareTo(b.seen().first()));
        var logs = LogDiagnosis.ofAttempts(attempts, files("04"));
        assertThat(attempts.stream()
                        .filter(attempt -> attempt.seen().address().equals("192.0.2.17"))
                        .map(attempt ->
                                logs.byNumber().get(attempt.seen().number()).proven()))
                .containsExactly(Optional.of("wrong-password"));
    }
}
