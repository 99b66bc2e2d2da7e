package dev.rdplab.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A test class that is tagged as one with real programs or packet links says what it needs, in every module. */
class NeedsAreSaidTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern TAGGED = Pattern.compile("^ *@Tag\\(\"(real|netlab)\"\\)", Pattern.MULTILINE);
    private static final Pattern SAID = Pattern.compile("^ *@Needs", Pattern.MULTILINE);

    @Test
    void everyTaggedTestSaysWhatItNeeds() throws IOException {
        var tagged = sources().stream()
                .filter(source -> TAGGED.matcher(text(source)).find())
                .toList();

        assertThat(tagged).as("the rule looks at something").hasSizeGreaterThan(20);
        assertThat(tagged).allSatisfy(source -> assertThat(text(source)).containsPattern(SAID));
    }

    /** They run after the module's unit tests, and only they get another try when they fail. */
    @Test
    void everyModuleWithTaggedTestsRunsThemOnTheirOwn() throws IOException {
        var modules = sources().stream()
                .filter(source -> TAGGED.matcher(text(source)).find())
                .map(source -> ROOT.resolve(ROOT.relativize(source).getName(0)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(modules).allSatisfy(module -> assertThat(text(module.resolve("pom.xml")))
                .contains("<rdplab.noRealPrograms>false</rdplab.noRealPrograms>"));
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 12)) {
            return files.filter(file -> file.toString().contains("/src/test/java/"))
                    .filter(file -> file.toString().endsWith("Test.java"))
                    .toList();
        }
    }

    private static String text(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
