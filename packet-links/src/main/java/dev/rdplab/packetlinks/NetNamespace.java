package dev.rdplab.packetlinks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A named network namespace. A socket belongs to the namespace of the thread that created it, for ever; so our own code is
 * placed by creating its sockets in {@link #call}, and a foreign program by {@link #command}.
 *
 * @param name as {@code ip netns list} shows it
 */
public record NetNamespace(String name) {

    static final Path DIRECTORY = Path.of("/run/netns");

    public NetNamespace {
        if (!name.matches("[a-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("namespace name " + name);
        }
    }

    /**
     * Runs a task on a thread of its own inside the namespace, and waits for it. What the task throws comes out as it is when
     * unchecked, wrapped in {@link CompletionException} otherwise.
     *
     * <p>With Netty: {@code bind} and {@code connect} create the channel, and so its socket, on the calling thread, whatever
     * the event loop. Call them in here; the event loop may then live anywhere.
     */
    public <T> T call(Callable<T> task) {
        // The thread ends with the task: a thread that has moved must not serve anybody else.
        var future = new FutureTask<T>(() -> {
            Linux.enter(path().toString());
            return task.call();
        });
        var thread = new Thread(future, "in-" + name);
        thread.setDaemon(true);
        thread.start();
        try {
            return future.get();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new CompletionException(e.getCause());
        }
    }

    /** Threads that live inside the namespace: sockets that their tasks create are there. */
    public ThreadFactory threadFactory(String threadName) {
        var number = new AtomicInteger();
        return task -> {
            var thread = new Thread(entering(task), threadName + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** The words that start a foreign program inside. */
    public List<String> command(List<String> words) {
        var all = new ArrayList<>(List.of("ip", "netns", "exec", name));
        all.addAll(words);
        return List.copyOf(all);
    }

    /** Runs a short program inside, see {@link Command#run}. */
    public String run(String... words) {
        return Command.run("", command(List.of(words)));
    }

    /** Reads a setting, such as {@code net.ipv4.tcp_syn_retries}. */
    public String sysctl(String key) {
        return call(() -> read(sysctlPath(key)));
    }

    /** In one go: a number under {@code /proc/sys} that is read byte by byte ends after its first digit. */
    static String read(Path sysctl) throws IOException {
        try (var in = Files.newBufferedReader(sysctl)) {
            var line = in.readLine();
            return line == null ? "" : line.strip();
        }
    }

    public void sysctl(String key, String value) {
        call(() -> Files.writeString(sysctlPath(key), value));
    }

    /** The kernel's TCP counters of this namespace since it was made: {@code RetransSegs}, {@code TCPSynRetrans} and others. */
    public Map<String, Long> tcpCounters() {
        return call(() -> {
            var counters = new LinkedHashMap<String, Long>();
            for (String file : List.of("snmp", "netstat")) {
                var lines = Files.readAllLines(Path.of("/proc/thread-self/net/" + file));
                for (int i = 0; i + 1 < lines.size(); i += 2) {
                    String[] names = lines.get(i).split(" ");
                    String[] values = lines.get(i + 1).split(" ");
                    for (int j = 1; names[0].startsWith("Tcp") && j < values.length; j++) {
                        counters.put(names[j], Long.parseLong(values[j]));
                    }
                }
            }
            return counters;
        });
    }

    Path path() {
        return DIRECTORY.resolve(name);
    }

    boolean exists() {
        return Files.exists(path());
    }

    /** Processes that live inside, by number. */
    List<Long> processes() {
        return Command.run("ip", "netns", "pids", name)
                .lines()
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .map(Long::parseLong)
                .toList();
    }

    static List<NetNamespace> all() {
        if (!Files.isDirectory(DIRECTORY)) {
            return List.of();
        }
        try (var files = Files.list(DIRECTORY)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> n.matches("[a-z0-9-]{1,64}"))
                    .map(NetNamespace::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path sysctlPath(String key) {
        if (!key.matches("net(\\.[a-zA-Z0-9_]+)+")) {
            throw new IllegalArgumentException("no network setting: " + key);
        }
        return Path.of("/proc/sys", key.split("\\."));
    }

    private Runnable entering(Runnable task) {
        return () -> {
            Linux.enter(path().toString());
            task.run();
        };
    }
}
