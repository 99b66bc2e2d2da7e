package dev.rdplab.packetlinks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/**
 * A folder for files that nobody needs afterwards, such as the keys of a tunnel, readable by its owner alone. It is removed when
 * it is closed or the process ends; what a killed process has left, by {@link Namespaces#sweep}.
 *
 * @param path holds files, and no further folders
 */
public record ScratchFolder(Path path) implements AutoCloseable {

    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    /** @param what it is for, a word */
    public static ScratchFolder create(String what) {
        try {
            var folder = new ScratchFolder(Files.createTempDirectory(
                    TEMPORARY,
                    Owner.self().prefix() + what + "-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
            AtEnd.undo(folder, folder::close);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("no folder to be had in " + TEMPORARY, e);
        }
    }

    @Override
    public void close() {
        delete(path);
        AtEnd.forget(this);
    }

    /** Removes the folders of processes that are gone. */
    static void sweep() {
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
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Somebody else's, or being deleted by another start at this moment.
        }
    }
}
