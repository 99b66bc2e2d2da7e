package dev.rdplab.lab.run;

import dev.rdplab.lab.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Many scenarios, several at a time. Each run has its own server, link, client and seed, so that its outcome does not depend
 * on its neighbours; what they share is the time of the processors.
 *
 * @param parallelism runs at a time; most of them wait for something at any moment, in virtual time none does
 * @param progress told of every finished run, one call at a time, in the order in which they finish
 */
public record Campaign(List<Scenario> scenarios, RunOptions options, int parallelism, Consumer<RunReport> progress) {

    /** Runs at a time for each processor. */
    private static final int PER_PROCESSOR = 4;

    public Campaign {
        scenarios = List.copyOf(scenarios);
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism " + parallelism + ", at least 1");
        }
    }

    public static Campaign of(List<Scenario> scenarios, RunOptions options) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new Campaign(
                scenarios, options, options.virtualTime() ? processors : PER_PROCESSOR * processors, report -> {});
    }

    public Campaign parallelism(int runs) {
        return new Campaign(scenarios, options, runs, progress);
    }

    public Campaign progress(Consumer<RunReport> told) {
        return new Campaign(scenarios, options, parallelism, told);
    }

    /**
     * Runs them all.
     *
     * @return in the order of {@link #scenarios}
     * @throws dev.rdplab.chaos.link.LinkUnavailableException when a link is unavailable; the runs not yet begun are left out
     */
    public List<RunReport> run() throws InterruptedException {
        var pool = Executors.newFixedThreadPool(Math.min(parallelism, Math.max(1, scenarios.size())), Campaign::thread);
        try {
            return collect(pool);
        } finally {
            pool.shutdownNow();
        }
    }

    private List<RunReport> collect(ExecutorService pool) throws InterruptedException {
        var lock = new Object();
        var running = new ArrayList<Future<RunReport>>();
        for (Scenario scenario : scenarios) {
            running.add(pool.submit(() -> {
                var report = Run.of(scenario, options);
                synchronized (lock) {
                    progress.accept(report);
                }
                return report;
            }));
        }
        var reports = new ArrayList<RunReport>();
        for (Future<RunReport> future : running) {
            try {
                reports.add(future.get());
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
            }
        }
        return reports;
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "rdplab-run");
        thread.setDaemon(true);
        return thread;
    }
}
