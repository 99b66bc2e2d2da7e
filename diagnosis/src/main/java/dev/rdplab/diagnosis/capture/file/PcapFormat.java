package dev.rdplab.diagnosis.capture.file;

import dev.rdplab.diagnosis.capture.Notes;
import dev.rdplab.protocol.wire.Bytes;
import java.io.IOException;

/** The classic format: a header of 24 bytes, then packets with 16 bytes before each (24 in the modified form). */
final class PcapFormat {

    static final int MICROS = 0xa1b2c3d4;
    static final int NANOS = 0xa1b23c4d;
    /** A variant of old Linux tools with 8 bytes more before each packet. */
    static final int MODIFIED = 0xa1b2cd34;

    private static final int REST_OF_HEADER = 20; // version 2 + 2, zone 4, sigfigs 4, snaplen 4, linktype 4

    private final BlockInput in;
    private final CaptureSink sink;
    private final Notes notes;

    PcapFormat(BlockInput in, CaptureSink sink, Notes notes) {
        this.in = in;
        this.sink = sink;
        this.notes = notes;
    }

    /** @param bigEndianMagic the first four bytes of the file, which were read already */
    void read(int bigEndianMagic) throws IOException, BlockInput.Damaged {
        boolean big = bigEndianMagic == MICROS || bigEndianMagic == NANOS || bigEndianMagic == MODIFIED;
        int magic = big ? bigEndianMagic : Integer.reverseBytes(bigEndianMagic);
        byte[] header = in.exactly(REST_OF_HEADER, "the pcap header");
        int linkType = BlockInput.int32(header, 16, big) & 0xffff; // the upper half tells of frame check sequences
        int before = magic == MODIFIED ? 24 : 16;
        for (int number = 1; ; number++) {
            byte[] head = in.upTo(before);
            if (head.length == 0) {
                return;
            }
            if (head.length < before) {
                throw in.damaged("the file ends within a packet header");
            }
            if (number > CaptureReader.MAX_PACKETS) {
                notes.add("packets after the first " + CaptureReader.MAX_PACKETS + " left unread");
                return;
            }
            long seconds = BlockInput.unsigned32(head, 0, big);
            long fraction = BlockInput.unsigned32(head, 4, big);
            long nanos = seconds * 1_000_000_000L + fraction * (magic == NANOS ? 1 : 1_000);
            byte[] bytes = in.exactly(BlockInput.unsigned32(head, 8, big), "a packet");
            long original = BlockInput.unsigned32(head, 12, big);
            sink.packet(new CapturedPacket(number, nanos, linkType, Bytes.wrap(bytes), original));
        }
    }
}
