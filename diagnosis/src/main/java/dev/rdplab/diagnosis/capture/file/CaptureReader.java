package dev.rdplab.diagnosis.capture.file;

import dev.rdplab.diagnosis.capture.Notes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Reads pcap and pcapng as a stream, whatever their size: no more than one block is held. What is wrong with the content
 * ends the reading with a note; what stood before it has been handed out.
 */
public final class CaptureReader {

    /** No block or packet may be longer, in bytes. */
    public static final int MAX_BLOCK = 4 << 20;

    /** Packets beyond are left unread. */
    public static final int MAX_PACKETS = 20_000_000;

    private static final int PCAPNG = 0x0a0d0d0a;
    private static final Set<Integer> PCAP = Set.of(
            PcapFormat.MICROS,
            PcapFormat.NANOS,
            PcapFormat.MODIFIED,
            flip(PcapFormat.MICROS),
            flip(PcapFormat.NANOS),
            flip(PcapFormat.MODIFIED));

    private CaptureReader() {}

    /** @throws IOException when the stream itself fails */
    public static void read(InputStream stream, CaptureSink sink, Notes notes) throws IOException {
        var in = new BlockInput(new BufferedInputStream(stream, 1 << 16));
        try {
            byte[] first = in.upTo(4);
            if (first.length < 4) {
                notes.add(first.length == 0 ? "the file is empty" : "the file ends within its first four bytes");
                return;
            }
            int magic = BlockInput.int32(first, 0, true);
            if (magic == PCAPNG) {
                new PcapngFormat(in, sink, notes).read();
            } else if (PCAP.contains(magic)) {
                new PcapFormat(in, sink, notes).read(magic);
            } else {
                notes.add(String.format("neither pcap nor pcapng: the file begins with 0x%08x", magic));
            }
        } catch (BlockInput.Damaged damaged) {
            notes.add(damaged.getMessage());
        }
    }

    private static int flip(int magic) {
        return Integer.reverseBytes(magic);
    }
}
