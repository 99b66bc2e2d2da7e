package dev.rdplab.chaos.link;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

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

    /**
     * The client whose connection the server sees as coming from {@code seen}. A link before a {@code ScenarioServer} knows;
     * others do not.
     */
    default Optional<InetSocketAddress> clientOf(InetSocketAddress seen) {
        return Optional.empty();
    }

    /**
     * Ends every connection on both sides at once, and goes on listening.
     *
     * @param reset by RST, else by FIN
     * @return how many there were
     * @throws LinkUnavailableException when this link cannot
     */
    default int cut(boolean reset) {
        throw new LinkUnavailableException("a link of " + backend() + " cannot end its connections at once");
    }

    @Override
    void close();
}
