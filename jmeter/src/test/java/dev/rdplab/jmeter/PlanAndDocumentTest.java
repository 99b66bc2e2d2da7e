package dev.rdplab.jmeter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The plan in {@code examples/jmeter} and the table in {@code docs/jmeter.md} have all arguments, with what they usually are. */
class PlanAndDocumentTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern IN_PLAN =
            Pattern.compile("\"Argument.name\">(\\w+)<.*\\R.*\"Argument.value\">\\$\\{__P\\((\\w+),([^)]*)\\)}<");
    private static final Pattern IN_DOCUMENT =
            Pattern.compile("(<!-- arguments -->\\n)(.*?)(<!-- end -->)", Pattern.DOTALL);

    @Test
    void thePlanGivesEachArgumentByAProperty() throws IOException {
        var plan = Files.readString(ROOT.resolve("examples/jmeter/rdp-handshakes.jmx"));
        assertThat(IN_PLAN.matcher(plan)
                        .results()
                        .map(found -> found.group(1) + " " + found.group(2) + " " + found.group(3)))
                .containsExactlyElementsOf(Arrays.stream(Argument.values())
                        .map(argument -> argument.key() + " " + argument.key() + " " + argument.usual())
                        .toList());
    }

    /** {@code -Dgolden.update=true} writes the table anew. */
    @Test
    void theDocumentExplainsEachArgument() throws IOException {
        var document = ROOT.resolve("docs/jmeter.md");
        var text = Files.readString(document);
        var shown = IN_DOCUMENT.matcher(text);
        assertThat(shown.find()).isTrue();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(document, text.substring(0, shown.start(2)) + table() + text.substring(shown.end(2)));
        } else {
            assertThat(shown.group(2)).isEqualTo(table());
        }
    }

    private static String table() {
        var lines = new ArrayList<>(List.of("| argument | usually | what it says |", "|---|---|---|"));
        for (Argument argument : Argument.values()) {
            var usual = argument.usual().isEmpty() ? "" : "`" + argument.usual() + "`";
            lines.add("| `" + argument.key() + "` | " + usual + " | " + argument.meaning() + " |");
        }
        return String.join("\n", lines) + "\n";
    }
}
