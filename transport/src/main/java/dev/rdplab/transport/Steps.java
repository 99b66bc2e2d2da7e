package dev.rdplab.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What is to be done on a connection, in order. What a step adds comes right behind it, before everything that was queued
 * already.
 */
final class Steps {

    /** A longer queue is a fault out of control. */
    static final int MOST = 1 << 18;

    private final Deque<Work> queued = new ArrayDeque<>();
    private List<Work> insertion;

    /** Whether a step is being done. */
    boolean busy() {
        return insertion != null;
    }

    /** Whether no step is being done and none is left. */
    boolean idle() {
        return !busy() && queued.isEmpty();
    }

    void clear() {
        queued.clear();
    }

    /** @return whether a step is being done, so that this one follows it by itself */
    boolean add(Work step) {
        if (busy()) {
            insertion.add(step);
            return true;
        }
        queued.add(step);
        return false;
    }

    /** Does the steps for as long as nothing holds them. @return false when there are too many: they are dropped */
    boolean run(BooleanSupplier held, Consumer<Work> does) {
        while (!busy() && !held.getAsBoolean() && !queued.isEmpty()) {
            insertion = new ArrayList<>();
            try {
                does.accept(queued.poll());
            } finally {
                for (int i = insertion.size() - 1; i >= 0; i--) {
                    queued.addFirst(insertion.get(i));
                }
                insertion = null;
            }
            if (queued.size() > MOST) {
                clear();
                return false;
            }
        }
        return true;
    }
}
