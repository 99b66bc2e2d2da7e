package dev.rdplab.junitjupiter;

import dev.rdplab.lab.evidence.Evidence;
import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.evidence.EvidenceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where a test, or a class for what its tests share, leaves what is needed to understand a failure. Made when first used. */
record TestEvidence(Path path) {

    /** Configuration parameter of JUnit for the folder of all evidence. */
    static final String PARAMETER = "rdplab.evidence";

    private static final String NAME = "rdplab-evidence";

    static TestEvidence of(ExtensionContext context) {
        var root = context.getConfigurationParameter(PARAMETER).map(Path::of).orElseGet(TestEvidence::besideReports);
        var folder =
                root.resolve(word(context.getTestClass().map(Class::getName).orElse("unknown")));
        if (context.getTestMethod().isPresent()) {
            var method = context.getTestMethod().get().getName();
            // Invocations of one template differ in their display names alone.
            var display = context.getDisplayName();
            folder = folder.resolve(
                    word(display.startsWith("[") || display.startsWith("repetition") ? method + display : method));
        }
        return new TestEvidence(folder);
    }

    /** Surefire tells the module's folder, and writes its own reports beneath target. */
    private static Path besideReports() {
        var base = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        boolean gradle = Files.isDirectory(base.resolve("build")) && !Files.isDirectory(base.resolve("target"));
        return base.resolve(gradle ? "build" : "target").resolve(NAME);
    }

    /**
     * The lab's evidence, and what the test prints.
     *
     * @param text printed
     * @param scenario its file; may be empty
     * @return the folder, or empty when nothing could be written: a failure shall not be hidden by another
     */
    Optional<Path> leave(String name, EvidenceCase evidence, String text, String scenario) {
        try {
            var folder = path.resolve(name);
            EvidenceFolder.at(folder).write(Evidence.of(name, evidence.replay(), List.of(evidence)));
            Files.writeString(folder.resolve("transcript.txt"), text);
            if (!scenario.isEmpty()) {
                Files.writeString(folder.resolve(Replay.FILE), scenario);
            }
            return Optional.of(folder);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Where a file of that evidence is, quoted for a shell where need be. */
    String file(String name, String file) {
        String whole = path.resolve(name).resolve(file).toString();
        return whole.contains(" ") ? "'" + whole + "'" : whole;
    }

    private static String word(String text) {
        var word = text.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^-|-$", "");
        return word.length() > 100 ? word.substring(0, 100) : word;
    }
}
