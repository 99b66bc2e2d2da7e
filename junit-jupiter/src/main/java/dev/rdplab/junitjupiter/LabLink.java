package dev.rdplab.junitjupiter;

import dev.rdplab.chaos.link.Direction;
import dev.rdplab.chaos.link.OpenLink;
import dev.rdplab.chaos.link.Toxic;
import dev.rdplab.chaos.link.ToxicKind;
import java.time.Duration;

/** The stream link before a {@link LabServer}: bytes come late, or not at all. Packets are not lost on it. */
public final class LabLink {

    private static final String CUT_UP = "cut_up";
    private static final String CUT_DOWN = "cut_down";

    private final OpenLink link;

    LabLink(OpenLink link) {
        this.link = link;
    }

    /** From now on every byte to the client is so much later. */
    public LabLink latency(Duration delay) {
        return add(Toxic.of(ToxicKind.LATENCY, Direction.DOWN, "latency", delay.toMillis(), "jitter", 0));
    }

    /** From now on nothing passes, in either direction, and nobody is told. */
    public LabLink cut() {
        link.add(named(CUT_UP, Direction.UP));
        link.add(named(CUT_DOWN, Direction.DOWN));
        return this;
    }

    /** Ends the cut for connections made from now on; those that were cut are closed. */
    public LabLink mend() {
        link.remove(CUT_UP);
        link.remove(CUT_DOWN);
        return this;
    }

    /** Adds a toxic, or changes the one of that name. */
    public LabLink add(Toxic toxic) {
        link.add(toxic);
        return this;
    }

    /** Takes a toxic away; does nothing when it is not there. */
    public LabLink remove(String name) {
        link.remove(name);
        return this;
    }

    private static Toxic named(String name, Direction direction) {
        var toxic = Toxic.of(ToxicKind.TIMEOUT, direction, "timeout", 0);
        return new Toxic(name, toxic.kind(), direction, toxic.toxicity(), toxic.attributes());
    }
}
