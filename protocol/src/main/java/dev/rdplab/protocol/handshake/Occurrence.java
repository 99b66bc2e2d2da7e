package dev.rdplab.protocol.handshake;

import java.util.Objects;

/**
 * How often messages of one name went one way so far; a list of these, the newest first, takes a third of a map's room. A
 * handshake knows some thirty names.
 */
final class Occurrence {

    private final boolean sent;
    private final String name;
    private final Occurrence next;
    private int count;

    private Occurrence(boolean sent, String name, Occurrence next) {
        this.sent = sent;
        this.name = name;
        this.next = next;
    }

    /** Finds the name in the list, or puts it before it. @return the list or, when the name is new, the longer one */
    static Occurrence in(Occurrence list, boolean sent, String name) {
        return find(list, sent, name) == null ? new Occurrence(sent, name, list) : list;
    }

    /** Counts one more of a name that is in the list. */
    static int another(Occurrence list, boolean sent, String name) {
        return ++Objects.requireNonNull(find(list, sent, name)).count;
    }

    private static Occurrence find(Occurrence list, boolean sent, String name) {
        Occurrence at = list;
        while (at != null && (at.sent != sent || !at.name.equals(name))) {
            at = at.next;
        }
        return at;
    }
}
