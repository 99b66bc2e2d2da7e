package dev.rdplab.diagnosis.capture.net;

import dev.rdplab.lab.export.HostPort;
import dev.rdplab.protocol.wire.Bytes;
import java.util.List;
import java.util.OptionalInt;

/**
 * One TCP segment, RFC 9293 section 3.1.
 *
 * @param packet number of the packet in the file, from 1
 * @param nanos time of the packet
 * @param sequence 32 bits, unsigned
 * @param acknowledgment 32 bits, unsigned; meaningless without {@link #ack()}
 * @param window bytes that the sender takes, before scaling
 * @param maximumSegmentSize the option of a SYN
 * @param sacks edges of the blocks received out of order, RFC 2018
 * @param payload what was captured of it
 * @param payloadLength bytes on the wire, at least as many as {@code payload} has
 */
public record Segment(
        int packet,
        long nanos,
        HostPort from,
        HostPort to,
        long sequence,
        long acknowledgment,
        int flags,
        int window,
        OptionalInt maximumSegmentSize,
        boolean sackPermitted,
        List<Sack> sacks,
        Bytes payload,
        int payloadLength) {

    private static final int FIN = 1;
    static final int SYN = 2;
    private static final int RST = 4;
    private static final int ACK = 16;

    /** @param left first sequence number of the block @param right the one after it */
    public record Sack(long left, long right) {}

    public Segment {
        sacks = List.copyOf(sacks);
    }

    public boolean fin() {
        return (flags & FIN) != 0;
    }

    public boolean syn() {
        return (flags & SYN) != 0;
    }

    public boolean rst() {
        return (flags & RST) != 0;
    }

    public boolean ack() {
        return (flags & ACK) != 0;
    }
}
