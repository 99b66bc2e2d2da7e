package dev.rdplab.lab.run;

import dev.rdplab.chaos.link.InProcessLink;
import dev.rdplab.chaos.link.LinkBackend;
import dev.rdplab.chaos.toxiproxy.Sockets;
import dev.rdplab.transport.EventLoops;

/** The embedded Toxiproxy in virtual time. */
public final class VirtualProxy {

    private VirtualProxy() {}

    /** For peers on the same loops. */
    public static LinkBackend on(EventLoops loops) {
        return new InProcessLink(new Sockets(loops::server, loop -> loops.client(), loops::nanoTime, loops::await));
    }
}
