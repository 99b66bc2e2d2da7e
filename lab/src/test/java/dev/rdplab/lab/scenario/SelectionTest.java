package dev.rdplab.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.words.BadValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelectionTest {

    private final Catalogue catalogue = Catalogue.load();

    @Test
    void takesNamesPathsAndPatternsOnce() {
        var chosen = Selection.of(catalogue, List.of("x224/silence", "silence", "x224/closed-*"));

        assertThat(chosen).extracting(Scenario::path).startsWith("x224/silence").doesNotHaveDuplicates();
        assertThat(chosen)
                .extracting(Scenario::name)
                .contains("closed-before-confirm-rst", "closed-before-confirm-fin");
    }

    @Test
    void readsAFileOfTheUsers(@TempDir Path folder) throws IOException {
        var mine = Files.writeString(folder.resolve("mine.yaml"), Catalogue.text("x224/silence"));

        var chosen = Selection.of(catalogue, List.of(mine.toString(), "x224/silence"));

        assertThat(chosen).extracting(Scenario::path).containsExactly("silence", "x224/silence");
    }

    @Test
    void aWordThatFitsNothingIsNamedWithWhatIsNear() {
        assertThatThrownBy(() -> Selection.of(catalogue, List.of("silense")))
                .isInstanceOf(UnknownScenarioException.class)
                .hasMessageContaining("silense")
                .hasMessageContaining("silence");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> Selection.of(catalogue, List.of("./no-such.yaml")))
                .isInstanceOf(BadValueException.class)
                .hasMessageContaining("no-such.yaml");
    }
}
