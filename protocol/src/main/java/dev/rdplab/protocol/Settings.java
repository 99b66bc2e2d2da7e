package dev.rdplab.protocol;

import java.util.List;
import java.util.function.Consumer;

/**
 * Immutable settings: a change returns a copy. A record with as many components would repeat all of them in each
 * of its {@code with} methods.
 *
 * @param <S> the class itself. Its fields are written in the constructor and in {@link #with}, on a copy that is not shared yet
 */
public abstract class Settings<S extends Settings<S>> implements Cloneable {

    protected Settings() {}

    @SuppressWarnings("unchecked")
    protected final S with(Consumer<S> change) {
        try {
            var copy = (S) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Every setting, in the order of the fields. */
    protected abstract List<Object> parts();

    /** Two are equal when each setting is. */
    @Override
    public final boolean equals(Object other) {
        return other instanceof Settings<?> settings
                && getClass() == settings.getClass()
                && parts().equals(settings.parts());
    }

    @Override
    public final int hashCode() {
        return parts().hashCode();
    }
}
