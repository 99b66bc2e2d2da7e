package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What is read without picocli is what picocli reads. */
class PlainLineTest {

    private final Terminal terminal = Terminal.to(new StringWriter(), new StringWriter());

    private PlainLine.Command command(String name) {
        return name.equals("probe") ? new ProbeCommand(terminal) : new ExplainCommand(terminal);
    }

    private void sameAsPicocli(String... line) {
        var plain = command(line[0]);
        assertThat(PlainLine.read(plain, line)).as(String.join(" ", line)).isTrue();
        var full = command(line[0]);
        new CommandLine(full).parseArgs(Arrays.copyOfRange(line, 1, line.length));
        assertThat(plain)
                .as(String.join(" ", line))
                .usingRecursiveComparison()
                .withEqualsForType(Path::equals, Path.class)
                .ignoringFields("terminal")
                .isEqualTo(full);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "explain 0x904 0x7",
                "explain 2308/7 --json --verbose",
                "explain --no-color SSL_CERT_NOT_ON_SERVER --quiet",
                "probe server.example",
                "probe --security=tls 192.0.2.7:3390 --timeout 250ms",
                "probe server.example --user alice --domain LAB --password-env PW --json",
                "probe server.example --user alice --password-file pw --out there --no-secrets",
                "probe server.example --user alice --password-stdin --thorough --profile freerdp --until tls",
                "probe server.example --server-name=a=b",
            })
    void itReadsWhatPicocliReads(String line) {
        sameAsPicocli(line.split(" "));
    }

    /** Each option alone: read as picocli reads it, or left to it. A new one is either, and seen here. */
    @Test
    void everyOptionIsReadAlikeOrLeft() {
        var left = new TreeSet<String>();
        for (String name : List.of("explain", "probe")) {
            for (OptionSpec option :
                    new CommandLine(command(name)).getCommandSpec().options()) {
                var line = new ArrayList<>(List.of(name, "it", option.longestName()));
                if (option.arity().max() > 0) {
                    line.add(option.type() == java.time.Duration.class ? "3s" : option.type() == int.class ? "3" : "x");
                }
                String[] args = line.toArray(String[]::new);
                if (PlainLine.read(command(name), args)) {
                    sameAsPicocli(args);
                } else {
                    left.add(option.longestName());
                }
            }
        }

        assertThat(left)
                .containsExactly(
                        "--ccache",
                        "--count",
                        "--help",
                        "--kdc",
                        "--kerberos",
                        "--keytab",
                        "--krb5-conf",
                        "--no-ntlm",
                        "--version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "explain",
                "explain -1 0x7",
                "explain --json --json 1",
                "explain 1 --json=true",
                "explain @file",
                "explain 1 --nothing",
                "explain -- 1",
                "probe",
                "probe a b",
                "probe a --user",
                "probe a --user --json",
                "probe a --user=",
                "probe a --timeout 5",
                "probe a --password-stdin --password-env PW",
                "probe a --password-env PW --password-file pw",
                "probe a -h",
            })
    void theRestIsLeftToPicocli(String line) {
        String[] args = line.split(" ");

        assertThatCode(() -> assertThat(PlainLine.read(command(args[0]), args)).isFalse())
                .doesNotThrowAnyException();
    }
}
