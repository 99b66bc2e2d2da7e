package dev.rdplab.verification.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody else's project, with the lab as it is published, runs the examples of the documents. */
class BlankProjectTest {

    private static final List<String> JUNIT = List.of("5.10.5", "6.0.1");

    @TempDir
    private static Path work;

    private static BlankProject project;

    @BeforeAll
    static void installTheLab() throws Exception {
        assumeTrue(Repository.isBuilt(), "there are no jars of this build yet: they come with mvn verify");
        project = BlankProject.in(work);
    }

    static List<Arguments> platforms() {
        return Jdk.ofInterest().stream()
                .flatMap(jdk -> JUNIT.stream().map(junit -> Arguments.of(jdk, junit)))
                .toList();
    }

    @ParameterizedTest(name = "{0}, JUnit {1}")
    @MethodSource("platforms")
    void runsTheExamples(Jdk jdk, String junit) throws Exception {
        var ended = project.maven(jdk, "clean", "test", "-Djunit.version=" + junit);

        assertThat(ended.exit()).as(ended.output()).isZero();
        assertThat(ended.output())
                .contains("Tests run: " + examples() + ", Failures: 0, Errors: 0, Skipped: 0")
                .doesNotContain("module not found", "is deprecated", "NoSuchMethodError");
    }

    @Test
    void thePublishedPomsNeedNoParentAndForceNoJUnit() throws Exception {
        for (String module : Repository.MODULES) {
            assertThat(Files.readString(Repository.pom(module)))
                    .as(module)
                    .contains("<license>", "<description>")
                    .doesNotContain("<parent>", "<dependencyManagement>", "<scope>test</scope>", "junit-bom");
        }
    }

    private static long examples() throws Exception {
        try (Stream<Path> files = Files.walk(BlankProject.EXAMPLE.resolve("src"))) {
            return files.filter(file -> file.toString().endsWith("Test.java")).count();
        }
    }
}
