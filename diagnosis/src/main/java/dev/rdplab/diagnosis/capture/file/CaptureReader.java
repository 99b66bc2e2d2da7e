package dev.rdplab.diagnosis.capture.file;

import dev.rdplab.diagnosis.capture.Notes;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

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

    /**
     * Reads what a stream holds; a compressed stream is unpacked.
     *
     * @return false when the content is in no known format; a note says what it looks like
     * @throws IOException when the stream itself fails
     */
    public static boolean read(InputStream stream, CaptureSink sink, Notes notes) throws IOException {
        var buffered = new BufferedInputStream(stream, 1 << 16);
        buffered.mark(Format.HEAD);
        byte[] head = buffered.readNBytes(Format.HEAD);
        buffered.reset();
        var format = Format.of(head);
        if (format == Format.GZIP) {
            return unpacked(buffered, sink, notes);
        }
        if (format == Format.ZSTD) {
            return read(new DamageEnds(ZstdPacking.of(buffered), notes), sink, notes);
        }
        if (!format.read()) {
            notes.add(format.text());
            return false;
        }
        packets(buffered, sink, notes);
        return true;
    }

    /** Damage to the packing ends the reading, as damage to the packets does. */
    private static boolean unpacked(InputStream packed, CaptureSink sink, Notes notes) throws IOException {
        try (var inside = new GZIPInputStream(packed, 1 << 16)) {
            return read(new DamageEnds(inside, notes), sink, notes);
        } catch (ZipException | EOFException damaged) {
            notes.add("the gzip packing is damaged: " + damaged.getMessage());
            return true;
        }
    }

    private static void packets(InputStream stream, CaptureSink sink, Notes notes) throws IOException {
        var in = new BlockInput(stream);
        try {
            byte[] first = in.upTo(4);
            if (first.length < 4) {
                notes.add(first.length == 0 ? "the file is empty" : "the file ends within its first four bytes");
                return;
            }
            int magic = BlockInput.int32(first, 0, true);
            if (magic == PCAPNG) {
                new PcapngFormat(in, sink, notes).read();
            } else {
                new PcapFormat(in, sink, notes).read(magic);
            }
        } catch (BlockInput.Damaged damaged) {
            notes.add(damaged.getMessage());
        }
    }

    static boolean isPcap(int magic) {
        return PCAP.contains(magic);
    }

    private static int flip(int magic) {
        return Integer.reverseBytes(magic);
    }
}
