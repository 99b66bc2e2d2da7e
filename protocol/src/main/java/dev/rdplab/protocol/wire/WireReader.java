package dev.rdplab.protocol.wire;

import dev.rdplab.protocol.Stage;
import java.util.function.Consumer;

/**
 * Reads named fields of one message from front to back. Every failure is a {@link ProtocolViolationException} that names
 * stage, structure, field and the offset in the whole message. A reader made by {@link #as} shares this reader's
 * position; one made by {@link #slice} has its own and an end of its own.
 *
 * <p>A name may come in two parts, such as {@code negoTokens} and {@code .length}: they are joined on request.
 */
public final class WireReader {

    private static final Consumer<Field> NOBODY = field -> {};

    private static final class Cursor {
        int at;
    }

    private final Bytes message;
    private final Cursor cursor;
    private final int end;
    private final Stage stage;
    private final String structure;
    private final Consumer<Field> listener;
    private final Consumer<Deviation> bears;

    private WireReader(
            Bytes message,
            Cursor cursor,
            int end,
            Stage stage,
            String structure,
            Consumer<Field> listener,
            Consumer<Deviation> bears) {
        this.message = message;
        this.cursor = cursor;
        this.end = end;
        this.stage = stage;
        this.structure = structure;
        this.listener = listener;
        this.bears = bears;
    }

    public static WireReader of(Bytes message, Stage stage, String structure) {
        return of(message, stage, structure, NOBODY);
    }

    /** @param listener called for every field that was read, in order */
    public static WireReader of(Bytes message, Stage stage, String structure, Consumer<Field> listener) {
        return new WireReader(message, new Cursor(), message.length(), stage, structure, listener, null);
    }

    /** The same position in a reader that bears what real peers bear. @param told of each deviation, in order */
    public WireReader bearing(Consumer<Deviation> told) {
        return new WireReader(message, cursor, end, stage, structure, listener, told);
    }

    /**
     * Bears a field of {@code length} bytes that was read just now with a wrong value.
     *
     * @throws ProtocolViolationException when this reader is strict, as all are but those of {@link #bearing}
     */
    public void deviates(String field, int length, long sent, long expected, String detail) {
        if (bears == null) {
            throw violation(field, Problem.INCONSISTENT, detail);
        }
        bears.accept(new Deviation(structure, field, cursor.at - length, sent, expected));
    }

    /** The same position under the name of the structure that begins here. */
    public WireReader as(String name) {
        return new WireReader(message, cursor, end, stage, name, listener, bears);
    }

    /** A reader over other bytes, such as these decrypted, under the same names and as strict; fields are not reported. */
    public WireReader over(Bytes other) {
        return new WireReader(other, new Cursor(), other.length(), stage, structure, NOBODY, bears);
    }

    /** A reader over the next {@code length} bytes, which this reader passes. */
    public WireReader slice(String field, int length) {
        int start = take(field, "", length);
        var inner = new Cursor();
        inner.at = start;
        return new WireReader(message, inner, start + length, stage, structure, listener, bears);
    }

    public Stage stage() {
        return stage;
    }

    public String structure() {
        return structure;
    }

    /** Bytes from the start of the message to the next field. */
    public int offset() {
        return cursor.at;
    }

    public int remaining() {
        return end - cursor.at;
    }

    public boolean hasRemaining() {
        return cursor.at < end;
    }

    /** The next byte without passing it. */
    public int peekU8(String field) {
        return peekU8(field, "");
    }

    public int peekU8(String field, String part) {
        need(field, part, 1);
        return message.get(cursor.at);
    }

    /** The next {@code length} bytes without passing them. */
    public Bytes peek(int length) {
        need("", "", length);
        return message.slice(cursor.at, cursor.at + length);
    }

    /** Bytes from here to where {@code pattern} first begins within what is left, or -1. */
    public int distanceTo(Bytes pattern) {
        for (int at = cursor.at; at <= end - pattern.length(); at++) {
            if (message.slice(at, at + pattern.length()).equals(pattern)) {
                return at - cursor.at;
            }
        }
        return -1;
    }

    public int u8(String field) {
        return u8(field, "");
    }

    public int u8(String field, String part) {
        return message.get(tell(field, part, 1));
    }

