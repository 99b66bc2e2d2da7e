package dev.rdplab.verification.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.testkit.needs.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Somebody else's project, with the lab as it is published, runs the examples of the documents. Its Maven runs beside the other
 * tests, one at a time.
 */
@Needs(also = BuiltJars.class)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 15, unit = TimeUnit.MINUTES) // it may download, and has a limit of its own
class BlankProjectTest {

    private static final List<String> JUNIT = List.of("5.10.5", "6.0.1");

    private static final Pattern ALONG = Pattern.compile("<!-- what comes along -->\\R```\\R(.*?)```", Pattern.DOTALL);
    private static final Pattern LISTED =
            Pattern.compile("([\\w.-]+:[\\w.-]+):jar:(?:[a-z][\\w.-]+:)?([\\w.-]+):(?:test|compile|runtime)");

    @TempDir
    private static Path work;

    private static BlankProject project;

    @BeforeAll
    static void installTheLab() throws Exception {
        project = BlankProject.in(work);
    }

    static List<Arguments> platforms() {
        return Jdk.ofInterest().stream()
                .flatMap(jdk -> JUNIT.stream().map(junit -> Arguments.of(jdk, junit)))
                .skip(1)
                .toList();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void runsTheExamplesHere() throws Exception {
        runsTheExamples(Jdk.ofInterest().get(0), JUNIT.get(0));
    }

    @Tag("long")
    @ParameterizedTest(name = "{0}, JUnit {1}")
    @MethodSource("platforms")
    @Execution(ExecutionMode.SAME_THREAD)
    void runsTheExamples(Jdk jdk, String junit) throws Exception {
        var ended = project.maven(jdk, "clean", "test", "-Djunit.version=" + junit);

        assertThat(ended.exit()).as(ended.output()).isZero();
        assertThat(ended.output())
                .contains("Tests run: ", "Failures: 0, Errors: 0, Skipped: 0")
                .doesNotContain("NoSuchMethodError");
        assertThat(reports()).containsExactlyInAnyOrderElementsOf(examples());
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void whatComesAlongIsWhatTheDocumentSays() throws Exception {
        var list = project.folder().resolve("dependencies.txt");
        var ended = project.maven(
                Jdk.ofInterest().get(0),
                "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:list",
                "-DexcludeGroupIds=dev.rdplab,org.junit.jupiter,org.junit.platform,org.opentest4j,org.apiguardian",
                "-DoutputFile=" + list);
        assertThat(ended.exit()).as(ended.output()).isZero();

        var shown = ALONG.matcher(Files.readString(Repository.ROOT.resolve("docs/junit.md")));
        assertThat(shown.find()).isTrue();
        assertThat(shown.group(1).lines()).containsExactlyElementsOf(artifacts(Files.readString(list)));
    }

    /** Group, artifact and version, sorted; native jars of one artifact once. */
    private static List<String> artifacts(String list) {
        return LISTED.matcher(list)
                .results()
                .map(found -> found.group(1) + ":" + found.group(2))
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void thePublishedPomsNeedNoParentAndForceNoJUnit() throws Exception {
        for (String module : Repository.MODULES) {
            assertThat(Files.readString(Repository.pom(module)))
                    .as(module)
                    .contains("<license>", "<description>")
                    .doesNotContain("<parent>", "<dependencyManagement>", "<scope>test</scope>", "junit-bom");
        }
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void everyJarNamesItsModule() throws Exception {
        for (String module : Repository.MODULES) {
            try (var jar = new JarFile(Repository.jar(module).toFile())) {
                assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
                        .isEqualTo("dev.rdplab." + module.replace("-", ""));
            }
        }
    }

    /** Names of the test classes that ran. */
    private static List<String> reports() throws IOException {
        try (var files = Files.list(project.folder().resolve("target/surefire-reports"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".txt"))
                    .map(name -> name.replaceFirst("com\\.example\\.(.*)\\.txt", "$1"))
                    .toList();
        }
    }

    private static List<String> examples() throws IOException {
        try (var files = Files.walk(BlankProject.EXAMPLE.resolve("src"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.replace(".java", ""))
                    .toList();
        }
    }
}
