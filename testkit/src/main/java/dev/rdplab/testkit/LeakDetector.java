package dev.rdplab.testkit;

import io.netty.util.ResourceLeakDetector;

/** Netty's own detector, named by {@code io.netty.customResourceLeakDetector}, which also tells {@link NoLeaks}. */
public final class LeakDetector<T> extends ResourceLeakDetector<T> {

    /** Called by Netty. */
    public LeakDetector(Class<?> resource, int samplingInterval) {
        super(resource, samplingInterval);
        NoLeaks.watch();
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
