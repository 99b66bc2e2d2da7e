package dev.rdplab.verification.real;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * FreeRDP 2's client, {@code xfreerdp}. With {@code +auth-only} its exit code is 0 after any handshake that reaches
 * activation: it judges a password only where the server enforces NLA.
 */
public final class XFreeRdp2 {
    /** Printed when the server's capabilities have been taken and the graphics are set up. */
    public static final Pattern SESSION = Pattern.compile("Local framebuffer format");

    private XFreeRdp2() {}

    /** Runs it with exactly these arguments. */
    public static Finished run(Duration deadline, String... arguments) {
        try (RealProcess client = start(arguments)) {
            return client.await(deadline);
        }
    }

    /** Starts it with exactly these arguments. */
    public static RealProcess start(String... arguments) {
        return DisplayClient.start("xfreerdp", Map.of(), "", arguments);
    }

    /** The arguments that log an account on to a port of 127.0.0.1 with any certificate, and more if given. */
    public static String[] logOn(int port, Account account, String... more) {
        List<String> arguments = new ArrayList<>(List.of("/cert:ignore", "/v:" + Loopback.HOST + ":" + port));
        arguments.addAll(account.freeRdpOptions());
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }
}
