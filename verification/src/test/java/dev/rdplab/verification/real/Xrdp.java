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
import java.util.Optional;
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
    private static final int INNER_PORT = 3389;
    private static final Duration READY = Duration.ofMinutes(2);

    private final RealProcess process;
    private final Scratch scratch;
    private final int port;

    /** @param inner the port that it listens on in a network of its own, with its session manager; empty for neither */
    private Xrdp(List<Path> programs, Mode mode, Map<String, String> globals, Optional<Integer> inner) {
        scratch = Scratch.create("xrdp");
        port = Loopback.freePort();
        makeCertificate(programs.get(1));
        Map<String, String> settings = new HashMap<>(Map.of(
                "port", "tcp://" + Loopback.HOST + ":" + inner.orElse(port),
                "security_layer", mode.setting(),
                "certificate", certificate().toString(),
                "key_file", scratch.file("key.pem").toString(),
                "LogFile", scratch.file("xrdp.log").toString(),
                "LogLevel", "DEBUG",
                "EnableSyslog", "false"));
        settings.putAll(globals);
        Path ini = scratch.write("xrdp.ini", stockSettingsWith(settings));
        process = inner.isPresent()
                ? withSesman(programs.get(2), inner.get(), ini)
                : RealProcess.start(scratch, programs.get(0), List.of("-n", "-c", ini.toString()));
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
        return new Xrdp(programs, mode, settings, Optional.empty());
    }

    /** With its session manager, which asks PAM for the account that a client sends; in a network of its own, reached at 127.0.0.1. */
    static Xrdp withSesman() {
        List<Path> programs = Programs.require("xrdp", "openssl", "python3", "xrdp-sesman", "ip", "unshare");
        return new Xrdp(programs, Mode.TLS, Map.of("autorun", "Xorg", "LogLevel", "INFO"), Optional.of(INNER_PORT));
    }

    private RealProcess withSesman(Path python, int inner, Path ini) {
        var options = List.of(
                Drivers.path("own_network.py"),
                String.valueOf(port),
                String.valueOf(inner),
                "bash",
                Drivers.path("xrdp-with-sesman"),
                ini.toString(),
                scratch.folder().toString());
        return RealProcess.start(scratch, python, options);
    }

    private void makeCertificate(Path openssl) {
        List<String> options = List.of(
                ("req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=labhost.example -keyout key.pem -out cert.pem")
                        .split(" "));
        Finished made = RealProcess.start(scratch, openssl, options).await(Duration.ofMinutes(2));
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
        return log("xrdp.log");
    }

    /** What its session manager logged so far. */
    String sesmanLog() {
        return log("sesman.log");
    }

    private String log(String name) {
        try {
            Path file = scratch.file(name);
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
