package dev.rdplab.cli;

import dev.rdplab.chaos.link.OpenLink;
import dev.rdplab.console.AdminEvents;
import dev.rdplab.console.Finished;
import dev.rdplab.console.Steered;
import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.run.Playbook;
import dev.rdplab.relay.RelayReport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A relay under the HTTP interface: its connections, and the link before the server. Its scenario is fixed at the start. */
final class RelayedLab implements Steered {

    /** Finished connections that are remembered. */
    private static final int KEPT = 1_000;

    private final String usual;
    private final Optional<OpenLink> link;
    private final AdminEvents events = new AdminEvents();
    private final AtomicLong accepted = new AtomicLong();
    private final Deque<Finished> finished = new ArrayDeque<>();
    private long finishedCount;
    private volatile InetSocketAddress address;

    /** @param usual the scenario, or what is passed on to where */
    RelayedLab(String usual, Optional<OpenLink> link) {
        this.usual = usual;
        this.link = link;
    }

    AdminEvents events() {
        return events;
    }

    void listening(InetSocketAddress at) {
        address = at;
    }

    void accepted(int number, InetSocketAddress client) {
        accepted.incrementAndGet();
        events.accepted(number, client, usual);
    }

    void finished(RelayReport report, Result result, String replay) {
        var over = new Finished(
                report.number(),
                Instant.now(),
                report.client().peer(),
                Duration.ofNanos(report.endNanos() - report.startNanos()),
                result,
                result.remarks().faults().stream()
                        .filter(fault -> fault.triggered())
                        .map(fault -> fault.at())
                        .toList(),
                () -> EvidenceCase.of(result, report, replay));
        synchronized (finished) {
            finished.add(over);
            finishedCount++;
            if (finished.size() > KEPT) {
                finished.remove();
            }
        }
        events.finished(over);
    }

    @Override
    public String role() {
        return "relay";
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public Optional<Playbook> playbook() {
        return Optional.empty();
    }

    @Override
    public String usual() {
        return usual;
    }

    @Override
    public Optional<OpenLink> link() {
        return link;
    }

    @Override
    public long accepted() {
        return accepted.get();
    }

    @Override
    public long finishedCount() {
        synchronized (finished) {
            return finishedCount;
        }
    }

    @Override
    public List<Finished> finished() {
        synchronized (finished) {
            return List.copyOf(finished);
        }
    }

    @Override
    public void reset() {
        synchronized (finished) {
            finished.clear();
        }
    }
}
