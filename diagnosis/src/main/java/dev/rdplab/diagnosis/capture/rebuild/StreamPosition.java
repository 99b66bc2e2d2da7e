package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.diagnosis.capture.tcp.Chunk;

/**
 * Where in the capture something happened.
 *
 * @param packet number in the file
 * @param nanos time of the packet
 * @param end offset in the sender's TCP stream behind the bytes that made it whole
 */
record StreamPosition(int packet, long nanos, long end) {

    static StreamPosition of(Chunk chunk) {
        return new StreamPosition(chunk.packet(), chunk.nanos(), chunk.end());
    }
}
