package dev.rdplab.chaos.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** A proxy, wherever it is. */
interface ProxyControl {

    /** Begins to listen. @return where */
    InetSocketAddress listen() throws IOException;

    /** @param toxic with nothing left to chance */
    void create(Toxic toxic) throws IOException;

    void remove(String toxic) throws IOException;

    void delete() throws IOException;

    /** See {@link OpenLink#clientOf}. */
    default Optional<InetSocketAddress> clientOf(InetSocketAddress seen) {
        return Optional.empty();
    }

    /** See {@link OpenLink#cut}. */
    default int cut(boolean reset) {
        throw new LinkUnavailableException("this proxy cannot end its connections at once");
    }
}
