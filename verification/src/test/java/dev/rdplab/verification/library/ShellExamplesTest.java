package dev.rdplab.verification.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.testkit.needs.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The scripts of the documents, run in somebody else's project with this build's command line. */
@Needs(
        value = {"Xvfb", "xfreerdp"},
        also = BuiltJars.class)
@Tag("real")
@Execution(ExecutionMode.CONCURRENT)
class ShellExamplesTest {

    @TempDir
    private Path work;

    @Test
    void theRecipeForCiRunsTheTestsAndJudgesXfreerdp() throws Exception {
        var project = BlankProject.in(work);
        for (String script : List.of("ci.sh", "judge-xfreerdp.sh")) {
            Files.copy(
                    Repository.ROOT.resolve("examples").resolve(script),
                    project.folder().resolve(script));
        }
        var rdplab = Files.writeString(
                work.resolve("rdplab"),
                "#!/bin/sh\nexec java -cp '" + classPath() + "' dev.rdplab.cli.RdpLab \"$@\"\n");
        assertThat(rdplab.toFile().setExecutable(true)).isTrue();

        var ended = project.run(Jdk.ofInterest().get(0), List.of("env", "RDPLAB=" + rdplab, "sh", "./ci.sh"));

        assertThat(ended.exit()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("BUILD SUCCESS", "tls/server-key-unreadable", "5 pass");
        assertThat(project.folder().resolve("judge-xfreerdp.xml")).content().contains("failures=\"0\"");
    }

    /** Absolute, since the script runs in a folder of its own. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((one, other) -> one + java.io.File.pathSeparator + other)
                .orElseThrow();
    }
}
