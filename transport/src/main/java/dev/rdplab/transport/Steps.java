package dev.rdplab.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What is to be done on a connection, one after the other; what a step adds comes right behind it, before all that was queued
 * already.
 */
final class Steps {

    /** More is no experiment but a fault out of hand. */
    static final int MOST = 1 << 18;

    private final Deque<Runnable> queued = new ArrayDeque<>();
    private List<Runnable> insertion;

    /** One is being done. */
    boolean busy() {
        return insertion != null;
    }

    /** None is being done and none is left. */
    boolean idle() {
        return !busy() && queued.isEmpty();
    }

    void clear() {
        queued.clear();
    }

    /** @return whether a step is being done, so that this one follows it by itself */
    boolean add(Runnable step) {
        if (busy()) {
            insertion.add(step);
            return true;
        }
        queued.add(step);
        return false;
    }

    /** Does them for as long as nothing holds them. @return false when there are too many: they are dropped */
    boolean run(BooleanSupplier held) {
        while (!busy() && !held.getAsBoolean() && !queued.isEmpty()) {
            insertion = new ArrayList<>();
            queued.poll().run();
            for (int i = insertion.size() - 1; i >= 0; i--) {
                queued.addFirst(insertion.get(i));
            }
            insertion = null;
            if (queued.size() > MOST) {
                clear();
                return false;
            }
        }
        return true;
    }
}
