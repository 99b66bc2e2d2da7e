package dev.rdplab.chaos.link;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A proxy, wherever it is. */
interface ProxyControl {

    /** Begins to listen. @return where */
    InetSocketAddress listen() throws IOException;

    /** @param toxic with nothing left to chance */
    void create(Toxic toxic) throws IOException;

    void remove(String toxic) throws IOException;

    void delete() throws IOException;
}
