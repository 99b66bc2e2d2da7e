package dev.rdplab.chaos.link;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The connection between the two ends.
 *
 * @param toxics there from the first byte on
 * @param triggers toxics that come or go on an event of the run
 * @param modelled retransmission delays to compute, if any
 */
public record Link(List<Toxic> toxics, List<StageTrigger> triggers, Optional<LossModel> modelled) {

    /** No disturbance. */
    public static final Link DIRECT = new Link(List.of(), List.of(), Optional.empty());

    public Link {
        toxics = List.copyOf(toxics);
        triggers = List.copyOf(triggers);
        var names = Stream.concat(
                        toxics.stream(),
                        triggers.stream().filter(StageTrigger::add).map(StageTrigger::toxic))
                .map(Toxic::name)
                .toList();
        if (names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("two toxics of one name in " + names + ": give them names");
        }
    }

    public static Link of(Toxic... toxics) {
        return new Link(List.of(toxics), List.of(), Optional.empty());
    }

    public Link with(StageTrigger... more) {
        return new Link(toxics, List.of(more), modelled);
    }

    public Link with(LossModel model) {
        return new Link(toxics, triggers, Optional.of(model));
    }

    /** Whether the ends may be joined without a proxy. */
    public boolean needsNoProxy() {
        return toxics.isEmpty() && triggers.isEmpty();
    }
}
