package dev.rdplab.protocol.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/** Writes named fields from front to back and, when asked to record, remembers where each one went. */
public final class WireWriter {

    private byte[] array = new byte[256];
    private int size;
    private final List<Field> fields;
    private String structure = "";

    public WireWriter() {
        this(false);
    }

    private WireWriter(boolean record) {
        this.fields = record ? new ArrayList<>() : null;
    }

    /** A writer that remembers its fields. */
    public static WireWriter recording() {
        return new WireWriter(true);
    }

    /** Writes a structure: the fields written by {@code body} are named after it. */
    public WireWriter structure(String name, Consumer<WireWriter> body) {
        String outer = structure;
        structure = name;
        body.accept(this);
        structure = outer;
        return this;
    }

    /**
     * Writes something whose length must be known before it: {@code body} goes to a writer of its own, which the caller
     * then gives to {@link #append}.
     */
    public WireWriter nested(Consumer<WireWriter> body) {
        var inner = new WireWriter(fields != null);
        inner.structure = structure;
        body.accept(inner);
        return inner;
    }

    /**
     * Writes a prefix that must know how long what follows it is.
     *
     * @param prefix writes it, given the bytes that {@code body} wrote
     */
    public WireWriter sized(ObjIntConsumer<WireWriter> prefix, Consumer<WireWriter> body) {
        if (fields != null) {
            var inner = nested(body);
            prefix.accept(this, inner.size);
            return append(inner);
        }
        int start = size;
        body.accept(this);
        int middle = size;
        prefix.accept(this, middle - start);
        swap(start, middle);
        return this;
    }

    /** Puts what stands from {@code middle} on before what stands from {@code start} on. */
    private void swap(int start, int middle) {
        int length = size - middle;
        int spare = grow(length);
        System.arraycopy(array, middle, array, spare, length);
        System.arraycopy(array, start, array, start + length, middle - start);
        System.arraycopy(array, spare, array, start, length);
        size = spare;
    }

    /** Adds all that another writer holds, its fields included. */
    public WireWriter append(WireWriter inner) {
        int at = grow(inner.size);
        System.arraycopy(inner.array, 0, array, at, inner.size);
        if (fields != null && inner.fields != null) {
            for (Field field : inner.fields) {
                fields.add(new Field(field.path(), field.offset() + at, field.length()));
            }
        }
        return this;
    }

    /** The name of a part of a field, such as {@code negoTokens.length}; the field's where names are not recorded. */
    public String part(String field, String part) {
        return fields == null ? field : field + part;
    }

    public WireWriter u8(String field, int value) {
        int at = named(field, 1); // first, for it may move the array
        array[at] = (byte) value;
        return this;
    }

    public WireWriter u16le(String field, int value) {
        int at = named(field, 2);
        array[at] = (byte) value;
        array[at + 1] = (byte) (value >> 8);
        return this;
    }

    public WireWriter u16be(String field, int value) {
        int at = named(field, 2);
        array[at] = (byte) (value >> 8);
        array[at + 1] = (byte) value;
        return this;
    }

    public WireWriter u32le(String field, long value) {
        int at = named(field, 4);
        for (int i = 0; i < 4; i++) {
            array[at + i] = (byte) (value >> 8 * i);
        }
        return this;
    }

    public WireWriter u32be(String field, long value) {
        int at = named(field, 4);
        for (int i = 0; i < 4; i++) {
            array[at + i] = (byte) (value >> 24 - 8 * i);
        }
        return this;
    }

    public WireWriter u64le(String field, long value) {
        int at = named(field, 8);
        for (int i = 0; i < 8; i++) {
            array[at + i] = (byte) (value >> 8 * i);
        }
        return this;
    }

    public WireWriter bytes(String field, Bytes value) {
        int at = named(field, value.length());
        value.copyTo(array, at);
        return this;
    }

    public WireWriter zeros(String field, int length) {
        int at = named(field, length);
        Arrays.fill(array, at, at + length, (byte) 0);
        return this;
    }

    /** Bytes written so far. */
    public int size() {
        return size;
    }

    /** Overwrites two bytes written earlier, such as a length that is known only now. */
    public WireWriter patchU16le(int at, int value) {
        array[at] = (byte) value;
        array[at + 1] = (byte) (value >> 8);
        return this;
    }

    /** Overwrites two bytes written earlier, such as a length that is known only now. */
    public WireWriter patchU16be(int at, int value) {
        array[at] = (byte) (value >> 8);
        array[at + 1] = (byte) value;
        return this;
    }

    /** A copy of what was written. */
    public Bytes toBytes() {
        return Bytes.copyOf(array, 0, size);
    }

    /** The fields written, in order; empty when this writer does not record. */
    public List<Field> fields() {
        return fields == null ? List.of() : List.copyOf(fields);
    }

    private int named(String field, int length) {
        int at = grow(length);
        if (fields != null) {
            fields.add(new Field(structure.isEmpty() ? field : structure + '.' + field, at, length));
        }
        return at;
    }

    private int grow(int length) {
        int at = size;
        size = Math.addExact(size, length);
        if (size > array.length) {
            array = Arrays.copyOf(array, Math.max(size, array.length * 2));
        }
        return at;
    }
}
