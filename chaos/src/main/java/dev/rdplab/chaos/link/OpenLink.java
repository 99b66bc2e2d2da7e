package dev.rdplab.chaos.link;

import java.net.InetSocketAddress;
import java.util.Map;

/** A link in use. Safe to use from any thread; calls block until the change is in effect. */
public interface OpenLink extends AutoCloseable {

    /** Where the client must connect. */
    InetSocketAddress address();

    /** See {@link LinkBackend#name}. */
    String backend();

    /** {@code none} or {@code stream}. */
    String layer();

    /** What was set, for the result: toxic and attribute, as fixed for the latest connection. */
    Map<String, Object> settings();

    /**
     * Draws anew what is left to chance, for the connection about to be made. The first one is prepared when the link is
     * opened; without a call all connections share its draws.
     *
     * @param number of the connection within the run, from 1
     */
    void prepare(int number);

    /** Adds a toxic, or changes the one of that name. */
    void add(Toxic toxic);

    /** Takes a toxic away; does nothing when it is not there. */
    void remove(String name);

    @Override
    void close();
}
