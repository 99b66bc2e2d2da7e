package dev.rdplab.faststart;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Makes the launcher's folder: {@code rdplab.jar} of all jars of a class path but the signed ones, which are in
 * {@code unsigned.jar} without their signatures and in {@code signed} as they are, and {@code native} with the native libraries
 * of {@code META-INF/native}. Class data sharing leaves signed classes out, but Oracle's JDK takes cryptography from signed
 * jars only.
 */
public final class Pack {

    private static final String NATIVE = "META-INF/native/";

    private final Path target;
    private final OneJar open = new OneJar();
    private final OneJar unsigned = new OneJar();

    private Pack(Path target) {
        this.target = target;
    }

    /** The folder to make, the jar whose manifest is kept, and a class path; what is no jar in it is left out. */
    public static void main(String[] args) throws IOException {
        var pack = new Pack(Files.createDirectories(Path.of(args[0])));
        Files.createDirectories(pack.target.resolve("signed"));
        Files.createDirectories(pack.target.resolve("native"));
        var own = Path.of(args[1]);
        pack.add(own);
        for (String entry : args[2].split(File.pathSeparator)) {
            if (entry.endsWith(".jar") && !Path.of(entry).equals(own)) {
                pack.add(Path.of(entry));
            }
        }
        try (var jar = new JarFile(own.toFile())) {
            pack.open.write(pack.target.resolve("rdplab.jar"), jar.getManifest());
            pack.unsigned.write(pack.target.resolve("unsigned.jar"), jar.getManifest());
        }
    }

    private void add(Path file) throws IOException {
        try (var jar = OneJar.open(file)) {
            if (OneJar.isSigned(jar)) {
                Files.copy(
                        file,
                        target.resolve("signed").resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
                unsigned.add(jar, file.getFileName().toString());
                return;
            }
            open.add(jar, file.getFileName().toString());
            for (JarEntry entry : jar.stream().toList()) {
                if (entry.getName().startsWith(NATIVE) && entry.getName().endsWith(".so")) {
                    try (var in = jar.getInputStream(entry)) {
                        var to = target.resolve("native")
                                .resolve(Path.of(entry.getName()).getFileName());
                        Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
    }
}
