package dev.rdplab.diagnosis.capture.tcp;

import dev.rdplab.protocol.wire.Bytes;

/**
 * A run of one side's stream in its right place.
 *
 * @param offset bytes from the start of the stream
 * @param packet number of the packet that made the run readable: its own, or the one that filled a hole before it
 * @param nanos time of that packet
 * @param afterHole bytes before it were acknowledged, but are not in the capture
 */
public record Chunk(long offset, Bytes bytes, int packet, long nanos, boolean afterHole) {

    public long end() {
        return offset + bytes.length();
    }
}