    public int u16le(String field) {
        return u16le(field, "");
    }

    public int u16le(String field, String part) {
        int at = tell(field, part, 2);
        return message.get(at) | message.get(at + 1) << 8;
    }

    public int u16be(String field) {
        int at = tell(field, "", 2);
        return message.get(at) << 8 | message.get(at + 1);
    }

    /** Four bytes, 0 to 0xFFFFFFFF. */
    public long u32le(String field) {
        return u32le(field, "");
    }

    /** Four bytes, 0 to 0xFFFFFFFF. */
    public long u32le(String field, String part) {
        int at = tell(field, part, 4);
        return (message.get(at) | message.get(at + 1) << 8 | message.get(at + 2) << 16)
                | (long) message.get(at + 3) << 24;
    }

    /** Four bytes, 0 to 0xFFFFFFFF. */
    public long u32be(String field) {
        int at = tell(field, "", 4);
        return (long) message.get(at) << 24
                | (message.get(at + 1) << 16 | message.get(at + 2) << 8 | message.get(at + 3));
    }

    /** Eight bytes as a two's complement number. */
    public long u64le(String field) {
        int at = tell(field, "", 8);
        long value = 0;
        for (int i = 7; i >= 0; i--) {
            value = value << 8 | message.get(at + i);
        }
        return value;
    }

    public Bytes bytes(String field, int length) {
        return bytes(field, "", length);
    }

    public Bytes bytes(String field, String part, int length) {
        int at = tell(field, part, length);
        return message.slice(at, at + length);
    }

    /** All that is left. */
    public Bytes rest(String field) {
        return bytes(field, remaining());
    }

    public void expectU8(String field, int value) {
        expectU8(field, "", value);
    }

    public void expectU8(String field, String part, int value) {
        expect(field, part, value, u8(field, part), 1);
    }

    public void expectU16le(String field, int value) {
        expect(field, "", value, u16le(field), 2);
    }

    public void expectU16be(String field, int value) {
        expect(field, "", value, u16be(field), 2);
    }

    public void expectU32le(String field, long value) {
        expect(field, "", value, u32le(field), 4);
    }

    /** Refuses bytes that are left over. */
    public void expectEnd() {
        if (hasRemaining()) {
            throw violation("", Problem.TRAILING_BYTES, remaining() + " bytes left");
        }
    }

    /** Refuses a length that is above what is left here or above {@code limit}. */
    public int bounded(String field, long length, int limit) {
        return bounded(field, "", length, limit);
    }

    /** Refuses a length that is above what is left here or above {@code limit}. */
    public int bounded(String field, String part, long length, int limit) {
        if (length < 0 || length > limit || length > remaining()) {
            throw violation(
                    field + part,
                    Problem.LENGTH_OUT_OF_BOUNDS,
                    "declared " + length + ", " + remaining() + " left, at most " + limit);
        }
        return (int) length;
    }

    /** For the caller to throw: what is wrong with the field that was read last or comes next. */
    public ProtocolViolationException violation(String field, Problem problem, String detail) {
        return new ProtocolViolationException(stage, structure, field, cursor.at, problem, detail);
    }

    public ProtocolViolationException violation(String field, Problem problem, long value) {
        return violation(field, problem, "value 0x" + Long.toHexString(value));
    }

    private void expect(String field, String part, long expected, long value, int size) {
        if (value != expected) {
            throw new ProtocolViolationException(
                    stage,
                    structure,
                    field + part,
                    cursor.at - size,
                    Problem.UNEXPECTED_VALUE,
                    "0x" + Long.toHexString(value) + " instead of 0x" + Long.toHexString(expected));
        }
    }

    private int tell(String field, String part, int length) {
        int at = take(field, part, length);
        if (listener != NOBODY) {
            listener.accept(new Field(structure + '.' + field + part, at, length));
        }
        return at;
    }

    private int take(String field, String part, int length) {
        need(field, part, length);
        int at = cursor.at;
        cursor.at = at + length;
        return at;
    }

    private void need(String field, String part, int length) {
        if (length < 0 || length > end - cursor.at) {
            throw violation(field + part, Problem.TRUNCATED, "needs " + length + " bytes, " + remaining() + " left");
        }
    }
}
