package dev.rdplab.experiments.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.words.BadValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page and the schema of grids say what the declarations say. */
class GridKeysTest {

    private static final Pattern TABLE =
            Pattern.compile("(<!-- keys: ([a-z]+) -->\n)(.*?)(<!-- end -->)", Pattern.DOTALL);

    /** {@code -Dgolden.update=true} writes the tables anew. */
    @Test
    void gridsAreDocumentedAsDeclared() throws IOException {
        var page = Path.of("../docs/grids.md");
        var before = Files.readString(page);
        var tables = GridKeys.tables();
        assertThat(TABLE.matcher(before).results().map(found -> found.group(2)))
                .containsExactlyInAnyOrderElementsOf(tables.keySet());
        var after = TABLE.matcher(before)
                .replaceAll(found ->
                        Matcher.quoteReplacement(found.group(1) + tables.get(found.group(2)) + found.group(4)));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(page, after);
        }
        assertThat(before)
                .as("run the test with -Dgolden.update=true and read the difference")
                .isEqualTo(after);
    }

    @Test
    void theSchemaHasEverySetting() {
        var axes = GridKeys.schema().at("/properties/axes/properties");
        for (Setting setting : Setting.values()) {
            assertThat(axes.at("/" + setting.word() + "/items").isMissingNode())
                    .as(setting.word())
                    .isFalse();
        }
    }

    @Test
    void allMistakesAreReportedTogether() {
        String text = "name: x\ntrials: 0\nslower-than: 5\naxes:\n  tunel: [none]\n  rtt: [1h, 2min, 5d]\n";
        assertThatThrownBy(() -> Grid.read("grid.yaml", text))
                .isInstanceOfSatisfying(
                        BadValueException.class, e -> assertThat(e.mistakes()).hasSize(4))
                .hasMessageContaining("grid.yaml:5: axes.tunel: unknown key (did you mean tunnel?)")
                .hasMessageContaining("grid.yaml:6: axes.rtt[2]: '5d' has the unknown unit d");
    }
}
