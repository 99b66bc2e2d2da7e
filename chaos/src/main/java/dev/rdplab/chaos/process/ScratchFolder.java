package dev.rdplab.chaos.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder for files that are not needed afterwards, such as the keys of a tunnel, readable by its owner only. It is removed with
 * all that is in it when it is closed or the process ends; what a killed process has left, when the next one is made.
 */
public record ScratchFolder(Path path) implements AutoCloseable {

    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    /** A program that has just been killed may make a last file meanwhile. */
    private static final int ATTEMPTS = 3;

    /** @param what it is for, a word */
    public static ScratchFolder create(String what) {
        try {
            sweep();
            return AtEnd.made(
                    () -> new ScratchFolder(
                            Files.createTempDirectory(TEMPORARY, Owner.self().prefix() + what + "-", ownersOnly())),
                    folder -> delete(folder.path()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder in " + TEMPORARY, e);
        }
    }

    /** On Windows a folder of a user's temporary files is that user's alone already. */
    private static FileAttribute<?>[] ownersOnly() {
        return OperatingSystem.hasPosixPermissions()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public void close() {
        delete(path);
        AtEnd.forget(this);
    }

    /** Removes the folders of processes that are gone. */
    public static void sweep() {
        try (var folders = Files.newDirectoryStream(TEMPORARY, "rdplab-*")) {
            for (Path folder : folders) {
                if (Owner.of(folder.getFileName().toString())
                        .filter(Owner::isGone)
                        .isPresent()) {
                    delete(folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        for (int i = 0; i < ATTEMPTS && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS); i++) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException | UncheckedIOException e) {
                // Another user's, or being deleted by another start at this moment.
            }
        }
    }
}
