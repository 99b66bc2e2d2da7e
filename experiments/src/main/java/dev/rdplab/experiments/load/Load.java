package dev.rdplab.experiments.load;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.load.Handshakes;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Handshakes that begin at the times of a plan. The loop is open: a slow server delays none but those for which no connection is
 * left, and the time those wait is part of their latency.
 */
public final class Load {

    /** How often the listener is told. */
    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LoadPlan plan;
    private final Handshakes handshakes;
    private final BooleanSupplier refused;
    private final Consumer<LoadReport> listener;
    private final Latencies latencies = new Latencies();
    private final Semaphore free;
    private final long start = System.nanoTime();
    private final AtomicLong withheld = new AtomicLong();
    private long begun;
    private long told;

    /**
     * @param options of every client; each makes one attempt
     * @param listener told once a second, on the thread that runs the load
     */
    public Load(LoadPlan plan, ClientOptions options, Consumer<LoadReport> listener) {
        this.plan = plan;
        this.handshakes = Handshakes.like(options.clock(this::now));
        this.refused = () -> options.guard().refusal(options.credentials()).isPresent();
        this.listener = listener;
        this.free = new Semaphore(plan.connections());
    }

    private long now() {
        return System.nanoTime() - start;
    }

    /**
     * Runs until the plan's time is over and what is open has ended, for which it waits until {@code grace}. An interrupt ends
     * the load at once, and so does a refused account with the guard of the options; the report covers what was until then.
     */
    public LoadReport run(Duration grace) {
        try {
            long total = plan.total();
            while (begun < total && !refused.getAsBoolean() && begin(plan.dueNanos(begun))) {
                tell();
            }
            drain(now() + grace.toNanos());
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        return report();
    }

    private void drain(long last) throws InterruptedException {
        while (now() < last) {
            if (free.tryAcquire(plan.connections(), 200, TimeUnit.MILLISECONDS)) {
                free.release(plan.connections());
                return;
            }
            tell();
        }
    }

    /** Waits for the moment and for a free connection. @return false when the plan's time passed meanwhile */
    private boolean begin(long due) throws InterruptedException {
        for (long left = due - now(); left > 0; left = due - now()) {
            LockSupport.parkNanos(Math.min(left, TELL_NANOS));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            tell();
        }
        while (!free.tryAcquire(100, TimeUnit.MILLISECONDS)) {
            tell();
            if (now() > plan.duration().toNanos()) {
                return false;
            }
        }
        begun++;
        handshakes.begin().whenComplete((report, failure) -> {
            if (report != null) {
                latencies.add(report, due);
            } else {
                withheld.incrementAndGet();
            }
            free.release();
        });
        return true;
    }

    private void tell() {
        if (now() - told >= TELL_NANOS) {
            told = now();
            listener.accept(report());
        }
    }

    private LoadReport report() {
        long now = now();
        long due = Math.min(plan.total(), (long) (now / 1e9 * plan.rate()) + 1);
        long really = begun - withheld.get();
        return latencies.report(
                now / 1e9, really, Math.max(0, due - really), plan.connections() - free.availablePermits());
    }
}
