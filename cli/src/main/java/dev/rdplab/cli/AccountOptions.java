package dev.rdplab.cli;

import dev.rdplab.protocol.wire.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** One account. The password never stands on the command line, where every user of the machine could read it. */
final class AccountOptions {

    @Option(names = "--user", paramLabel = "NAME", description = "the account's name")
    String user;

    @Option(names = "--domain", paramLabel = "NAME", description = "its domain; none for a local account")
    String domain = "";

    @ArgGroup(exclusive = true)
    private PasswordSource source;

    /** Where the password comes from. */
    static final class PasswordSource {

        @Option(names = "--password-stdin", description = "read the password from the first line of stdin")
        boolean stdin;

        @Option(names = "--password-env", paramLabel = "VARIABLE", description = "read it from an environment variable")
        String variable;

        @Option(names = "--password-file", paramLabel = "FILE", description = "read it from the first line of a file")
        Path file;
    }

    boolean flag(String name) {
        if (!name.equals("--password-stdin") || source != null) {
            return false;
        }
        source = new PasswordSource();
        source.stdin = true;
        return true;
    }

    boolean option(String name, String value) {
        switch (name) {
            case "--user" -> user = value;
            case "--domain" -> domain = value;
            case "--password-env", "--password-file" -> {
                if (source != null) {
                    return false;
                }
                source = new PasswordSource();
                if (name.equals("--password-env")) {
                    source.variable = value;
                } else {
                    source.file = Path.of(value);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Whether an account was given. */
    boolean given() {
        return user != null;
    }

    /** The password; empty when no source was given. */
    Secret password() {
        if (source == null) {
            return Secret.of("");
        }
        if (user == null) {
            throw new UsageException("a password needs --user");
        }
        try {
            return Secret.of(read().orElseThrow(() -> new UsageException("there is no password in " + name())));
        } catch (IOException e) {
            throw new UsageException("the password cannot be read from " + name());
        }
    }

    private Optional<String> read() throws IOException {
        if (source.variable != null) {
            return Optional.ofNullable(System.getenv(source.variable));
        }
        if (source.file != null) {
            try (var lines = Files.lines(source.file)) {
                return lines.findFirst();
            }
        }
        return Optional.ofNullable(
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine());
    }

    private String name() {
        if (source.variable != null) {
            return "the environment variable " + source.variable;
        }
        return source.file != null ? source.file.toString() : "stdin";
    }
}
