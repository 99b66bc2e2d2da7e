package dev.rdplab.testkit;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class after which Netty's leak detector reports a buffer that was dropped without being released. Found by
 * JUnit itself wherever the testkit is on the class path; does nothing where Netty is not used.
 */
public final class NoLeaks implements AfterAllCallback {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();
    private static final AtomicLong OPEN = new AtomicLong();
    private static volatile boolean watching;

    static void watch() {
        watching = true;
    }

    static void opened() {
        OPEN.incrementAndGet();
    }

    static void released() {
        OPEN.decrementAndGet();
    }

    static void found(String leak) {
        FOUND.add(leak);
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        if (!watching) {
            return;
        }
        if (OPEN.get() > 0) { // else there is none to find, and a collection takes a while
            collect();
        }
        String first = FOUND.peek();
        if (first != null) {
            int count = FOUND.size();
            FOUND.clear();
            throw new AssertionError(count + " leaks, perhaps of an earlier class; " + first);
        }
    }

    /** References come out collection by collection: when one of the second is there, so are all of the first. */
    private static void collect() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            var queue = new ReferenceQueue<Object>();
            var last = new WeakReference<>(new Object(), queue);
            System.gc();
            queue.remove(PATIENCE_MILLIS);
            last.clear();
        }
        UnpooledByteBufAllocator.DEFAULT.directBuffer(1).release(); // with the next buffer it looks what came out
    }
}
