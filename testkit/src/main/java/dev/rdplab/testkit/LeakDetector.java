package dev.rdplab.testkit;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakTracker;

/** Netty's own detector, named by {@code io.netty.customResourceLeakDetector}, which also tells {@link NoLeaks}. */
public final class LeakDetector<T> extends ResourceLeakDetector<T> {

    /** Called by Netty. */
    public LeakDetector(Class<?> resource, int samplingInterval) {
        super(resource, samplingInterval);
        NoLeaks.watch();
    }

    @Override
    public ResourceLeakTracker<T> track(T buffer) {
        return counted(super.track(buffer));
    }

    @Override
    public ResourceLeakTracker<T> trackForcibly(T buffer) {
        return counted(super.trackForcibly(buffer));
    }

    private static <T> ResourceLeakTracker<T> counted(ResourceLeakTracker<T> tracker) {
        if (tracker == null) {
            return null; // not watched
        }
        NoLeaks.opened();
        return new Counted<>(tracker);
    }

    /** Tells when its buffer was released. */
    private record Counted<T>(ResourceLeakTracker<T> tracker) implements ResourceLeakTracker<T> {

        @Override
        public void record() {
            tracker.record();
        }

        @Override
        public void record(Object hint) {
            tracker.record(hint);
        }

        @Override
        public boolean close(T buffer) {
            boolean released = tracker.close(buffer);
            if (released) {
                NoLeaks.released();
            }
            return released;
        }
    }

    @Override
    protected void reportTracedLeak(String resource, String records) {
        NoLeaks.found(resource + " was not released:" + records);
        super.reportTracedLeak(resource, records);
    }

    @Override
    protected void reportUntracedLeak(String resource) {
        NoLeaks.found(resource + " was not released");
        super.reportUntracedLeak(resource);
    }
}
