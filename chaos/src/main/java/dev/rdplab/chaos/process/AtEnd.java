package dev.rdplab.chaos.process;

import dev.rdplab.chaos.link.LinkUnavailableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * What the system would keep when this process ends: namespaces, programs, folders. Whatever has not been closed by then, as
 * after SIGINT, SIGTERM or SIGHUP, is undone by one hook, the newest first; from then on nothing more is made.
 */
public final class AtEnd {

    /** How long the hook waits for what is being made at that moment. */
    private static final long PATIENCE_SECONDS = 10;

    private static final Map<Object, Runnable> UNDONE = new LinkedHashMap<>();

    /** Held for reading while something is made, so that the hook sees it whole or not at all. */
    private static final ReadWriteLock MAKING = new ReentrantReadWriteLock();

    private static volatile boolean ending;

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(AtEnd::undoAll, "undo"));
        } catch (IllegalStateException e) { // first asked for when the process is ending already
            ending = true;
        }
    }

    private AtEnd() {}

    /**
     * Makes something.
     *
     * @param <T> what
     * @param <X> what may go wrong
     */
    @FunctionalInterface
    public interface Maker<T, X extends Exception> {
        T make() throws X;
    }

    /**
     * Makes something that is undone when the process ends, unless {@link #forget} was called for it.
     *
     * @param undo must be ready to be called twice, and by the hook while another thread closes too
     * @throws LinkUnavailableException when the process is ending
     */
    public static <T, X extends Exception> T made(Maker<T, X> make, Consumer<T> undo) throws X {
        return making(() -> {
            T made = make.make();
            undo(made, () -> undo.accept(made));
            return made;
        });
    }

    /** Makes several things that register themselves. @throws LinkUnavailableException when the process is ending */
    public static <T, X extends Exception> T making(Maker<T, X> make) throws X {
        MAKING.readLock().lock();
        try {
            refuseWhenEnding();
            return make.make();
        } finally {
            MAKING.readLock().unlock();
        }
    }

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
    public static void undo(Object thing, Runnable task) {
        synchronized (UNDONE) {
            refuseWhenEnding();
            UNDONE.put(thing, task);
        }
    }

    /** It has been closed. */
    public static void forget(Object thing) {
        synchronized (UNDONE) {
            UNDONE.remove(thing);
        }
    }

    /** Whether the process is ending and the hook at work. */
    public static boolean isEnding() {
        return ending;
    }

    private static void refuseWhenEnding() {
        if (ending) {
            throw new LinkUnavailableException("the process is ending");
        }
    }

    private static void undoAll() {
        awaitMakers();
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

    private static void awaitMakers() {
        try {
            if (MAKING.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                ending = true;
                MAKING.writeLock().unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
