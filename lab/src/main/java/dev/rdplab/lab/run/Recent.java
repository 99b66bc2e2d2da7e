package dev.rdplab.lab.run;

import java.util.LinkedHashMap;
import java.util.Map;

/** The entries that were asked for last, at most so many. */
final class Recent<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;
    private static final int FIRST = 16;
    private static final float LOAD = 0.75f;

    private final int most;

    Recent(int most) {
        super(FIRST, LOAD, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
