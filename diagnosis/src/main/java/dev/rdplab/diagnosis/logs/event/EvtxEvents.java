package dev.rdplab.diagnosis.logs.event;

import dev.rdplab.diagnosis.logs.LogEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The events of an {@code .evtx} file: a header of 4,096 bytes, then chunks of 65,536 bytes, each with up to 31 kinds of
 * templates and its own records. A chunk that is damaged or cut short gives the records that can still be read.
 */
public final class EvtxEvents {

    /** The first bytes of the file. */
    public static final byte[] MAGIC = "ElfFile\0".getBytes(StandardCharsets.ISO_8859_1);

    private static final byte[] CHUNK_MAGIC = "ElfChnk\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int FILE_HEADER = 4096;
    private static final int CHUNK = 65_536;
    private static final int FIRST_RECORD = 512;
    private static final int RECORD_MAGIC = 0x2A2A;
    private static final int RECORD_HEADER = 4 + 4 + 8 + 8; // magic, size, number, time
    private static final int FREE_SPACE = 48;

    private final String file;
    private final Consumer<LogEntry> records;
    private final Consumer<String> notes;
    private long count;

    /**
     * @param records takes each record
     * @param notes takes what could not be read, with the chunk, from 1
     */
    public EvtxEvents(String file, Consumer<LogEntry> records, Consumer<String> notes) {
        this.file = file;
        this.records = records;
        this.notes = notes;
    }

    /** Reads to the end, one chunk at a time. */
    public void read(InputStream in) throws IOException {
        if (in.readNBytes(FILE_HEADER).length < FILE_HEADER) {
            notes.accept("the file ends within its header");
            return;
        }
        for (int number = 1; ; number++) {
            byte[] chunk = in.readNBytes(CHUNK);
            if (chunk.length == 0) {
                return;
            }
            boolean whole = chunk.length == CHUNK;
            if (Arrays.equals(chunk, 0, Math.min(8, chunk.length), CHUNK_MAGIC, 0, 8)) {
                chunk(number, Arrays.copyOf(chunk, CHUNK), chunk.length);
            } else if (anything(chunk)) {
                notes.accept("chunk " + number + " does not begin as one and was left out");
            }
            if (!whole) {
                notes.accept("the file ends within chunk " + number);
                return;
            }
        }
    }

    /** Chunks that were never used are zero. */
    private static boolean anything(byte[] chunk) {
        for (byte each : chunk) {
            if (each != 0) {
                return true;
            }
        }
        return false;
    }

    private void chunk(int number, byte[] chunk, int length) {
        int free = new ChunkReader(chunk, FREE_SPACE, CHUNK).i32();
        int end = Math.min(length, free >= FIRST_RECORD && free <= CHUNK ? free : CHUNK);
        int at = FIRST_RECORD;
        int damaged = 0;
        while (end - at >= RECORD_HEADER) {
            var header = new ChunkReader(chunk, at, CHUNK);
            int magic = header.i32();
            int size = header.i32();
            if (magic != RECORD_MAGIC || size < RECORD_HEADER + 4 || size > end - at) {
                int next = nextRecord(chunk, at + 4, end);
                damaged += anything(Arrays.copyOfRange(chunk, at, next)) ? 1 : 0;
                at = next;
                continue;
            }
            damaged += record(chunk, at, size) ? 0 : 1;
            at += size;
        }
        if (damaged > 0) {
            notes.accept(
                    damaged + (damaged == 1 ? " record" : " records") + " of chunk " + number + " could not be read");
        }
    }

    /** Records begin at multiples of 8 bytes only by habit, so each 4 are looked at. */
    private static int nextRecord(byte[] chunk, int from, int end) {
        for (int at = from & ~3; at <= end - RECORD_HEADER; at += 4) {
            if (chunk[at] == 0x2A && chunk[at + 1] == 0x2A && chunk[at + 2] == 0 && chunk[at + 3] == 0) {
                return at;
            }
        }
        return end;
    }

    private boolean record(byte[] chunk, int at, int size) {
        count++;
        try {
            var event = BinaryXml.read(new ChunkReader(chunk, at + RECORD_HEADER, at + size - 4));
            var read = EventRecords.of(file, count, event);
            read.ifPresent(records);
            return read.isPresent();
        } catch (DamagedEvtxException e) {
            return false;
        }
    }
}
