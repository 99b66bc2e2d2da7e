package dev.rdplab.chaos.link;

import dev.rdplab.chaos.process.AtEnd;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A {@code toxiproxy-server} process of our own. */
public final class ToxiproxyProgram implements AutoCloseable {

    private static final String NAME = "toxiproxy-server";
    private static final int MOST_TRIES = 5;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Process process;
    private final int port;

    private ToxiproxyProgram(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** The program on the PATH, or in {@code ~/.cache/rdplab/bin}. */
    public static Optional<Path> find() {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator);
        var cache = Path.of(System.getProperty("user.home"), ".cache", "rdplab", "bin");
        return Stream.concat(Stream.of(path).filter(p -> !p.isEmpty()).map(Path::of), Stream.of(cache))
                .map(folder -> folder.resolve(NAME))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it on a free loopback port and waits until it listens. */
    public static ToxiproxyProgram start() {
        var program = find().orElseThrow(() -> new LinkUnavailableException(NAME
                + " is not on the PATH nor in ~/.cache/rdplab/bin; get it with"
                + " 'go install github.com/Shopify/toxiproxy/v2/cmd/server@latest' (the binary is called server then),"
                + " point to a running one with its URL, or use the backend embedded"));
        try {
            for (int tries = 1; ; tries++) {
                var started = start(program, freePort());
                if (started.isListening()) {
                    return started;
                }
                if (tries == MOST_TRIES) {
                    throw new LinkUnavailableException(NAME + " ended with code " + started.process.exitValue());
                }
            }
        } catch (IOException e) {
            throw new LinkUnavailableException(program + " could not be started: " + e.getMessage(), e);
        }
    }

    /** Port of its HTTP interface. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        AtEnd.forget(process);
    }

    private static ToxiproxyProgram start(Path program, int port) throws IOException {
        var builder = new ProcessBuilder(program.toString(), "-host", "127.0.0.1", "-port", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return new ToxiproxyProgram(AtEnd.made(builder::start, Process::destroyForcibly), port);
    }

    /** Waits until it answers. @return false when it ended, as it does when another process was given its port meanwhile */
    private boolean isListening() {
        long start = System.nanoTime();
        while (!answers()) {
            if (!process.isAlive()) {
                return false;
            }
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                close();
                throw new LinkUnavailableException(NAME + " does not listen after 10 s");
            }
            try {
                // The program says nothing that could be waited for; its end can be.
                process.waitFor(10, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                close();
                throw new LinkUnavailableException("interrupted while " + NAME + " started", e);
            }
        }
        return process.isAlive();
    }

    /** Whether Toxiproxy is at the port, and not just anybody. */
    private boolean answers() {
        try {
            var connection = (HttpURLConnection) new URL("http://127.0.0.1:" + port + "/version").openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(1_000);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
