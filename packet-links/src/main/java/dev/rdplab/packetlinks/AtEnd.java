package dev.rdplab.packetlinks;

import dev.rdplab.chaos.link.LinkUnavailableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the system would keep when this process ends: namespaces, programs, folders. Whatever has not been closed by then, as
 * after Ctrl-C, is undone by one hook, the newest first; from then on nothing more is made.
 */
public final class AtEnd {

    private static final Map<Object, Runnable> UNDONE = new LinkedHashMap<>();
    private static boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(AtEnd::undoAll, "undo"));
    }

    private AtEnd() {}

    /**
     * Starts something that takes several steps. When one of them fails, what the others have made is closed.
     *
     * @param close must be ready to be called twice, and by the hook while another thread closes too
     */
    public static <T> T started(T made, Consumer<T> start, Consumer<T> close) {
        undo(made, () -> close.accept(made));
        try {
            start.accept(made);
            return made;
        } catch (RuntimeException e) {
            close.accept(made);
            forget(made);
            throw e;
        }
    }

    /** To be called before the thing is made. @throws LinkUnavailableException when the process is ending */
    static void undo(Object thing, Runnable task) {
        synchronized (UNDONE) {
            if (ending) {
                throw new LinkUnavailableException("the lab is ending");
            }
            UNDONE.put(thing, task);
        }
    }

    /** It has been closed. */
    public static void forget(Object thing) {
        synchronized (UNDONE) {
            UNDONE.remove(thing);
        }
    }

    private static void undoAll() {
        List<Runnable> tasks;
        synchronized (UNDONE) {
            ending = true;
            tasks = new ArrayList<>(UNDONE.values());
        }
        Collections.reverse(tasks);
        for (Runnable task : tasks) {
            try {
                task.run();
            } catch (RuntimeException e) {
                // What is below it is undone all the same, and the next start removes the rest.
            }
        }
    }
}
