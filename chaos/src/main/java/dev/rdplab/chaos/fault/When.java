package dev.rdplab.chaos.fault;

/**
 * On which side of a message a fault acts.
 *
 * @param offset bytes of the message that pass before the fault acts; 0 unless {@code place} is {@link Place#AT}
 */
public record When(Place place, int offset) {

    /** Before the message, behind it, or inside. */
    public enum Place {
        BEFORE,
        AFTER,
        AT
    }

    public static final When BEFORE = new When(Place.BEFORE, 0);
    public static final When AFTER = new When(Place.AFTER, 0);

    public When {
        if (offset < 0 || offset != 0 && place != Place.AT) {
            throw new IllegalArgumentException("offset " + offset + " with " + place);
        }
    }

    /** Inside the message, after this many of its bytes. */
    public static When at(int offset) {
        return new When(Place.AT, offset);
    }

    /** How many of a message's bytes pass before the fault; never more than the message has. */
    int cut(int length) {
        return switch (place) {
            case BEFORE -> 0;
            case AFTER -> length;
            case AT -> Math.min(offset, length);
        };
    }

    @Override
    public String toString() {
        return switch (place) {
            case BEFORE -> "before";
            case AFTER -> "after";
            case AT -> "at byte " + offset;
        };
    }
}
