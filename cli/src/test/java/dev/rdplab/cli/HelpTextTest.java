package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTextTest {

    @ParameterizedTest
    @ValueSource(ints = {40, 55, 80, 160})
    void breaksAtBlanksOnly(int width) {
        for (String command : java.util.List.of("probe", "judge", "sweep", "serve", "decode", "diagnose", "")) {
            var out = new StringWriter();
            var args = command.isEmpty() ? new String[] {"--help"} : new String[] {command, "--help"};
            int exit = RdpLab.run(Terminal.to(out, new StringWriter(), width, Map.of()), args);

            assertThat(exit).isZero();
            assertThat(out.toString().split("\\s+"))
                    .as(command)
                    .doesNotContain("junit.", "xml", "result.", "[:PORT]", "pcapng.");
            assertThat(out.toString()
                            .lines()
                            .filter(line -> !line.startsWith("  ./rdplab ") && !line.startsWith("      -")))
                    .allSatisfy(line -> assertThat(
                                    line.length() <= width || !line.strip().contains(" "))
                            .as("%d: %s", width, line)
                            .isTrue());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 55})
    void anExampleStaysOneLine(int width) {
        var example = "  ./rdplab judge --client 'myclient {host}:{port} {user} --password-file {password-file}' \\";
        assertThat(HelpText.wrap(example + "\n      --junit a-file-with-a-name-as-long-as-this-one.xml\n", width))
                .isEqualTo(example + "\n      --junit a-file-with-a-name-as-long-as-this-one.xml\n");
    }
}
