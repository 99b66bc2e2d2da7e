package dev.rdplab.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns Ctrl-C and SIGTERM into an interrupt of the thread that made it, and lets the process end when that thread is through. */
final class EndOnSignal implements AutoCloseable {

    private static final int LIMIT_SECONDS = 30;

    private final CountDownLatch through = new CountDownLatch(1);
    private final Thread hook;

    EndOnSignal() {
        var interrupted = Thread.currentThread();
        hook = new Thread(() -> end(interrupted), "end-on-signal");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) { // the signal was earlier
            interrupted.interrupt();
        }
    }

    private void end(Thread interrupted) {
        interrupted.interrupt();
        try {
            through.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        through.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it is at work
        }
    }
}
