package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Occasion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The point of a connection at which an end misbehaves. With {@link #on} it is a message, without it the beginning of a
 * {@link #stage}, with {@link #wire} a raw byte offset. The stage {@code connect} begins as soon as TCP is up.
 *
 * @param role the end that misbehaves
 * @param connection number of the connection within the run, from 1; empty for every one
 * @param stage where {@code role} must be; empty for anywhere
 * @param on the name of a PDU, of what it carries, of a TLS message, or {@link #ANY}
 * @param sent true for messages that {@code role} sends, false for those it receives; empty for either, though a fault that
 *     changes a message only ever acts on those sent
 * @param occurrence which occurrence of such a message on this connection, from 1
 * @param every whether the fault acts again at each later occurrence
 * @param when on which side of the message
 */
public record Moment(
        Role role,
        OptionalInt connection,
        Optional<Stage> stage,
        Optional<String> on,
        Optional<Boolean> sent,
        int occurrence,
        boolean every,
        When when,
        Optional<Wire> wire) {

    /** As {@link #on}: whatever message comes; occurrences are then counted within the stage, if one is given. */
    public static final String ANY = "any";

    /**
     * Between two bytes of the raw stream, TLS records included.
     *
     * @param sender whose bytes are counted
     * @param offset how many of them pass first
     */
    public record Wire(Role sender, long offset) {
        public Wire {
            if (offset < 0) {
                throw new IllegalArgumentException("offset " + offset);
            }
        }
    }

    public Moment {
        if (occurrence < 1) {
            throw new IllegalArgumentException("occurrence " + occurrence + ", at least 1");
        }
        if (connection.isPresent() && connection.getAsInt() < 1) {
            throw new IllegalArgumentException("connection " + connection.getAsInt() + ", at least 1");
        }
        if (wire.isPresent() && (stage.isPresent() || on.isPresent() || sent.isPresent() || every)) {
            throw new IllegalArgumentException("a wire offset excludes stage, on, direction and every");
        }
        if (wire.isPresent() && !when.equals(When.BEFORE)) {
            throw new IllegalArgumentException("a wire offset needs no when: it lies between two bytes");
        }
        if (wire.isEmpty() && on.isEmpty() && stage.isEmpty()) {
            throw new IllegalArgumentException("a moment needs a stage, a message (on) or a wire offset");
        }
        if (on.isEmpty() && when.place() == When.Place.AT) {
            throw new IllegalArgumentException("a byte offset needs the message it counts in (on)");
        }
        if (on.isEmpty() && (sent.isPresent() || occurrence > 1)) {
            throw new IllegalArgumentException("direction and occurrence need the message they belong to (on)");
        }
    }

    /** The beginning of a stage. */
    public static Moment entering(Role role, Stage stage) {
        return new Moment(
                role,
                OptionalInt.empty(),
                Optional.of(stage),
                Optional.empty(),
                Optional.empty(),
                1,
                false,
                When.BEFORE,
                Optional.empty());
    }

    /** The first message of that name. */
    public static Moment on(Role role, String name, When when) {
        return new Moment(
                role,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.of(name),
                Optional.empty(),
                1,
                false,
                when,
                Optional.empty());
    }

    /** After this many bytes of the raw stream. */
    public static Moment wire(Role role, Role sender, long offset) {
        return new Moment(
                role,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                false,
                When.BEFORE,
                Optional.of(new Wire(sender, offset)));
    }

    public Moment onConnection(int number) {
        return new Moment(role, OptionalInt.of(number), stage, on, sent, occurrence, every, when, wire);
    }

    public Moment in(Stage where) {
        return new Moment(role, connection, Optional.of(where), on, sent, occurrence, every, when, wire);
    }

    public Moment occurrence(int number) {
        return new Moment(role, connection, stage, on, sent, number, every, when, wire);
    }

    public Moment each() {
        return new Moment(role, connection, stage, on, sent, occurrence, true, when, wire);
    }

    boolean concerns(Role end, int number) {
        return role == end && (connection.isEmpty() || connection.getAsInt() == number);
    }

    /** Whether the message is of the kind meant, whichever occurrence it is. */
    boolean names(Occasion occasion, boolean onlySent) {
        return on.isPresent()
                && stage.map(s -> s == occasion.stage()).orElse(true)
                && sent.map(s -> s == occasion.sending()).orElse(!onlySent || occasion.sending())
                && (on.get().equals(ANY) || occasion.occurrenceOf(on.get()) > 0);
    }

    @Override
    public String toString() {
        var words = new ArrayList<String>(List.of(role.word()));
        connection.ifPresent(c -> words.add("connection " + c));
        stage.ifPresent(s -> words.add("stage " + s));
        wire.ifPresent(w -> words.add(w.sender() + "-to-" + w.sender().peer() + " offset " + w.offset()));
        on.ifPresent(name -> words.add(when + " " + name + (occurrence > 1 ? " #" + occurrence : "")));
        if (every) {
            words.add("every time");
        }
        return String.join(", ", words);
    }
}
