package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.clientsim.Security;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.testkit.needs.Needs;
import dev.rdplab.testkit.needs.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Desktops of others behind the relay, in both modes: what works directly works through it, to the last pixel. */
@Tag("real")
@Execution(ExecutionMode.CONCURRENT)
class RelayedDesktopsTest {

    private static final int TRIES = 4;

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Pattern FINISHED = Pattern.compile("#1 client leg[^\n]*\n");

    private static RealProcess relay(boolean open, int port) {
        return open ? LabCommand.openRelay(port, Account.ALICE) : LabCommand.relay(port);
    }

    private static String probed(int port, Security security) {
        return ProgramTable.cell(BlindTrial.probe(port, options -> options.security(security)
                        .credentials(Credentials.of(Account.ALICE.user(), Account.ALICE.password())))
                .result());
    }

    @ParameterizedTest(name = "open: {0}")
    @ValueSource(booleans = {false, true})
    @Needs({"weston", "openssl"})
    void weston(boolean open) {
        try (var server = Weston.tls();
                var relay = relay(open, server.port())) {
            assertThat(probed(LabCommand.port(relay), Security.TLS))
                    .as(relay::output)
                    .isEqualTo(probed(server.port(), Security.TLS));
        }
    }

    @ParameterizedTest(name = "open: {0}")
    @ValueSource(booleans = {false, true})
    @Needs(
            value = {"gnome-remote-desktop-daemon", "grdctl", "dbus-run-session", "python3", "openssl", "ip", "unshare"
            },
            also = OwnNetwork.class)
    void gnomeRemoteDesktop(boolean open) {
        try (var server = GnomeRemoteDesktop.start();
                var relay = relay(open, server.port())) {
            var through = probed(LabCommand.port(relay), Security.NLA);
            assertThat(through)
                    .as(() -> relay.awaitOutput(FINISHED, LIMIT).output() + server.log())
                    .isEqualTo(probed(server.port(), Security.NLA));
        }
    }

    /** xrdp's login screen in rdesktop, on a display that keeps its pixels in a file. */
    @ParameterizedTest(name = "open: {0}")
    @ValueSource(booleans = {false, true})
    @Needs(
            value = {"xrdp", "openssl", "rdesktop", "Xvfb"},
            also = XrdpsFiles.class)
    void theLoginScreenIsTheSame(boolean open) {
        try (var server = Xrdp.start(Xrdp.Mode.TLS);
                var relay = relay(open, server.port())) {
            samePicture("rdesktop", RelayedDesktopsTest::rdesktop, server.port(), LabCommand.port(relay));
        }
    }

    /** A shadow of the lab's display, on which rdesktop shows the login screen of an xrdp. */
    @ParameterizedTest(name = "open: {0}")
    @ValueSource(booleans = {false, true})
    @Needs(
            value = {"xrdp", "openssl", "rdesktop", "Xvfb", "xfreerdp", "freerdp-shadow-cli", "winpr-hash"},
            also = XrdpsFiles.class)
    void theShadowOfADesktopIsTheSame(boolean open) {
        try (var login = Xrdp.start(Xrdp.Mode.TLS);
                var shown = Rdesktop.start(Rdesktop.logOn(login.port(), "bob"));
                var server = Shadow2.start(ShadowMode.NLA);
                var relay = relay(open, server.port())) {
            shown.awaitOutput(Rdesktop.SESSION, LIMIT);
            samePicture("xfreerdp", RelayedDesktopsTest::xfreerdp, server.port(), LabCommand.port(relay));
        }
    }

    private static List<String> rdesktop(int port) {
        return List.of("-f", "-u", "bob", Loopback.HOST + ":" + port);
    }

    /** Without codecs that lose something. */
    private static List<String> xfreerdp(int port) {
        return List.of(XFreeRdp2.logOn(port, Account.ALICE, "/size:800x600", "-nsc", "/bpp:32", "-fonts"));
    }

    /** A desktop that still changes shows it in two pictures without the relay, and a busy one may stand still half drawn: again then. */
    private static void samePicture(String client, IntFunction<List<String>> options, int direct, int through) {
        byte[] before = picture(client, options.apply(direct));
        for (int i = 0; i < TRIES; i++) {
            byte[] between = picture(client, options.apply(through));
            byte[] after = picture(client, options.apply(direct));
            if (Arrays.equals(before, after) && Arrays.equals(between, after)) {
                assertThat(colours(after)).as("a picture, not a blank").isGreaterThan(5);
                return;
            }
            before = after;
        }
        throw new AssertionError("the pictures differ in each of " + TRIES + " tries");
    }

    private static long colours(byte[] pixels) {
        var buffer = ByteBuffer.wrap(pixels).asIntBuffer();
        int[] all = new int[buffer.remaining()];
        buffer.get(all);
        return Arrays.stream(all).distinct().count();
    }

    /** What a client shows when nothing changes any more. */
    private static byte[] picture(String name, List<String> arguments) {
        var scratch = Scratch.create("framebuffer");
        var options = List.of(
                "-displayfd",
                "1",
                "-screen",
                "0",
                "800x600x24",
                "-nolisten",
                "tcp",
                "-noreset",
                "-fbdir",
                scratch.folder().toString());
        try (var xvfb = RealProcess.start(scratch, Programs.require("Xvfb"), options, Map.of(), "")
                .awaitOutput(Pattern.compile("^\\d+\\R"), LIMIT)) {
            var display = ":" + xvfb.output().lines().findFirst().orElseThrow().strip();
            var file = scratch.file("Xvfb_screen0");
            byte[] empty = pixels(file);
            try (var client = RealProcess.start(
                    Scratch.create(name), Programs.require(name), arguments, Map.of("DISPLAY", display), "yes\n")) {
                long end = System.nanoTime() + LIMIT.toNanos();
                int same = 0;
                byte[] last = empty;
                while (same < 10 && System.nanoTime() < end) {
                    LockSupport.parkNanos(
                            Duration.ofMillis(200).toNanos()); // there is no event for a picture that stays
                    byte[] now = pixels(file);
                    same = Arrays.equals(now, last) && !Arrays.equals(now, empty) ? same + 1 : 0;
                    last = now;
                }
                assertThat(same).as(client::output).isEqualTo(10);
                return last;
            }
        }
    }

    /** Of an XWD file: header_size is its first field, ncolors the 20th, 12 bytes each. */
    private static byte[] pixels(Path file) {
        try {
            byte[] all = Files.readAllBytes(file);
            var header = ByteBuffer.wrap(all);
            int begin = header.getInt(0) + header.getInt(19 * 4) * 12;
            return Arrays.copyOfRange(all, begin, all.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
