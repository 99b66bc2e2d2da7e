package dev.rdplab.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.words.BadValueException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultKindTest {

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void isDocumentedInOneLine(FaultKind kind) throws Exception {
        assertThat(Files.readAllLines(Path.of("../docs/faults.md")))
                .filteredOn(line -> line.startsWith("| `" + kind.word() + "` |"))
                .singleElement()
                .asString()
                .satisfies(
                        line -> kind.parameters().forEach(p -> assertThat(line).contains("`" + p.name() + "`")));
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void isNamedByItsFault(FaultKind kind) {
        var written =
                switch (kind) {
                    case TLS_ALERT -> Map.of("number", 40);
                    case DELAY -> Map.of("for", "1s");
                    case DRIP -> Map.of("interval", "1s");
                    case TRUNCATE -> Map.of("keep", 1);
                    case OVERWRITE -> Map.of("field", "x", "increment", 1);
                    case INSERT, REPLACE, SEND_EARLY -> Map.of("bytes", "00");
                    case OVERTAKE -> Map.of("pdu", "FontMap");
                    default -> Map.<String, Object>of();
                };
        assertThat(FaultKind.of(kind.create(written))).isEqualTo(kind);
        assertThat(FaultKind.of(kind.word())).contains(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "close-rst | x | 1 | x | x: unknown key",
                "tls-alert | level | 1 | number | number: is missing",
                "tls-alert | number | 256 | number | 0 to 255",
                "tls-alert | number | many | number | not a whole number",
                "delay | for | 3 | for | a number with ns, us, ms, s, m, min or h",
                "delay | for | 30h | for | at most 24h",
                "truncate | keep | -1 | keep | 0 to 1048576",
                "insert | bytes | 0g | bytes | hexadecimal digits, two for each byte",
                "insert | bytes | 0 | bytes | hexadecimal digits, two for each byte",
                "join | count | 1 | count | 2 to 16",
                "overwrite | field | x | '' | one of set, xor and increment",
                "overwrite | set | 00 | '' | either field or offset",
            })
    void namesTheKeyAndWhatIsAllowed(String word, String key, String value, String blamed, String problem) {
        assertThatThrownBy(() -> FaultKind.of(word).orElseThrow().create(Map.of(key, value)))
                .isInstanceOfSatisfying(
                        BadValueException.class,
                        e -> assertThat(e.first().place().key()).isEqualTo(blamed))
                .hasMessageContaining(problem);
    }

    @Test
    void readsEveryTimeUnit() {
        for (var entry : Map.of(
                        "250us", Duration.ofNanos(250_000),
                        "1.5ms", Duration.ofNanos(1_500_000),
                        "3s", Duration.ofSeconds(3),
                        "2m", Duration.ofMinutes(2),
                        "2min", Duration.ofMinutes(2),
                        "1h", Duration.ofHours(1))
                .entrySet()) {
            assertThat(FaultKind.DELAY.create(Map.of("for", entry.getKey())))
                    .isEqualTo(new Writes.Delay(entry.getValue()));
        }
    }

    @Test
    void makesMomentsFromWords() {
        assertThat(MomentWords.create(Map.of(
                        "role", "server", "stage", "tls", "on", "ClientHello", "when", "after", "connection", 2)))
                .isEqualTo(Moment.on(Role.SERVER, "ClientHello", When.AFTER)
                        .in(Stage.TLS)
                        .onConnection(2));
        assertThat(MomentWords.create(Map.of("role", "client", "on", "any", "byte", 3)))
                .isEqualTo(Moment.on(Role.CLIENT, Moment.ANY, When.at(3)));
        assertThat(MomentWords.create(
                        Map.of("role", "client", "wire", Map.of("direction", "server-to-client", "offset", 9))))
                .isEqualTo(Moment.wire(Role.CLIENT, Role.SERVER, 9));
    }

    @Test
    void refusesMomentsThatCannotBe() {
        for (Map<String, ?> written : java.util.List.<Map<String, ?>>of(
                Map.of("role", "proxy", "stage", "tls"),
                Map.of("stage", "tls"),
                Map.of("role", "server"),
                Map.of("role", "server", "stage", "tsl"),
                Map.of("role", "server", "stage", "tls", "occurrence", 0),
                Map.of("role", "server", "stage", "tls", "byte", 1),
                Map.of("role", "server", "on", "FontMap", "when", "at"),
                Map.of("role", "server", "on", "FontMap", "when", "after", "byte", 1),
                Map.of("role", "server", "connection", "some", "stage", "tls"),
                Map.of("role", "server", "wire", Map.of("direction", "up", "offset", 1)),
                Map.of("role", "server", "on", "FontMap", "wire", Map.of("direction", "server-to-client", "offset", 1)),
                Map.of("role", "server", "wire", 7))) {
            assertThatThrownBy(() -> MomentWords.create(written))
                    .as(written.toString())
                    .isInstanceOf(BadValueException.class);
        }
    }
}
