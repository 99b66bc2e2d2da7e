package dev.rdplab.faststart;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Makes the launcher's folder: {@code program.jar} and {@code libraries.jar} of all jars of a class path but the signed ones,
 * which are in {@code unsigned.jar} without their signatures and in {@code signed} as they are, and {@code native} with the
 * native libraries of {@code META-INF/native}. Class data sharing leaves signed classes out, but Oracle's JDK takes cryptography
 * from signed jars only.
 */
public final class Pack {

    private static final String NATIVE = "META-INF/native/";

    private final Path target;
    private final List<String> withProgram;
    private final OneJar program = new OneJar();
    private final OneJar libraries = new OneJar();
    private final OneJar unsigned = new OneJar();

    private Pack(Path target, List<String> withProgram) {
        this.target = target;
        this.withProgram = withProgram;
    }

    /**
     * The folder to make; the jar of the program, whose manifest is kept; a class path, of which what is no jar is left out; and
     * how the names of the jars begin that go with the program, separated by spaces.
     */
    public static void main(String[] args) throws IOException {
        var own = Path.of(args[1]);
        var pack = new Pack(Files.createDirectories(Path.of(args[0])), List.of(args[3].split(" ")));
        Files.createDirectories(pack.target.resolve("signed"));
        Files.createDirectories(pack.target.resolve("native"));
        pack.add(own, pack.program);
        for (String entry : args[2].split(File.pathSeparator)) {
            var jar = Path.of(entry);
            if (entry.endsWith(".jar") && !jar.equals(own)) {
                pack.add(jar, pack.goesWithProgram(jar) ? pack.program : pack.libraries);
            }
        }
        try (var jar = new JarFile(own.toFile())) {
            pack.program.write(pack.target.resolve("program.jar"), jar.getManifest());
            pack.libraries.write(pack.target.resolve("libraries.jar"), jar.getManifest());
            pack.unsigned.write(pack.target.resolve("unsigned.jar"), jar.getManifest());
        }
    }

    private boolean goesWithProgram(Path jar) {
        var name = jar.getFileName().toString();
        return withProgram.stream().anyMatch(name::startsWith);
    }

    private void add(Path file, OneJar open) throws IOException {
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
