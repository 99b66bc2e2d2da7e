package dev.rdplab.junitjupiter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where a test, or a class for what its tests share, leaves what is needed to understand a failure. Made when first used. */
record EvidenceFolder(Path path) {

    /** Configuration parameter of JUnit for the folder of all evidence. */
    static final String PARAMETER = "rdplab.evidence";

    private static final String NAME = "rdplab-evidence";

    static EvidenceFolder of(ExtensionContext context) {
        var root = context.getConfigurationParameter(PARAMETER).map(Path::of).orElseGet(EvidenceFolder::besideReports);
        var folder =
                root.resolve(word(context.getTestClass().map(Class::getName).orElse("unknown")));
        if (context.getTestMethod().isPresent()) {
            var method = context.getTestMethod().get().getName();
            // Invocations of one template differ in their display names alone.
            var display = context.getDisplayName();
            folder = folder.resolve(
                    word(display.startsWith("[") || display.startsWith("repetition") ? method + display : method));
        }
        return new EvidenceFolder(folder);
    }

    /** Surefire tells the module's folder, and writes its own reports beneath target. */
    private static Path besideReports() {
        var base = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        boolean gradle = Files.isDirectory(base.resolve("build")) && !Files.isDirectory(base.resolve("target"));
        return base.resolve(gradle ? "build" : "target").resolve(NAME);
    }

    /** @return the folder, or empty when nothing could be written: a failure shall not be hidden by another */
    Optional<Path> leave(String name, String... filesAndTexts) {
        try {
            var folder = Files.createDirectories(path.resolve(name));
            for (int i = 0; i < filesAndTexts.length; i += 2) {
                if (!filesAndTexts[i + 1].isEmpty()) {
                    Files.writeString(folder.resolve(filesAndTexts[i]), filesAndTexts[i + 1]);
                }
            }
            return Optional.of(folder);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String word(String text) {
        var word = text.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^-|-$", "");
        return word.length() > 100 ? word.substring(0, 100) : word;
    }
}
