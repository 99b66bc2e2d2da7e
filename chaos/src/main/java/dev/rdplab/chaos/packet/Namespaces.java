package dev.rdplab.chaos.packet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * The namespaces that this lab makes. Their names carry the process that made them and when it began
 * ({@code rdplab-PID-TICKS-NUMBER-END}), so that those of a process that is gone can be told from all others and removed.
 */
public final class Namespaces {

    private static final Pattern OURS = Pattern.compile("rdplab-(\\d+)-(\\d+)-\\d+-[a-z]+");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Namespaces() {}

    /** Makes several, with one common number. */
    static List<NetNamespace> create(String... ends) {
        long pid = ProcessHandle.current().pid();
        long began = began(pid).orElseThrow(() -> new IllegalStateException("cannot read /proc/self/stat"));
        int number = NUMBER.incrementAndGet();
        var made = List.of(ends).stream()
                .map(end -> new NetNamespace("rdplab-" + pid + "-" + began + "-" + number + "-" + end))
                .toList();
        var batch = new StringBuilder();
        made.forEach(ns -> batch.append("netns add ").append(ns.name()).append('\n'));
        // Two ip processes that set up /run/netns for the first time would stumble over each other.
        synchronized (Namespaces.class) {
            Command.run(batch.toString(), List.of("ip", "-batch", "-"));
        }
        return made;
    }

    /** Ends every process inside, and removes it. Does nothing when it is not there. */
    static void remove(NetNamespace namespace) {
        try {
            Command.uninterrupted(() -> removeExisting(namespace));
        } catch (Command.CommandException e) {
            // Two that start at the same time may sweep the same namespace.
            if (namespace.exists()) {
                throw e;
            }
        }
    }

    private static void removeExisting(NetNamespace namespace) {
        if (!namespace.exists()) {
            return;
        }
        for (long pid : namespace.processes()) {
            // Never ourselves: threads of ours may still be inside.
            if (pid != ProcessHandle.current().pid()) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
        Command.run("ip", "netns", "delete", namespace.name());
    }

    /**
     * Removes what labs that were killed have left: their namespaces and the processes inside. Devices, routes and rules go
     * with the namespaces. Those of a running lab are left alone.
     *
     * @return what was removed
     */
    public static List<NetNamespace> sweep() {
        var gone = NetNamespace.all().stream().filter(Namespaces::isOrphan).toList();
        gone.forEach(Namespaces::remove);
        return gone;
    }

    /** One end of the links that running labs have open, the newest first. @param end {@code a} or {@code b} */
    public static List<NetNamespace> open(String end) {
        return NetNamespace.all().stream()
                .filter(namespace -> OURS.matcher(namespace.name()).matches() && !isOrphan(namespace))
                .filter(namespace -> namespace.name().endsWith("-" + end))
                .sorted(Comparator.comparing(Namespaces::madeAt).reversed())
                .toList();
    }

    private static FileTime madeAt(NetNamespace namespace) {
        try {
            return Files.getLastModifiedTime(namespace.path());
        } catch (IOException e) {
            return FileTime.fromMillis(0); // it has just gone
        }
    }

    static boolean isOrphan(NetNamespace namespace) {
        var matcher = OURS.matcher(namespace.name());
        return matcher.matches()
                && !began(Long.parseLong(matcher.group(1))).equals(Optional.of(Long.parseLong(matcher.group(2))));
    }

    /** When a process began, in ticks since the boot: a number may be used again, but not with the same beginning. */
    private static Optional<Long> began(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The second field is the program's name in brackets, which may contain anything.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Optional.of(Long.parseLong(fields[19]));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
