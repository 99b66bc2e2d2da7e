package dev.rdplab.verification.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for one program: its HOME, its files, and a Kerberos configuration of the lab. Deleted on close. */
final class Scratch implements AutoCloseable {
    /** Names no Kerberos server but a closed loopback port and forbids DNS, so that no look-up leaves the machine. */
    private static final String KRB5_CONF =
            """
            [libdefaults]
              default_realm = LAB.EXAMPLE
              dns_lookup_kdc = false
              dns_lookup_realm = false
              dns_canonicalize_hostname = false
              rdns = false
            [realms]
              LAB.EXAMPLE = {
                kdc = 127.0.0.1:1
              }
            """;

    private final Path folder;

    private Scratch(Path folder) {
        this.folder = folder;
    }

    static Scratch create(String name) {
        try {
            Scratch scratch = new Scratch(Files.createTempDirectory("rdplab-" + name + "-"));
            scratch.write("krb5.conf", KRB5_CONF);
            return scratch;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Writes a file that only its owner may read. */
    Path write(String name, String text) {
        try {
            Path file = Files.writeString(file(name), text);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (Files.notExists(folder)) {
            return; // programs that share it end one after another
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException stillInUse) {
            System.err.println("could not delete " + folder + ": " + stillInUse);
        }
    }
}
