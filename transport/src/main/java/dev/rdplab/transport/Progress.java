package dev.rdplab.transport;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Waits until something on event loops has come far enough, in their time. Safe for use by any thread that may wait on them. */
public final class Progress {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LoopDriver turning; // null when the loops have threads

    Progress(LoopDriver turning) {
        this.turning = turning;
    }

    /** Something that is waited for may be so now. */
    public void made() {
        if (turning != null) {
            turning.wake();
            return;
        }
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** @return false when the limit passed before */
    public boolean await(BooleanSupplier reached, Duration limit) throws InterruptedException {
        if (turning != null) {
            return turning.await(reached, limit);
        }
        long left = limit.toNanos();
        lock.lock();
        try {
            while (!reached.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
