package dev.rdplab.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects the mistakes of a text, so that all of them are reported and not only the first. */
public final class Mistakes {

    private final List<BadValue> found = new ArrayList<>();

    /** Runs a reader. Returns what it made, or nothing when it found mistakes, which are kept. */
    public <T> Optional<T> in(Supplier<T> reader) {
        try {
            return Optional.of(reader.get());
        } catch (BadValueException e) {
            found.addAll(e.mistakes());
            return Optional.empty();
        }
    }

    /** Runs a check and keeps the mistakes it finds. */
    public void in(Runnable check) {
        in(() -> {
            check.run();
            return true;
        });
    }

    /** @throws BadValueException with all mistakes, if there are any */
    public void report() {
        if (!found.isEmpty()) {
            throw new BadValueException(found);
        }
    }
}
