package dev.rdplab.verification.cost;

import dev.rdplab.verification.real.Shadow2;
import dev.rdplab.verification.real.ShadowMode;
import dev.rdplab.verification.real.Xrdp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A server that is running to be measured.
 *
 * @param forks whether children answer, whose time counts when they have been reaped
 */
record Contender(String name, long pid, int port, boolean forks, AutoCloseable end) implements AutoCloseable {

    static final String ANCHOR = "C anchor";

    private static final String LISTENING = "listening on 127.0.0.1:";

    /** The fake server by itself. @param key {@code RSA} or {@code EC} @param security {@code TLS} or {@code NLA} */
    static Contender ours(String engine, String key, String security) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        var command = List.of(
                java,
                "-XX:+UseSerialGC", // as the launcher starts a server
                "-Dio.netty.jfr.enabled=false",
                "-Dio.netty.leakDetection.level=disabled",
                "-cp",
                System.getProperty("java.class.path"),
                ServerUnderTest.class.getName(),
                engine,
                key,
                security);
        return started("rdplab " + engine + " " + key, command);
    }

    /** Any program whose first line says where it listens. */
    static Contender started(String name, List<String> command) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.contains(LISTENING)) {
                int port = Integer.parseInt(line.substring(line.indexOf(LISTENING) + LISTENING.length())
                        .split("\\D", 2)[0]);
                swallow(out);
                return new Contender(name, process.pid(), port, false, () -> {
                    process.destroy();
                    process.waitFor();
                });
            }
        }
        throw new IOException(name + " did not start: " + String.join(" ", command));
    }

    /** A line for each connection would fill the pipe. */
    private static void swallow(BufferedReader out) {
        var reader = new Thread(() -> {
            try {
                while (out.readLine() != null) {
                    // nobody reads it
                }
            } catch (IOException over) {
                // the process has ended
            }
        });
        reader.setDaemon(true);
        reader.start();
    }

    /** Whether it is ours, which becomes faster the longer it runs. */
    boolean compiles() {
        return name.startsWith("rdplab");
    }

    static Contender xrdp() {
        var xrdp = Xrdp.start(Xrdp.Mode.TLS);
        return new Contender("xrdp", xrdp.process().pid(), xrdp.port(), true, xrdp);
    }

    static Contender shadow(ShadowMode mode) {
        var shadow = Shadow2.start(mode);
        return new Contender("freerdp-shadow", shadow.process().pid(), shadow.port(), false, shadow);
    }

    /** The C anchor; empty where there is no compiler or no OpenSSL to build it with. */
    static Optional<Contender> anchor(String program) throws IOException {
        if (program.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(started(ANCHOR, new ArrayList<>(Arrays.asList(program.split(" ")))));
    }

    @Override
    public void close() throws IOException {
        try {
            end.close();
        } catch (IOException wrong) {
            throw wrong;
        } catch (Exception wrong) {
            throw new IOException("could not end " + name, wrong);
        }
    }
}
