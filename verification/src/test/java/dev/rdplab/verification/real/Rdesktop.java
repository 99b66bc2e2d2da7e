package dev.rdplab.verification.real;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * rdesktop, answering yes to every question about certificates. It retries some failures without limit and has no
 * timeout of its own, so the deadline is what ends it. The referee for standard RDP security, whose unsalted MAC it uses.
 */
public final class Rdesktop {
    /** Printed, when verbose, once the server's capabilities have been taken. */
    public static final Pattern SESSION = Pattern.compile("Connection successful");

    private static final String YES = "yes\n".repeat(10_000); // 40 kB, less than a pipe holds

    private Rdesktop() {}

    /** Runs it with exactly these arguments. */
    public static Finished run(Duration deadline, String... arguments) {
        try (RealProcess client = start(arguments)) {
            return client.await(deadline);
        }
    }

    /** Runs it with exactly these arguments and more environment. */
    public static Finished run(Duration deadline, Map<String, String> environment, String... arguments) {
        try (RealProcess client = start(environment, arguments)) {
            return client.await(deadline);
        }
    }

    /** Starts it with exactly these arguments. */
    public static RealProcess start(String... arguments) {
        return DisplayClient.start("rdesktop", Map.of(), YES, arguments);
    }

    /** Starts it with exactly these arguments and more environment, as in {@link KerberosKdc#environment()}. */
    public static RealProcess start(Map<String, String> environment, String... arguments) {
        return DisplayClient.start("rdesktop", environment, YES, arguments);
    }

    /** The arguments that log a user on to a port of 127.0.0.1, verbosely; a password would go to the server's login screen. */
    public static String[] logOn(int port, String user) {
        return new String[] {"-v", "-u", user, "-n", "LABCLIENT", Loopback.HOST + ":" + port};
    }
}
