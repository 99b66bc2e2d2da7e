package dev.rdplab.diagnosis.logs.event;

import java.nio.charset.StandardCharsets;

/** A position in a chunk of 64 KiB. Integers are little-endian; every read is checked against the limit. */
final class ChunkReader {

    private final byte[] chunk;
    private final int limit;
    private int at;

    ChunkReader(byte[] chunk, int at, int limit) {
        if (at < 0 || limit > chunk.length || at > limit) {
            throw new DamagedEvtxException("a range of " + at + " to " + limit, at);
        }
        this.chunk = chunk;
        this.at = at;
        this.limit = limit;
    }

    int position() {
        return at;
    }

    int left() {
        return limit - at;
    }

    /** The same position once more. */
    ChunkReader copy() {
        return new ChunkReader(chunk, at, limit);
    }

    /** Another position in the same chunk, up to its end. */
    ChunkReader from(int offset) {
        return new ChunkReader(chunk, offset, chunk.length);
    }

    /** The next bytes as a reader of their own; this one goes past them. */
    ChunkReader slice(int length) {
        check(length);
        var slice = new ChunkReader(chunk, at, at + length);
        at += length;
        return slice;
    }

    void skip(int length) {
        check(length);
        at += length;
    }

    int peek() {
        check(1);
        return chunk[at] & 0xFF;
    }

    int u8() {
        check(1);
        return chunk[at++] & 0xFF;
    }

    int u16() {
        return u8() | u8() << 8;
    }

    int i32() {
        return u16() | u16() << 16;
    }

    /** A 32-bit length or offset. @throws DamagedEvtxException above 2^31 */
    int size() {
        int size = i32();
        if (size < 0) {
            throw new DamagedEvtxException("a length of " + Integer.toUnsignedString(size), at - 4);
        }
        return size;
    }

    long i64() {
        return Integer.toUnsignedLong(i32()) | (long) i32() << 32;
    }

    String utf16(int chars) {
        check(chars * 2);
        var text = new String(chunk, at, chars * 2, StandardCharsets.UTF_16LE);
        at += chars * 2;
        return text;
    }

    byte[] bytes(int length) {
        check(length);
        byte[] bytes = new byte[length];
        System.arraycopy(chunk, at, bytes, 0, length);
        at += length;
        return bytes;
    }

    DamagedEvtxException damaged(String what) {
        return new DamagedEvtxException(what, at);
    }

    private void check(int length) {
        if (length < 0 || length > limit - at) {
            throw new DamagedEvtxException(length + " bytes wanted, " + (limit - at) + " left", at);
        }
    }
}
