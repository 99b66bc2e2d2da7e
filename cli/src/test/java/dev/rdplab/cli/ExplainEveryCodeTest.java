package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of every table, by its number in hexadecimal and in decimal. */
class ExplainEveryCodeTest {

    record Row(String table, long code, String name) {}

    static Stream<Row> rows() {
        return Stream.of(
                        "errinfo-codes",
                        "kerberos-codes",
                        "mstsc-disconnect-reasons",
                        "mstsc-extended-reasons",
                        "negotiation-codes")
                .flatMap(ExplainEveryCodeTest::rows);
    }

    private static Stream<Row> rows(String table) {
        var lines = lines("/dev/rdplab/lab/codes/" + table + ".tsv");
        var header = Arrays.asList(lines.get(0).split("\t"));
        int code = header.contains("code") ? header.indexOf("code") : header.indexOf("code_dec");
        int name = header.contains("name") ? header.indexOf("name") : header.indexOf("symbol");
        return lines.stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .filter(row -> row[code].matches("-?[0-9]+|0x[0-9A-Fa-f]+"))
                .map(row -> new Row(table, Long.decode(row[code]) & 0xffff_ffffL, row[name].strip()));
    }

    private static List<String> lines(String resource) {
        try (var in = ExplainEveryCodeTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void hasAnAnswer(Row row) {
        var hex = Cli.run("explain", "0x" + Long.toHexString(row.code));

        assertThat(hex.exit()).as(hex.err()).isZero();
        if (row.code % 4 == 0) { // the digits say nothing about the code
            assertThat(Cli.run("explain", Long.toString(row.code)).out()).isEqualTo(hex.out());
        }
        if (row.name.matches("[A-Za-z_0-9]{4,}") && !row.name.equals("none")) {
            assertThat(hex.out()).contains(row.name);
        }
    }
}
