package dev.rdplab.protocol.handshake;

import java.util.Objects;

/**
 * How often messages of one name went one way so far; a list of these for each way, the newest first, takes a third of a
 * map's room. A handshake knows some thirty names.
 */
final class Occurrence {

    private final String name;
    private final Occurrence next;
    private int count;

    private Occurrence(String name, Occurrence next) {
        this.name = name;
        this.next = next;
    }

    /** Finds the name in the list, or puts it before it. @return the list or, when the name is new, the longer one */
    static Occurrence in(Occurrence list, String name) {
        return find(list, name) == null ? new Occurrence(name, list) : list;
    }

    /** Counts one more of a name that is in the list. */
    static int another(Occurrence list, String name) {
        return ++Objects.requireNonNull(find(list, name)).count;
    }

    private static Occurrence find(Occurrence list, String name) {
        Occurrence at = list;
        while (at != null && !at.name.equals(name)) {
            at = at.next;
        }
        return at;
    }
}
