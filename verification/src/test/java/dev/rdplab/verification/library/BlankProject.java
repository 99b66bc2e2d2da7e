package dev.rdplab.verification.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The project in {@code examples/junit}, copied out of this build, with a local repository in which the lab is installed.
 * What is not the lab's comes from this machine's repository, or from where the user's settings say.
 */
final class BlankProject {

    static final Path EXAMPLE = Repository.ROOT.resolve("examples/junit");

    private static final int LIMIT_SECONDS = 240;
    private static final String SETTINGS =
            """
            <settings>
              <profiles>
                <profile>
                  <id>machine</id>
                  <repositories>
                    <repository>
                      <id>machine</id>
                      <url>%1$s</url>
                      <snapshots><enabled>false</enabled></snapshots>
                    </repository>
                  </repositories>
                  <pluginRepositories>
                    <pluginRepository>
                      <id>machine</id>
                      <url>%1$s</url>
                      <snapshots><enabled>false</enabled></snapshots>
                    </pluginRepository>
                  </pluginRepositories>
                </profile>
              </profiles>
              <activeProfiles><activeProfile>machine</activeProfile></activeProfiles>
            </settings>
            """;

    private final Path folder;

    private BlankProject(Path folder) {
        this.folder = folder;
    }

    /** @param work an empty folder */
    static BlankProject in(Path work) throws IOException {
        var local = Files.createDirectory(work.resolve("repository"));
        Repository.installInto(local);
        var machine = System.getProperty("localRepository", System.getProperty("user.home") + "/.m2/repository");
        var settings = Files.writeString(
                work.resolve("settings.xml"),
                SETTINGS.formatted(Path.of(machine).toUri()));
        var folder = work.resolve("project");
        try (var files = Files.walk(EXAMPLE)) {
            for (Path file :
                    files.filter(f -> !f.startsWith(EXAMPLE.resolve("target"))).toList()) {
                Files.copy(file, folder.resolve(EXAMPLE.relativize(file).toString()));
            }
        }
        // Every Maven that is started in the project takes these, also one that a script starts.
        Files.createDirectory(folder.resolve(".mvn"));
        Files.writeString(
                folder.resolve(".mvn/maven.config"),
                "-gs " + settings + " -Dmaven.repo.local=" + local + System.lineSeparator());
        return new BlankProject(folder);
    }

    Path folder() {
        return folder;
    }

    /** Its exit code and what it printed. */
    record Ended(int exit, String output) {}

    Ended maven(Jdk jdk, String... arguments) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of("mvn", "-B", "-ntp"));
        line.addAll(List.of(arguments));
        return run(jdk, line);
    }

    /** Any program, in the project's folder. */
    Ended run(Jdk jdk, List<String> line) throws IOException, InterruptedException {
        var output = folder.resolve("maven.log");
        var builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", jdk.home().toString());
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
        var process = builder.start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(
                        line + " did not end within " + LIMIT_SECONDS + " s:\n" + Files.readString(output));
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
