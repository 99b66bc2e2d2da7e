package dev.rdplab.verification.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is published, as {@code mvn install} lays it out: jars and POMs of this build, in a local repository of our own. */
final class Repository {

    /** The modules that somebody else's project may have on its class path. */
    static final List<String> MODULES = List.of(
            "words",
            "protocol",
            "transport",
            "chaos",
            "kerberos",
            "server-sim",
            "client-sim",
            "relay",
            "lab",
            "junit-jupiter");

    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static final String VERSION = "0.1.0-SNAPSHOT";

    private Repository() {}

    /** Whether this build has come far enough: jars are made after the tests of their modules, before those of this one. */
    static boolean isBuilt() {
        return MODULES.stream().allMatch(module -> Files.isRegularFile(jar(module)));
    }

    static void installInto(Path local) throws IOException {
        for (String module : MODULES) {
            var folder = Files.createDirectories(
                    local.resolve("dev/rdplab").resolve(module).resolve(VERSION));
            var name = module + "-" + VERSION;
            Files.copy(jar(module), folder.resolve(name + ".jar"));
            Files.copy(pom(module), folder.resolve(name + ".pom"));
        }
    }

    static Path jar(String module) {
        return target(module).resolve(module + "-" + VERSION + ".jar");
    }

    /** The flattened one. */
    static Path pom(String module) {
        return target(module).resolve(".flattened-pom.xml");
    }

    private static Path target(String module) {
        return ROOT.resolve(module).resolve("target");
    }
}
