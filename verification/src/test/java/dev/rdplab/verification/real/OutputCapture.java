package dev.rdplab.verification.real;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What one program has printed so far, drained by threads of its own so that the program never blocks on a full pipe.
 * Each stream keeps its first {@value #LIMIT} characters; the rest is read and only counted.
 */
final class OutputCapture {
    static final int LIMIT = 1 << 20;

    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();
    private long dropped;
    private int open;

    synchronized void drainOut(InputStream stream, String name) {
        drain(stream, out, name + " stdout");
    }

    synchronized void drainErr(InputStream stream, String name) {
        drain(stream, err, name + " stderr");
    }

    private void drain(InputStream stream, StringBuilder into, String threadName) {
        open++;
        Thread thread = new Thread(() -> read(stream, into), threadName);
        thread.setDaemon(true);
        thread.start();
    }

    private void read(InputStream stream, StringBuilder into) {
        char[] chunk = new char[8192];
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            for (int read = reader.read(chunk); read >= 0; read = reader.read(chunk)) {
                append(into, chunk, read);
            }
        } catch (IOException streamClosed) {
            // the program was ended while it was writing
        } finally {
            closed();
        }
    }

    private synchronized void append(StringBuilder into, char[] chunk, int length) {
        int kept = Math.min(length, LIMIT - into.length());
        into.append(chunk, 0, kept);
        dropped += length - kept;
        notifyAll();
    }

    private synchronized void closed() {
        open--;
        notifyAll();
    }

    synchronized String stdout() {
        return out.toString();
    }

    synchronized String stderr() {
        return err.toString();
    }

    /** Both streams, standard output first; says how much was not kept. */
    synchronized String all() {
        String both = out.toString() + err;
        return dropped == 0 ? both : both + "[" + dropped + " more characters not kept]";
    }

    /** Waits until a stream holds the pattern. False at the deadline, or when both streams have ended without it. */
    synchronized boolean await(Pattern pattern, long deadlineNanos) throws InterruptedException {
        while (!pattern.matcher(out).find() && !pattern.matcher(err).find()) {
            if (open == 0 || !waitUntil(deadlineNanos)) {
                return false;
            }
        }
        return true;
    }

    /** Waits until both streams have ended, so that nothing printed is missing. False at the deadline. */
    synchronized boolean awaitEnd(long deadlineNanos) throws InterruptedException {
        while (open > 0) {
            if (!waitUntil(deadlineNanos)) {
                return false;
            }
        }
        return true;
    }

    private boolean waitUntil(long deadlineNanos) throws InterruptedException {
        long millis = (deadlineNanos - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            return false;
        }
        wait(millis);
        return true;
    }
}
