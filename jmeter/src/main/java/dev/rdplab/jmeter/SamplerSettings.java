package dev.rdplab.jmeter;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.clientsim.LogonGuard;
import dev.rdplab.clientsim.Security;
import dev.rdplab.clientsim.load.OwnNetwork;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.transport.tls.TlsClientSettings;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.words.BadValueException;
import dev.rdplab.words.Durations;
import dev.rdplab.words.Integers;
import dev.rdplab.words.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a plan's arguments. What is wrong is an {@link IllegalArgumentException} that names the argument and what is allowed. */
final class SamplerSettings {

    private static final int MAX_PORT = 65_535;
    private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

    private final Map<String, String> given;

    private SamplerSettings(Map<String, String> given) {
        this.given = given;
    }

    /** @param given by the name that stands in the plan @param guard for all accounts, unless the plan says otherwise */
    static ClientOptions read(Map<String, String> given, LogonGuard guard) {
        var unknown =
                given.keySet().stream().filter(key -> !Argument.isKnown(key)).findFirst();
        if (unknown.isPresent()) {
            throw new IllegalArgumentException(unknown.get() + " is not an argument; there are " + Argument.allKeys());
        }
        return new SamplerSettings(given).options(guard);
    }

    private ClientOptions options(LogonGuard guard) {
        var name = text(Argument.SERVER_NAME).orElseGet(() -> value(Argument.HOST));
        var timeout = timeout();
        var credentials = credentials();
        return ClientOptions.of(target())
                .host(name)
                .profile(word(Argument.PROFILE, ClientProfile::of, ClientProfile.values(), ClientProfile::word))
                .security(word(Argument.SECURITY, Security::of, Security.values(), Security::word))
                .credentials(credentials)
                .guard(yes(Argument.PRESENT_AGAIN) ? LogonGuard.OFF : guard)
                .tls(TlsClientSettings.any().serverNamed(name).engine(TlsEngine.forManyHandshakes()))
                .connectTimeout(timeout)
                .deadlines(Deadlines.each(timeout))
                .until(until(credentials));
    }

    private InetSocketAddress target() {
        int port = number(Argument.PORT, MAX_PORT);
        var host = value(Argument.HOST);
        try {
            var permission = Argument.OWNED.key() + "=true";
            return new InetSocketAddress(OwnNetwork.resolve(host, yes(Argument.OWNED), permission), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("unknown host " + host);
        }
    }

    private boolean yes(Argument argument) {
        var said = value(argument);
        if (!said.equals("true") && !said.equals("false")) {
            throw wrong(argument, said, "true, false");
        }
        return said.equals("true");
    }

    /** Without an account there is nothing to prove, and a failed logon would count towards locking an account. */
    private Stage until(Credentials credentials) {
        if (text(Argument.UNTIL).isPresent()) {
            return word(Argument.UNTIL, Stage::of, Stage.values(), Stage::word);
        }
        return credentials.equals(Credentials.NONE) ? Stage.CREDSSP : Stage.ACTIVE;
    }

    private Credentials credentials() {
        var file = text(Argument.PASSWORD_FILE);
        var variable = text(Argument.PASSWORD_ENV);
        if (file.isPresent() && variable.isPresent()) {
            throw new IllegalArgumentException("the password comes from " + Argument.PASSWORD_FILE.key() + " or from "
                    + Argument.PASSWORD_ENV.key() + ", not from both");
        }
        var user = text(Argument.USER);
        if (user.isEmpty()) {
            if (file.isPresent() || variable.isPresent()) {
                throw new IllegalArgumentException("a password needs " + Argument.USER.key());
            }
            return Credentials.NONE;
        }
        var password = file.map(SamplerSettings::firstLine)
                .or(() -> variable.map(SamplerSettings::environment))
                .orElseThrow(() -> new IllegalArgumentException("no password for " + user.get() + "; give "
                        + Argument.PASSWORD_FILE.key() + " or " + Argument.PASSWORD_ENV.key()));
        return new Credentials(value(Argument.DOMAIN), user.get(), Secret.of(password));
    }

    private static String firstLine(String file) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.findFirst().orElseThrow(() -> new IllegalArgumentException("there is no password in " + file));
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException("the password cannot be read from " + file);
        }
    }

    private static String environment(String variable) {
        return Optional.ofNullable(System.getenv(variable))
                .orElseThrow(() ->
                        new IllegalArgumentException("there is no password in the environment variable " + variable));
    }

    private Optional<String> text(Argument argument) {
        return Optional.of(value(argument)).filter(value -> !value.isEmpty());
    }

    private String value(Argument argument) {
        var value = given.getOrDefault(argument.key(), "").strip();
        return value.isEmpty() ? argument.usual() : value;
    }

    /** A whole number from 1 on. */
    private int number(Argument argument, int greatest) {
        return read(argument, text -> (int) Integers.parse(text, 1, greatest));
    }

    private Duration timeout() {
        var timeout = read(Argument.TIMEOUT, Durations::parse);
        if (timeout.isZero() || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw wrong(Argument.TIMEOUT, value(Argument.TIMEOUT), "above 0s, at most 1h");
        }
        return timeout;
    }

    private <T> T read(Argument argument, Function<String, T> grammar) {
        try {
            return grammar.apply(value(argument));
        } catch (BadValueException e) {
            throw e.at(new Place("", 0, argument.key()));
        }
    }

    private <T> T word(Argument argument, Function<String, Optional<T>> of, T[] values, Function<T, String> name) {
        var text = value(argument);
        return of.apply(text)
                .orElseThrow(() ->
                        wrong(argument, text, Arrays.stream(values).map(name).collect(Collectors.joining(", "))));
    }

    private static BadValueException wrong(Argument argument, String given, String allowed) {
        return new BadValueException(new Place("", 0, argument.key()), "'" + given + "' cannot be", allowed);
    }
}
