package dev.rdplab.lab.run;

import dev.rdplab.transport.tls.KeyLog;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** TLS secrets of the lab's own connections, for a capture that is to open without asking. Prints none. */
public final class TlsSecrets implements KeyLog {

    /** Lines: five for a connection with TLS 1.3. */
    private static final int MOST = 1_000;

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    public void add(String line) {
        if (lines.size() < MOST) {
            lines.add(line);
        }
    }

    /** In key log form. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public String toString() {
        return lines.size() + " secrets";
    }
}
