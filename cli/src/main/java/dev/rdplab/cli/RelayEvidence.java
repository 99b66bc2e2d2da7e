package dev.rdplab.cli;

import dev.rdplab.lab.evidence.Evidence;
import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.evidence.EvidenceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The evidence of the first connections of a relay or a server. It is written anew for each, so that it is there whenever the relay ends, and in
 * a thread of its own: connections that go on do not wait for the disk.
 */
final class RelayEvidence implements AutoCloseable {

    /** Connections whose evidence is written. */
    static final int MOST_CASES = 100;

    private static final long LIMIT_SECONDS = 60;

    private final Terminal terminal;
    private final Path out;
    private final String title;
    private final String replay;
    private final List<EvidenceCase> cases = new ArrayList<>();
    private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "relay-evidence");
        thread.setDaemon(true);
        return thread;
    });
    private int taken;

    private RelayEvidence(Terminal terminal, Path out, String title, String replay) {
        this.terminal = terminal;
        this.out = out;
        this.title = title;
        this.replay = replay;
    }

    /**
     * Makes the folder.
     *
     * @throws UsageException for an empty name
     * @throws CannotRunException when nothing can be written there
     */
    static RelayEvidence to(Path out, Terminal terminal, String title, String replay) {
        if (out.toString().isBlank()) {
            throw new UsageException("--out is empty; name a folder");
        }
        try {
            EvidenceFolder.at(out).make();
        } catch (IOException e) {
            throw new CannotRunException("the evidence cannot be written: " + EvidenceOptions.why(e)
                    + "; name another folder with --out DIR");
        }
        return new RelayEvidence(terminal, out, title, replay);
    }

    /** Whether there is room for another connection; counts it if so. */
    synchronized boolean takesOneMore() {
        return taken < MOST_CASES && taken++ < MOST_CASES;
    }

    /** Writes it too, soon; not once this is closed: a connection that ends only because the relay ends is not waited for. */
    void add(EvidenceCase one) {
        make(() -> one);
    }

    /** The same with one that is made in the writer's thread. */
    void make(Supplier<EvidenceCase> one) {
        try {
            writer.execute(() -> write(one.get()));
        } catch (RejectedExecutionException closed) {
            // the relay or the server has ended
        }
    }

    private void write(EvidenceCase one) {
        cases.add(one);
        try {
            if (cases.size() == 2) { // from now on each has a folder of its own
                for (String file : List.of("result.json", "transcript.ndjson", "handshake.pcapng")) {
                    Files.deleteIfExists(out.resolve(file));
                }
            }
            EvidenceFolder.at(out).write(Evidence.of(title, replay, List.copyOf(cases)));
        } catch (IOException e) {
            terminal.err().println("rdplab: the evidence cannot be written: " + EvidenceOptions.why(e));
            terminal.err().flush();
        }
    }

    /** Waits until everything is written. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                terminal.err().println("rdplab: the evidence is not complete: the disk is too slow");
                terminal.err().flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
