package dev.rdplab.cli;

import dev.rdplab.clientsim.LogonGuard;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.wire.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/**
 * One account. The password never stands on the command line, where every user of the machine could read it; where no option
 * names a source, a terminal is asked for it.
 */
final class AccountOptions {

    @Option(names = "--user", paramLabel = "NAME", description = "the account's name")
    String user;

    @Option(names = "--domain", paramLabel = "NAME", description = "the account's domain; none for a local account")
    String domain = "";

    @ArgGroup(exclusive = true)
    private PasswordSource source;

    @Option(
            names = "--yes-present-again",
            description = "go on after a refused logon; each further try may count towards locking the account")
    boolean presentAgain;

    private Secret read;
    private LogonGuard guard;

    /** Where the password comes from. */
    static final class PasswordSource {

        @Option(names = "--password-stdin", description = "read the password from the first line of stdin")
        boolean stdin;

        @Option(
                names = "--password-env",
                paramLabel = "VARIABLE",
                description = "read the password from an environment variable")
        String variable;

        @Option(
                names = "--password-file",
                paramLabel = "FILE",
                description = "read the password from the first line of a file")
        Path file;

        @Option(names = "--empty-password", description = "the account has an empty password")
        boolean empty;
    }

    /** Whether an account was given. */
    boolean given() {
        if (user != null && user.isBlank()) {
            throw new UsageException("--user is empty");
        }
        return user != null;
    }

    /**
     * The password, read once.
     *
     * @throws UsageException when there is none, and no terminal to ask for it
     */
    Secret password() {
        if (source != null && user == null) {
            throw new UsageException("a password needs --user");
        }
        if (read == null) {
            read = source == null ? asked() : sourced();
        }
        return read;
    }

    /**
     * Account and password; {@link Credentials#NONE} when no account was given.
     *
     * @param otherKey whether a ticket or a keytab makes a password unnecessary
     */
    Credentials credentials(boolean otherKey) {
        if (!given()) {
            if (source != null) {
                throw new UsageException("a password needs --user");
            }
            return Credentials.NONE;
        }
        return new Credentials(domain, user, otherKey && source == null ? Secret.of("") : password());
    }

    /** The options as they were given, without a secret; empty without an account. */
    String options() {
        if (user == null) {
            return "";
        }
        var given = "--user " + Hints.quoted(user) + (domain.isEmpty() ? "" : " --domain " + Hints.quoted(domain));
        if (source == null) {
            return given;
        }
        if (source.variable != null) {
            return given + " --password-env " + Hints.quoted(source.variable);
        }
        return given
                + (source.file != null
                        ? " --password-file " + Hints.quoted(source.file.toString())
                        : source.stdin ? " --password-stdin" : " --empty-password");
    }

    /** Whether an option says where the password comes from. */
    boolean hasPassword() {
        return source != null;
    }

    /** One guard for all connections of the command. */
    LogonGuard guard() {
        if (guard == null) {
            guard = presentAgain ? LogonGuard.OFF : LogonGuard.create();
        }
        return guard;
    }

    private Secret asked() {
        return PasswordPrompt.ask("password of " + user + ": ")
                .orElseThrow(() -> new UsageException("no password for " + user
                        + "; give --password-env VARIABLE, --password-file FILE or --password-stdin"
                        + " (--empty-password if it has none)"));
    }

    private Secret sourced() {
        if (source.empty) {
            return Secret.of("");
        }
        try {
            var text = line().orElseThrow(() -> new UsageException("there is no password in " + name()));
            if (text.isEmpty()) {
                throw new UsageException(
                        "the password in " + name() + " is empty; if that is right, give --empty-password instead");
            }
            return Secret.of(text);
        } catch (IOException | UncheckedIOException e) {
            throw new CannotRunException("cannot read the password from " + name() + ": " + Reason.of(e));
        }
    }

    private Optional<String> line() throws IOException {
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
