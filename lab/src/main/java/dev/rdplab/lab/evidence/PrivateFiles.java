package dev.rdplab.lab.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files and folders that only their owner can read, where the file system has modes. A file is written beside its name and
 * renamed when it is whole: a full disk leaves the last good one, and a link of that name is replaced, not followed.
 */
final class PrivateFiles {

    private PrivateFiles() {}

    /** Writes the content of one file. */
    interface Content {
        void to(OutputStream out) throws IOException;
    }

    /** Makes the folder and those above it. What is there keeps its mode. */
    static void folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, mode(folder, "rwx------"));
        }
    }

    /** @throws IOException when something of that name leads elsewhere */
    static void notALink(Path folder) throws IOException {
        if (Files.isSymbolicLink(folder)) {
            throw new IOException(folder + " is a link; files are not written through it");
        }
    }

    static Path write(Path file, Content content) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        var part = Files.createTempFile(folder, ".", ".part", mode(folder, "rw-------"));
        try {
            try (var out = Files.newOutputStream(part)) {
                content.to(out);
            }
            move(part, file);
            return file;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void move(Path part, Path file) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static FileAttribute<?>[] mode(Path near, String mode) {
        return near.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
