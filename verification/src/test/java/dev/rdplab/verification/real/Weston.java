package dev.rdplab.verification.real;

import dev.rdplab.testkit.needs.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A running weston with its RDP backend, a server on libfreerdp2 that looks at no password, on 127.0.0.1. */
final class Weston implements AutoCloseable {

    private static final Duration READY = Duration.ofMinutes(2);

    private final RealProcess process;
    private final int port = Loopback.freePort();

    private Weston(Scratch scratch, String... keys) {
        var program = Programs.require("weston");
        var options = new ArrayList<>(
                List.of("--backend=rdp-backend.so", "--no-config", "--socket=w" + port, "--address=" + Loopback.HOST));
        options.add("--port=" + port);
        options.addAll(List.of(keys));
        process = RealProcess.start(scratch, program, options, Map.of("XDG_RUNTIME_DIR", runFolder(scratch)), "");
        try {
            Loopback.awaitConnectionConfirm(process, port, READY);
        } catch (AssertionError notReady) {
            process.close();
            throw notReady;
        }
    }

    /** With TLS, which FreeRDP's server side then offers beside standard RDP security. */
    static Weston tls() {
        var scratch = Scratch.create("weston");
        return tls(scratch, Pem.rsa(scratch));
    }

    static Weston ec() {
        var scratch = Scratch.create("weston");
        return tls(scratch, Pem.ec(scratch));
    }

    private static Weston tls(Scratch scratch, Pem pem) {
        return new Weston(scratch, "--rdp-tls-cert=" + pem.certificate(), "--rdp-tls-key=" + pem.key());
    }

    /** With standard RDP security alone. */
    static Weston rdpSecurity() {
        var scratch = Scratch.create("weston");
        var key = scratch.file("rdp4.key");
        var line = "genrsa -traditional -out " + key + " 2048";
        Finished made = RealProcess.start(scratch, Programs.require("openssl"), List.of(line.split(" ")))
                .await(READY);
        if (made.exitCode() != 0) {
            throw new AssertionError(made);
        }
        return new Weston(scratch, "--rdp4-key=" + key);
    }

    private static String runFolder(Scratch scratch) {
        try {
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            return Files.createDirectory(scratch.file("run"), mode).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.close();
    }
}
