package dev.rdplab.kerberos.file;

import dev.rdplab.protocol.wire.Bytes;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files with keys in them. */
final class OwnerFile {

    private static final long MAX_BYTES = 4 << 20;

    private OwnerFile() {}

    static Bytes read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
        }
        return Bytes.wrap(Files.readAllBytes(file));
    }

    /** Readable for its owner alone from its first moment on, where the file system knows owners. */
    static void write(Path file, Bytes content) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        Path folder = file.toAbsolutePath().getParent();
        Path temporary = posix
                ? Files.createTempFile(
                        folder,
                        "keys",
                        null,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(folder, "keys", null);
        Files.write(temporary, content.toArray());
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
