package dev.rdplab.cli;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.clientsim.Security;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.transport.Proxy;
import dev.rdplab.transport.SocketSettings;
import dev.rdplab.transport.tls.TlsClientSettings;
import dev.rdplab.words.Durations;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** What a handshake with a real server is like and how far it goes. */
final class HandshakeOptions {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    @Option(names = "--security", paramLabel = "WHAT", description = "auto, rdp, tls, nla or ext (${DEFAULT-VALUE})")
    String security = "auto";

    @Option(
            names = "--profile",
            paramLabel = "CLIENT",
            description = "mstsc, freerdp, freerdp3 or rdesktop (${DEFAULT-VALUE})")
    private String profile = "mstsc";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "limit for each stage, such as 10s (10s)")
    Duration timeout = Duration.ofSeconds(10);

    @Option(names = "--until", paramLabel = "STAGE", description = "stop as soon as this stage is reached")
    private String until;

    @Option(
            names = "--proxy",
            paramLabel = "URL",
            description = "connect through a proxy: socks5://HOST:PORT or http://HOST:PORT (CONNECT), without a logon")
    private String proxy;

    /**
     * @param name the server's, as the user gave it
     * @param credentials those of {@code account}
     * @param loggingOn whether there is an account or a ticket. Without one there is nothing to prove, and a failed logon would
     *     count against an account: the handshake ends before it
     */
    ClientOptions of(
            InetSocketAddress target, String name, Credentials credentials, AccountOptions account, boolean loggingOn) {
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new UsageException("--timeout " + Durations.text(timeout) + " is not between "
                    + Durations.text(SHORTEST) + " and " + Durations.text(LONGEST));
        }
        var usual = loggingOn ? Stage.ACTIVE : Stage.CREDSSP;
        return ClientOptions.of(target)
                .host(name)
                .profile(word("--profile", profile, ClientProfile::of, ClientProfile.values(), ClientProfile::word))
                .security(word("--security", security, Security::of, Security.values(), Security::word))
                .credentials(credentials)
                .guard(account.guard())
                .tls(TlsClientSettings.any().serverNamed(name))
                .socket(socket())
                .connectTimeout(timeout)
                .deadlines(Deadlines.each(timeout))
                .until(until == null ? usual : word("--until", until, Stage::of, Stage.values(), Stage::word));
    }

    /** What the connections go through. */
    SocketSettings socket() {
        if (proxy == null) {
            return SocketSettings.DEFAULT;
        }
        try {
            return SocketSettings.DEFAULT.proxy(Proxy.parse(proxy));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--proxy '" + proxy + "' " + e.getMessage() + "; allowed: " + Proxy.ALLOWED);
        }
    }

    /** One of a closed set by its word. @throws UsageException naming what is allowed */
    private static <T> T word(
            String option, String given, Function<String, Optional<T>> of, T[] values, Function<T, String> name) {
        return of.apply(given)
                .orElseThrow(() -> new UsageException(option + " " + given + " is unknown; "
                        + String.join(", ", Arrays.stream(values).map(name).toList())));
    }
}
