package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Deviation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that one end of one connection did and saw, in order. Bounded: beyond {@link #MAX_EVENTS} events or
 * {@link #MAX_BYTES} bytes of messages it counts what it leaves out. Safe to read while it is being written.
 */
public final class Transcript {

    public static final int MAX_EVENTS = 10_000;
    public static final int MAX_DEVIATIONS = 100;
    public static final int MAX_BYTES = 4 << 20;

    /** What a peer leaves that says nothing after its Connection Request: ten thousand of them may stall. */
    private static final int EXPECTED_EVENTS = 6;

    /** What an event is about. */
    public enum Kind {
        STAGE,
        SENT,
        RECEIVED,
        /** TLS came up; the detail has version and suite. */
        TLS,
        /** A fault was triggered; the detail says which. */
        FAULT,
        /** An input that is not a message: a close, an alert, a deadline. */
        SIGNAL,
        ENDING,
        /** A deviation in the message before it that was tolerated. */
        DEVIATION
    }

    /**
     * @param nanos time since the run began
     * @param pdu see {@link Message#pdu}; empty for events that are not messages
     * @param bytes the plaintext message; empty for other events
     */
    public record Event(long nanos, Kind kind, Stage stage, String pdu, String carries, Bytes bytes, String detail) {}

    private final Role role;
    private final int connection;
    private final List<Event> events = new ArrayList<>(EXPECTED_EVENTS);
    private List<Deviation> deviations = List.of();
    private int size;
    private int omitted;

    public Transcript(Role role, int connection) {
        this.role = role;
        this.connection = connection;
    }

    public Role role() {
        return role;
    }

    /** Number of the connection within the run, from 1. */
    public int connection() {
        return connection;
    }

    public synchronized void add(Event event) {
        if (events.size() >= MAX_EVENTS || size + event.bytes().length() > MAX_BYTES) {
            omitted++;
            return;
        }
        size += event.bytes().length();
        events.add(event);
    }

    /** Adds a deviation that was tolerated, up to {@link #MAX_DEVIATIONS}. */
    public synchronized void add(Deviation deviation) {
        if (deviations.size() < MAX_DEVIATIONS) {
            deviations =
                    Stream.concat(deviations.stream(), Stream.of(deviation)).toList();
        }
    }

    /** The deviations of the peer that this end tolerated, in order. */
    public synchronized List<Deviation> deviations() {
        return deviations;
    }

    /** A copy of the events so far. */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** Events left out because a bound was reached. */
    public synchronized int omitted() {
        return omitted;
    }
}
