package dev.rdplab.diagnosis.capture.tcp;

import dev.rdplab.protocol.wire.Bytes;

/**
 * A run of one side's stream in its right place.
 *
 * @param offset bytes from the start of the stream
 * @param bytes what the capture kept of it, from its begin
 * @param length bytes on the wire; more than {@code bytes} has where the capture cut packets short
 * @param packet number of the packet that made the run readable: its own, or the one that filled a hole before it
 * @param nanos time of that packet
 * @param afterHole bytes before it were acknowledged, but are not in the capture
 */
public record Chunk(long offset, Bytes bytes, int length, int packet, long nanos, boolean afterHole) {

    public Chunk(long offset, Bytes bytes, int packet, long nanos, boolean afterHole) {
        this(offset, bytes, bytes.length(), packet, nanos, afterHole);
    }

    public long end() {
        return offset + length;
    }

    /** Bytes at its end that were on the wire and are not in the capture. */
    public int missing() {
        return length - bytes.length();
    }

    /** The same without its first bytes. */
    Chunk from(int skip) {
        var rest = skip >= bytes.length() ? Bytes.EMPTY : bytes.slice(skip);
        return new Chunk(offset + skip, rest, length - skip, packet, nanos, afterHole);
    }
}
