package dev.rdplab.chaos.fault;

import java.util.List;

/** A key or value of a fault, moment, link or toxic that cannot be. */
public final class BadArgument extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final transient List<String> allowed;

    /** @param key the key at fault; empty when several keys together are
     * @param allowed what may stand there; empty when the problem says it */
    public BadArgument(String key, String problem, List<String> allowed) {
        super(allowed.isEmpty() ? problem : problem + "; allowed: " + String.join(", ", allowed));
        this.key = key;
        this.allowed = List.copyOf(allowed);
    }

    public String key() {
        return key;
    }

    public List<String> allowed() {
        return allowed;
    }
}
