package dev.rdplab.verification.real;

import dev.rdplab.testkit.needs.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A running freerdp-shadow-cli of either version, on 127.0.0.1, with one account and a certificate made by itself. */
public abstract sealed class FreeRdpShadow implements AutoCloseable permits Shadow2, Shadow3 {
    private static final Duration READY = Duration.ofMinutes(2);

    private final RealProcess process;
    private final Scratch scratch;
    private final int port;

    FreeRdpShadow(
            String server,
            String hash,
            ShadowMode mode,
            Account account,
            Map<String, String> environment,
            String... more) {
        List<Path> programs = Programs.require(server, hash);
        Map<String, String> both = new HashMap<>(XvfbDisplay.environment());
        both.putAll(environment);
        scratch = Scratch.create(server);
        port = Loopback.freePort();
        Path sam = scratch.write("sam", samEntry(programs.get(1), account));
        List<String> options =
                new ArrayList<>(List.of("/bind-address:" + Loopback.HOST, "/port:" + port, "/sam-file:" + sam));
        options.addAll(mode.options());
        options.addAll(List.of(more));
        process = RealProcess.start(scratch, programs.get(0), options, both, "");
        try {
            Loopback.awaitConnectionConfirm(process, port, READY);
        } catch (AssertionError notReady) {
            process.close();
            throw notReady;
        }
    }

    private String samEntry(Path hash, Account account) {
        Finished printed =
                RealProcess.start(scratch, hash, account.hashOptions()).await(Duration.ofMinutes(2));
        if (printed.exitCode() != 0 || printed.stdout().isBlank()) {
            throw new AssertionError(printed);
        }
        return printed.stdout().strip() + "\n";
    }

    public int port() {
        return port;
    }

    /** What the server logged so far. */
    public String log() {
        return process.output();
    }

    /** The certificate it made for itself, PEM. */
    public Path certificate() {
        return scratch.file(".config/freerdp/shadow/shadow.crt");
    }

    public RealProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
