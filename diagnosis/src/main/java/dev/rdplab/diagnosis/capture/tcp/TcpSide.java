package dev.rdplab.diagnosis.capture.tcp;

import dev.rdplab.lab.export.HostPort;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one end of a connection sent.
 *
 * @param maximumSegmentSize the MSS option of its SYN, in bytes
 * @param segments packets it sent, of any kind
 * @param syn its first SYN, with or without ACK
 * @param lastSyn its last one
 * @param syns how many it sent
 * @param acks packets with an ACK and no RST: each of them means that the peer was there
 * @param length bytes of its stream up to the last that was seen on the wire
 * @param told the same, or more where the peer acknowledged bytes that are not in the capture
 * @param acknowledged bytes of its stream that the peer acknowledged
 * @param sackedTo end of the last block that the peer acknowledged out of order; 0 for none
 * @param largestSegment bytes of the longest payload
 * @param lastData time of the last packet that brought new bytes; 0 for none
 * @param zeroWindow nanoseconds for which it offered a receive window of 0, up to the connection's last packet
 * @param chunks its stream in order, as far as the capture has it and it was kept
 * @param keptAll false when the stream is longer than what is kept of one
 * @param retransmissions at most {@value StreamBuilder#MAX_RETRANSMISSIONS}
 * @param retransmitted how many there were
 */
public record TcpSide(
        HostPort address,
        OptionalInt maximumSegmentSize,
        boolean sackPermitted,
        int segments,
        Optional<Mark> syn,
        Optional<Mark> lastSyn,
        int syns,
        int acks,
        long length,
        long told,
        long acknowledged,
        long sackedTo,
        int largestSegment,
        long lastData,
        long zeroWindow,
        List<Chunk> chunks,
        boolean keptAll,
        List<Hole> holes,
        List<Retransmission> retransmissions,
        int retransmitted,
        Optional<Mark> fin,
        Optional<Mark> rst) {

    public TcpSide {
        chunks = List.copyOf(chunks);
        holes = List.copyOf(holes);
        retransmissions = List.copyOf(retransmissions);
    }

    /** Whether any of its packets is in the capture. */
    public boolean seen() {
        return segments > 0;
    }

    /** Bytes that the peer never acknowledged. */
    public long unacknowledged() {
        return Math.max(0, length - acknowledged);
    }

    /** Whether bytes at or behind {@code offset} were sent again and still not acknowledged. */
    public boolean lostFrom(long offset) {
        return acknowledged < length
                && offset >= acknowledged
                && (retransmissions.stream().anyMatch(r -> r.offset() + r.length() > acknowledged)
                        || holes.stream().anyMatch(h -> !h.acknowledged()));
    }
}
