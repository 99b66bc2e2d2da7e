package dev.rdplab.transport;

import dev.rdplab.transport.memory.MemoryNetwork;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Waits until something on event loops has come far enough, in their time. Safe for use by any thread that may wait on them. */
public final class Progress {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final MemoryNetwork memory; // null on sockets

    Progress(MemoryNetwork memory) {
        this.memory = memory;
    }

    /** Something that is waited for may be so now. */
    public void made() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** @return false when the limit passed before */
    public boolean await(BooleanSupplier reached, Duration limit) throws InterruptedException {
        if (memory != null) {
            return memory.await(reached, limit);
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
