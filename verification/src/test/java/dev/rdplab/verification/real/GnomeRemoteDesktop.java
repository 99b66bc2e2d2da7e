package dev.rdplab.verification.real;

import dev.rdplab.testkit.needs.Programs;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A running gnome-remote-desktop for {@link Account#ALICE}, in a network of its own, reached at 127.0.0.1. It has no desktop: it
 * ends a session itself once that is up.
 */
final class GnomeRemoteDesktop implements AutoCloseable {

    private static final Duration READY = Duration.ofMinutes(2);
    private static final Pattern STARTED = Pattern.compile("RDP server started");
    private static final String INNER_PORT = "3389";

    private final RealProcess process;
    private final int port = Loopback.freePort();

    private GnomeRemoteDesktop(Account account) {
        var python = Programs.require("python3");
        Programs.require("gnome-remote-desktop-daemon", "grdctl", "dbus-run-session", "ip", "unshare");
        var scratch = Scratch.create("gnome-remote-desktop");
        var pem = Pem.rsa(scratch);
        process = RealProcess.start(
                scratch,
                python,
                List.of(
                        Drivers.path("own_network.py"),
                        String.valueOf(port),
                        INNER_PORT,
                        "dbus-run-session",
                        "--",
                        "bash",
                        Drivers.path("gnome-remote-desktop"),
                        INNER_PORT,
                        pem.certificate().toString(),
                        pem.key().toString(),
                        account.user(),
                        account.password(),
                        scratch.folder().toString()));
        try {
            if (account.user().isEmpty()) {
                process.awaitOutput(STARTED, READY); // it closes each connection before it reads anything
            } else {
                Loopback.awaitConnectionConfirm(process, port, READY);
            }
        } catch (AssertionError notReady) {
            process.close();
            throw notReady;
        }
    }

    static GnomeRemoteDesktop start() {
        return new GnomeRemoteDesktop(Account.ALICE);
    }

    /** One that nobody has given an account: it lets nobody in. */
    static GnomeRemoteDesktop withoutCredentials() {
        return new GnomeRemoteDesktop(new Account("", "", ""));
    }

    int port() {
        return port;
    }

    /** What it logged so far. */
    String log() {
        return process.output();
    }

    @Override
    public void close() {
        process.close();
    }
}
