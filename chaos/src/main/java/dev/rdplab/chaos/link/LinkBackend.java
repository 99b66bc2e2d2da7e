package dev.rdplab.chaos.link;

import java.net.InetSocketAddress;

/** A way to make links. */
public interface LinkBackend {

    /** The word used in files and output: {@code direct}, {@code embedded}, {@code toxiproxy}. */
    String name();

    /**
     * Puts a link in front of a server. Every toxic is in place before the link accepts its first connection.
     *
     * @param upstream where the server listens
     * @param seed fixes what is left to chance
     * @throws LinkUnavailableException when the backend is not there or cannot do what the link asks for
     */
    OpenLink open(Link link, InetSocketAddress upstream, long seed);
}
