package dev.rdplab.verification.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A local Apache JMeter with the lab's jar dropped into its {@code lib/ext}, and one remote engine of it on the loopback. JMeter is
 * what the module {@code jmeter/home} put together; its jars are linked, not copied.
 */
final class JMeter implements AutoCloseable {

    static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    static final Path JAR = ROOT.resolve("jmeter/target/rdplab-jmeter-0.1.0-SNAPSHOT-lib-ext.jar");
    static final Path PLAN = ROOT.resolve("examples/jmeter/rdp-handshakes.jmx");

    static final Path MADE = ROOT.resolve("jmeter/home/target/jmeter");
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration RUN_LIMIT = Duration.ofSeconds(90);
    private static final Pattern READY = Pattern.compile("Created remote object: .*endpoint:\\[127\\.0\\.0\\.1:");

    private final Scratch scratch;
    private final int port;
    private final RealProcess engine;
    private int runs;

    private JMeter(Scratch scratch) {
        this.scratch = scratch;
        this.port = Loopback.freePort();
        this.engine = start("engine", List.of("-s", "-Dserver_port=" + port));
    }

    /** Ready when this returns. Needs {@link MadeJMeter}. */
    static JMeter withOneEngine() throws IOException {
        var scratch = Scratch.create("jmeter");
        try {
            assemble(scratch.folder().resolve("home"));
            var jmeter = new JMeter(scratch);
            try {
                jmeter.engine.awaitOutput(READY, START_LIMIT);
                return jmeter;
            } catch (AssertionError notReady) {
                jmeter.engine.close();
                throw notReady;
            }
        } catch (IOException | RuntimeException | AssertionError failed) {
            scratch.close();
            throw failed;
        }
    }

    private static void assemble(Path home) throws IOException {
        var ext = Files.createDirectories(home.resolve("lib/ext"));
        Files.createDirectories(home.resolve("lib/junit")); // JMeter complains when it is missing
        link(MADE.resolve("lib"), home.resolve("lib"));
        link(MADE.resolve("lib/ext"), ext);
        Files.createSymbolicLink(ext.resolve("rdplab-jmeter.jar"), JAR);
        var bin = Files.createDirectories(home.resolve("bin"));
        try (var files = Files.list(MADE.resolve("bin"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(
                        file, bin.resolve(file.getFileName())); // JMeter takes its folder from where its jar really is
            }
        }
    }

    private static void link(Path from, Path to) throws IOException {
        try (var jars = Files.newDirectoryStream(from, "*.jar")) {
            for (Path jar : jars) {
                Files.createSymbolicLink(to.resolve(jar.getFileName()), jar);
            }
        }
    }

    /** @param log the name of the program's log */
    private RealProcess start(String log, List<String> arguments) {
        var folder = scratch.folder();
        var line = new ArrayList<>(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Djava.awt.headless=true",
                "-Djava.util.prefs.userRoot=" + folder,
                "-Djava.rmi.server.hostname=" + Loopback.HOST,
                "-jar",
                folder.resolve("home/bin/ApacheJMeter.jar").toString(),
                "-j",
                folder.resolve(log + ".log").toString(),
                "-Jserver.rmi.ssl.disable=true",
                "-Jjmeterengine.nongui.port=0"));
        line.addAll(arguments);
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        return RealProcess.start(Scratch.create("jmeter-" + log), java, line);
    }

    /** Runs the plan of {@code examples/jmeter} on the engine, to its end. @param properties {@code name=value} */
    JMeterResults run(String... properties) {
        var name = "run-" + ++runs;
        var results = scratch.folder().resolve(name + ".jtl");
        var line = new ArrayList<>(List.of("-n", "-t", PLAN.toString(), "-R", Loopback.HOST + ":" + port));
        line.addAll(List.of("-l", results.toString(), "-Jjmeter.save.saveservice.output_format=xml"));
        for (String property : properties) {
            line.add("-G" + property);
        }
        try (RealProcess run = start(name, line)) {
            var finished = run.await(RUN_LIMIT);
            if (finished.exitCode() != 0 || !Files.exists(results)) {
                throw new AssertionError(
                        finished + "\n" + log(name) + "\nThe engine:\n" + engine.output() + log("engine"));
            }
            return JMeterResults.read(results);
        }
    }

    /** A file with this content, for the engine to read. */
    Path file(String name, String content) {
        scratch.write(name, content);
        return scratch.folder().resolve(name);
    }

    /** All that JMeter wrote so far: logs and results. */
    String written() {
        try (var files = Files.list(scratch.folder())) {
            var all = new StringBuilder(engine.output());
            for (Path file :
                    files.filter(f -> f.toString().matches(".*\\.(log|jtl)")).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String log(String name) {
        try {
            var file = scratch.folder().resolve(name + ".log");
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        engine.close();
        scratch.close();
    }
}
