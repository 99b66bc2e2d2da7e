package dev.rdplab.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tree of ARCHITECTURE.md and the folders of the code. */
class FoldersTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINE = Pattern.compile("^( *)((?:[a-z0-9-]+/ ?)+)");
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+/");

    @Test
    void theTreeNamesThePackagesOfEveryModule() throws IOException {
        assertThat(named()).isEqualTo(packages());
    }

    /** Each folder below a module with its parents, such as {@code diagnosis/capture/tcp/}. */
    private static TreeSet<String> named() throws IOException {
        var names = new TreeSet<String>();
        String[] parents = {"", "", ""};
        for (var line : Files.readString(ROOT.resolve("ARCHITECTURE.md"))
                .split("```")[1]
                .lines()
                .toList()) {
            var found = LINE.matcher(line);
            if (!found.find() || found.group(1).length() > 4) {
                continue; // a description that goes on
            }
            int depth = found.group(1).length() / 2;
            NAME.matcher(found.group(2)).results().forEach(name -> {
                String path = (depth == 0 ? "" : parents[depth - 1]) + name.group();
                parents[depth] = path;
                if (depth > 0) {
                    names.add(path);
                }
            });
        }
        return names;
    }

    private static TreeSet<String> packages() throws IOException {
        var names = new TreeSet<String>();
        try (var modules = Files.list(ROOT)) {
            for (var module : modules.toList()) {
                var base = module.resolve("src/main/java/dev/rdplab")
                        .resolve(module.getFileName().toString().replace("-", ""));
                if (Files.isDirectory(base)) {
                    try (var files = Files.walk(base)) {
                        files.filter(Files::isDirectory)
                                .filter(folder -> !folder.equals(base))
                                .filter(FoldersTest::holdsCode)
                                .forEach(folder ->
                                        names.add(module.getFileName() + "/" + base.relativize(folder) + "/"));
                    }
                }
            }
        }
        return names;
    }

    private static boolean holdsCode(Path folder) {
        try (var files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
