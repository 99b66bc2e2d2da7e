package dev.rdplab.verification.real;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * FreeRDP 3's client, {@code xfreerdp3}. Its exit code says little: {@code +auth-only} ends with 131 on success, which
 * is its code for a timeout too. {@link #authenticated} reads the line that tells.
 */
public final class XFreeRdp3 {
    /** Printed when the server's capabilities have been taken and the graphics are set up, just before finalization. */
    public static final Pattern SESSION = XFreeRdp2.SESSION;

    private static final String SUCCESS = "Authentication only, exit status 1";

    private XFreeRdp3() {}

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
        return DisplayClient.start("xfreerdp3", Map.of(), "", arguments);
    }

    /** Starts it with exactly these arguments and more environment, as in {@link KerberosKdc#environment()}. */
    public static RealProcess start(Map<String, String> environment, String... arguments) {
        return DisplayClient.start("xfreerdp3", environment, "", arguments);
    }

    /**
     * The arguments that log an account on to a port of 127.0.0.1 with any certificate, and more if given. NTLM only,
     * since it tries Kerberos first; no clipboard, which would mount a FUSE folder.
     */
    public static String[] logOn(int port, Account account, String... more) {
        List<String> arguments = new ArrayList<>(List.of("/auth-pkg-list:!kerberos", "-clipboard"));
        arguments.addAll(List.of(XFreeRdp2.logOn(port, account, more)));
        return arguments.toArray(String[]::new);
    }

    /** Whether a run with {@code +auth-only} got through its handshake. Only behind NLA does that prove the password. */
    public static boolean authenticated(Finished run) {
        return run.output().contains(SUCCESS);
    }
}
