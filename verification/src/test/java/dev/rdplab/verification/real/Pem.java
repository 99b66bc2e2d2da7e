package dev.rdplab.verification.real;

import dev.rdplab.testkit.needs.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A self-signed certificate and its key, as files. */
record Pem(Path certificate, Path key) {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    static Pem rsa(Scratch scratch) {
        return made(scratch, "rsa", "rsa:2048");
    }

    static Pem ec(Scratch scratch) {
        return made(scratch, "ec", "ec -pkeyopt ec_paramgen_curve:P-256");
    }

    private static Pem made(Scratch scratch, String name, String algorithm) {
        var pem = new Pem(scratch.file(name + "-cert.pem"), scratch.file(name + "-key.pem"));
        var line = "req -x509 -newkey " + algorithm + " -nodes -days 30 -subj /CN=labhost.example -keyout " + pem.key
                + " -out " + pem.certificate;
        Finished made = RealProcess.start(scratch, Programs.require("openssl"), List.of(line.split(" ")))
                .await(LIMIT);
        if (made.exitCode() != 0) {
            throw new AssertionError(made);
        }
        return pem;
    }
}
