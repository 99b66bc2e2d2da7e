package dev.rdplab.words;

/**
 * One mistake: a value or a key that cannot be.
 *
 * @param what what is wrong, as a phrase such as {@code 'ssl' is not known}
 * @param allowed what could stand there; may be empty
 */
public record BadValue(Place place, String what, String allowed) {

    /** What is wrong with a key that must be there and is not. */
    static final String MISSING = "is missing";

    boolean isMissing() {
        return what.equals(MISSING);
    }

    /** One line: place, what is wrong, what is allowed. */
    @Override
    public String toString() {
        String where = place.toString();
        return (where.isEmpty() ? "" : where + ": ") + what + (allowed.isEmpty() ? "" : "; allowed: " + allowed);
    }
}
