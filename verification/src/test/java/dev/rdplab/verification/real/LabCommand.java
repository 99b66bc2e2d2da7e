package dev.rdplab.verification.real;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Our own command line, of this build, as a program of its own. */
final class LabCommand {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Pattern LISTENING =
            Pattern.compile("(?:listening on 127\\.0\\.0\\.1:|\"event\":\"listening\"[^\n]*\"port\":)(\\d+)[^\n]*\\R");
    private static final String PASSWORD = "LAB_PASSWORD";

    private LabCommand() {}

    /** {@code rdplab serve} on a free port for one account; ready when this returns. */
    static RealProcess serve(Account account, String... more) {
        var arguments = new ArrayList<>(List.of("serve", "--port", "0"));
        arguments.addAll(List.of("--user", account.user(), "--password-env", PASSWORD));
        arguments.addAll(List.of(more));
        return start(account, arguments).awaitOutput(LISTENING, LIMIT);
    }

    /** {@code rdplab relay} on a free port to a port of 127.0.0.1; ready when this returns. */
    static RealProcess relay(int target, String... more) {
        var arguments = new ArrayList<>(List.of("relay", Loopback.HOST + ":" + target, "--port", "0"));
        arguments.addAll(List.of(more));
        return start(arguments, Map.of()).awaitOutput(LISTENING, LIMIT);
    }

    /** The same with TLS and CredSSP ended at the relay, for one account. */
    static RealProcess openRelay(int target, Account account, String... more) {
        var arguments = new ArrayList<>(List.of("relay", Loopback.HOST + ":" + target, "--port", "0", "--open"));
        arguments.addAll(List.of("--user", account.user(), "--password-env", PASSWORD));
        arguments.addAll(List.of(more));
        return start(account, arguments).awaitOutput(LISTENING, LIMIT);
    }

    /** Where a {@link #serve} or a {@link #relay} listens. */
    static int port(RealProcess served) {
        var matcher = LISTENING.matcher(served.output());
        if (!matcher.find()) {
            throw new AssertionError(served + " does not say where it listens:\n" + served.output());
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** {@code rdplab probe} of a port of 127.0.0.1, to its end. */
    static Finished probe(int port, Account account, String... more) {
        var arguments = new ArrayList<>(List.of("probe", Loopback.HOST + ":" + port));
        arguments.addAll(List.of("--user", account.user(), "--password-env", PASSWORD));
        arguments.addAll(List.of(more));
        try (RealProcess probe = start(account, arguments)) {
            return probe.await(LIMIT);
        }
    }

    /** {@code rdplab judge} of a program that wants a display, to its end. */
    static Finished judge(Duration limit, String... arguments) {
        var line = new ArrayList<>(List.of("judge"));
        line.addAll(List.of(arguments));
        try (RealProcess judge = start(line, XvfbDisplay.environment())) {
            return judge.await(limit);
        }
    }

    /** Any command, to its end. */
    static Finished run(String... arguments) {
        try (RealProcess command = start(List.of(arguments), Map.of())) {
            return command.await(LIMIT);
        }
    }

    private static RealProcess start(Account account, List<String> arguments) {
        return start(arguments, Map.of(PASSWORD, account.password()));
    }

    private static RealProcess start(List<String> arguments, Map<String, String> more) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var line = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "dev.rdplab.cli.RdpLab"));
        line.addAll(arguments);
        var environment = new HashMap<>(more);
        environment.put("CLASSPATH", classPath());
        return RealProcess.start(Scratch.create("rdplab"), java, line, environment, "");
    }

    /** Absolute, since the program runs in a folder of its own. */
    private static String classPath() {
        var separator = System.getProperty("path.separator");
        return Pattern.compile(Pattern.quote(separator))
                .splitAsStream(System.getProperty("java.class.path"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((one, other) -> one + separator + other)
                .orElseThrow();
    }
}
