package dev.rdplab.junitjupiter;

import dev.rdplab.chaos.link.Direction;
import dev.rdplab.chaos.link.InProcessLink;
import dev.rdplab.chaos.link.Link;
import dev.rdplab.chaos.link.OpenLink;
import dev.rdplab.chaos.link.Toxic;
import dev.rdplab.chaos.link.ToxicKind;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * A stream link: bytes come late, or not at all. Packets are not lost on it. {@link LabServer#link} is the one before that
 * server; one that is injected lies before whatever server, gateway or proxy it is put {@link #before}. Safe for use by any
 * thread.
 */
public final class LabLink {

    private static final String CUT_UP = "cut_up";
    private static final String CUT_DOWN = "cut_down";

    private final Link planned;
    private final long seed;
    private OpenLink link;

    private LabLink(Link planned, long seed, OpenLink link) {
        this.planned = planned;
        this.seed = seed;
        this.link = link;
    }

    static LabLink of(OpenLink link) {
        return new LabLink(Link.DIRECT, 0, link);
    }

    /** One that is still to be put before something. @throws IllegalArgumentException for more than toxics */
    static LabLink planned(Link link, long seed) {
        if (!link.triggers().isEmpty() || link.modelled().isPresent()) {
            throw new IllegalArgumentException(
                    "a link of its own has toxics; triggers and a loss model go with a server");
        }
        return new LabLink(link, seed, null);
    }

    /**
     * Opens it before a server, once.
     *
     * @return where the client must connect: a free port of the loopback address
     * @throws IllegalStateException when it lies before a server already
     */
    public synchronized InetSocketAddress before(InetSocketAddress server) {
        if (link != null) {
            throw new IllegalStateException("this link lies before a server already, and is reached at " + address());
        }
        link = InProcessLink.embedded().open(planned, server, seed);
        return address();
    }

    /** Where the client must connect. @throws IllegalStateException before {@link #before} */
    public InetSocketAddress address() {
        return open().address();
    }

    private synchronized OpenLink open() {
        if (link == null) {
            throw new IllegalStateException("this link lies before nothing yet: put it before(...) a server");
        }
        return link;
    }

    /** From now on every byte to the client is so much later. */
    public LabLink latency(Duration delay) {
        return add(Toxic.of(ToxicKind.LATENCY, Direction.DOWN, "latency", delay.toMillis(), "jitter", 0));
    }

    /** Stops passing bytes in either direction, without closing a connection. */
    public LabLink cut() {
        open().add(named(CUT_UP, Direction.UP));
        open().add(named(CUT_DOWN, Direction.DOWN));
        return this;
    }

    /** Ends the cut for connections made from now on; those that were cut are closed. */
    public LabLink mend() {
        open().remove(CUT_UP);
        open().remove(CUT_DOWN);
        return this;
    }

    /** Adds a toxic, or changes the one of that name. */
    public LabLink add(Toxic toxic) {
        open().add(toxic);
        return this;
    }

    /** Takes a toxic away; does nothing when it is not there. */
    public LabLink remove(String name) {
        open().remove(name);
        return this;
    }

    synchronized void close() {
        if (link != null) {
            link.close();
        }
    }

    private static Toxic named(String name, Direction direction) {
        var toxic = Toxic.of(ToxicKind.TIMEOUT, direction, "timeout", 0);
        return new Toxic(name, toxic.kind(), direction, toxic.toxicity(), toxic.attributes());
    }
}
