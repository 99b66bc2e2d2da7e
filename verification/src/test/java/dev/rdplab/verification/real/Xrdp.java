package dev.rdplab.verification.real;

import dev.rdplab.testkit.needs.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A running xrdp on 127.0.0.1 that shows its own login screen: a whole RDP session, with any password. Wants to be root,
 * because Debian keeps its RSA key and its socket folder from everybody else.
 */
public final class Xrdp implements AutoCloseable {
    /** Its security_layer. */
    public enum Mode {
        RDP,
        TLS,
        NEGOTIATE;

        String setting() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Path STOCK_SETTINGS = Path.of("/etc/xrdp/xrdp.ini");
    static final Path RSA_KEYS = Path.of("/etc/xrdp/rsakeys.ini");
    static final Path SOCKET_FOLDER = Path.of("/run/xrdp/sockdir");
    private static final Duration READY = Duration.ofSeconds(20);

    private final RealProcess process;
    private final Scratch scratch;
    private final int port;

    private Xrdp(List<Path> programs, Mode mode, Map<String, String> globals) {
        scratch = Scratch.create("xrdp");
        port = Loopback.freePort();
        makeCertificate(programs.get(1));
        Map<String, String> settings = new HashMap<>(Map.of(
                "port", "tcp://" + Loopback.HOST + ":" + port,
                "security_layer", mode.setting(),
                "certificate", certificate().toString(),
                "key_file", scratch.file("key.pem").toString(),
                "LogFile", scratch.file("xrdp.log").toString(),
                "LogLevel", "DEBUG",
                "EnableSyslog", "false"));
        settings.putAll(globals);
        Path ini = scratch.write("xrdp.ini", stockSettingsWith(settings));
        process = RealProcess.start(scratch, programs.get(0), List.of("-n", "-c", ini.toString()));
        try {
            Loopback.awaitConnectionConfirm(process, port, READY);
        } catch (AssertionError notReady) {
            process.close();
            throw notReady;
        }
    }

    /** Starts it in a mode and waits until it answers. */
    public static Xrdp start(Mode mode) {
        return start(mode, Map.of());
    }

    /** Starts it with settings of xrdp.ini replaced, as in {@code ssl_protocols=TLSv1.2}, and waits until it answers. */
    public static Xrdp start(Mode mode, Map<String, String> settings) {
        List<Path> programs = Programs.require("xrdp", "openssl");
        return new Xrdp(programs, mode, settings);
    }

    private void makeCertificate(Path openssl) {
        List<String> options = List.of(
                ("req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=labhost.example -keyout key.pem -out cert.pem")
                        .split(" "));
        Finished made = RealProcess.start(scratch, openssl, options).await(Duration.ofSeconds(30));
        if (made.exitCode() != 0) {
            throw new AssertionError(made);
        }
    }

    /** Debian's file with some values replaced; every key named must be there to be replaced. */
    private static String stockSettingsWith(Map<String, String> settings) {
        Map<String, String> unused = new HashMap<>(settings);
        try {
            String text = Files.readAllLines(STOCK_SETTINGS).stream()
                    .map(line -> replaced(line, settings, unused))
                    .collect(Collectors.joining("\n", "", "\n"));
            if (!unused.isEmpty()) {
                throw new AssertionError(STOCK_SETTINGS + " has no " + unused.keySet());
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Only the first line with a key counts, also one that is commented out: "port" comes again in the sections of sessions, with another meaning. */
    private static String replaced(String line, Map<String, String> settings, Map<String, String> unused) {
        int equals = line.indexOf('=');
        String key = equals < 0 ? "" : line.substring(line.startsWith("#") ? 1 : 0, equals);
        return unused.remove(key) == null ? line : key + "=" + settings.get(key);
    }

    public int port() {
        return port;
    }

    /** Its certificate, PEM, RSA 2048, CN=labhost.example. */
    public Path certificate() {
        return scratch.file("cert.pem");
    }

    public RealProcess process() {
        return process;
    }

    /** What it logged so far, at level DEBUG. */
    public String log() {
        try {
            Path file = scratch.file("xrdp.log");
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
