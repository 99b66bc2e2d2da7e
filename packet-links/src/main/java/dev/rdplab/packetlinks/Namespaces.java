package dev.rdplab.packetlinks;

import dev.rdplab.chaos.process.AtEnd;
import dev.rdplab.chaos.process.Owner;
import dev.rdplab.chaos.process.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The namespaces that this lab makes. Their names carry the process that made them and when it began
 * ({@code rdplab-PID-TICKS-NUMBER-END}), so that those of a process that is gone can be told from all others and removed.
 */
public final class Namespaces {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final long TERM_MILLIS = 1_000;

    private Namespaces() {}

    /** Makes several, with one common number. */
    static List<NetNamespace> create(String... ends) {
        String prefix = Owner.self().prefix() + NUMBER.incrementAndGet() + "-";
        var made = List.of(ends).stream()
                .map(end -> new NetNamespace(prefix + end))
                .toList();
        var batch = new StringBuilder();
        made.forEach(ns -> batch.append("netns add ").append(ns.name()).append('\n'));
        return AtEnd.making(() -> {
            made.forEach(namespace -> AtEnd.undo(namespace, () -> remove(namespace)));
            // Two ip processes that set up /run/netns for the first time would stumble over each other.
            synchronized (Namespaces.class) {
                Command.run(batch.toString(), List.of("ip", "-batch", "-"));
            }
            return made;
        });
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
        AtEnd.forget(namespace);
    }

    private static void removeExisting(NetNamespace namespace) {
        if (!namespace.exists()) {
            return;
        }
        // Never ourselves: threads of ours may still be inside.
        var inside = namespace.processes().stream()
                .filter(pid -> pid != ProcessHandle.current().pid())
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
        // Asked first, they remove files of their own.
        inside.forEach(ProcessHandle::destroy);
        inside.forEach(Namespaces::awaitEnd);
        Command.run("ip", "netns", "delete", namespace.name());
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().orTimeout(TERM_MILLIS, TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            process.destroyForcibly();
        }
    }

    /**
     * Removes what labs that were killed have left: their namespaces, the processes inside and scratch folders. Devices, routes
     * and rules go with the namespaces. Those of a running lab are left alone.
     *
     * @return the namespaces that were removed
     */
    public static List<NetNamespace> sweep() {
        var gone = NetNamespace.all().stream().filter(Namespaces::isOrphan).toList();
        gone.forEach(Namespaces::remove);
        ScratchFolder.sweep();
        return gone;
    }

    /** One end of the links that running labs have open, the newest first. @param end {@code a} or {@code b} */
    public static List<NetNamespace> open(String end) {
        return NetNamespace.all().stream()
                .filter(namespace -> Owner.of(namespace.name())
                        .filter(owner -> !owner.isGone())
                        .isPresent())
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
        return Owner.of(namespace.name()).filter(Owner::isGone).isPresent();
    }
}
