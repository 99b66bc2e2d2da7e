package dev.rdplab.experiments.sweep;

/** Hears how far a sweep is, after each trial and on the threads that try. */
@FunctionalInterface
public interface SweepListener {
    SweepListener NONE = progress -> {};

    void progressed(SweepProgress progress);
}
