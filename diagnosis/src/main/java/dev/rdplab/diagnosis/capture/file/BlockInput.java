package dev.rdplab.diagnosis.capture.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads runs of bytes of bounded length and counts where in the file they stand. */
final class BlockInput {

    /** The file's content contradicts itself or ends too early. Never leaves the package. */
    static final class Damaged extends Exception {
        private static final long serialVersionUID = 1L;

        Damaged(String message) {
            super(message, null, false, false);
        }
    }

    private static final int AT_ONCE = 1 << 16;

    private final InputStream in;
    private long at;

    BlockInput(InputStream in) {
        this.in = in;
    }

    /** Bytes from the start of the file. */
    long at() {
        return at;
    }

    /** As many bytes as there are, at most {@code length}. */
    byte[] upTo(int length) throws IOException {
        byte[] bytes;
        if (length <= AT_ONCE) {
            bytes = new byte[length];
            int read = in.readNBytes(bytes, 0, length);
            bytes = read < length ? Arrays.copyOf(bytes, read) : bytes;
        } else { // in pieces: a length that lies costs nothing
            bytes = in.readNBytes(length);
        }
        at += bytes.length;
        return bytes;
    }

    byte[] exactly(long length, String what) throws IOException, Damaged {
        if (length < 0 || length > CaptureReader.MAX_BLOCK) {
            throw damaged(what + " of " + length + " bytes, at most " + CaptureReader.MAX_BLOCK);
        }
        byte[] bytes = upTo((int) length);
        if (bytes.length < length) {
            throw damaged("the file ends within " + what);
        }
        return bytes;
    }

    void skip(long length, String what) throws IOException, Damaged {
        for (long left = length; left > 0; ) {
            int some = (int) Math.min(left, 1 << 16);
            if (upTo(some).length < some) {
                throw damaged("the file ends within " + what);
            }
            left -= some;
        }
    }

    Damaged damaged(String what) {
        return new Damaged(what + ", at byte " + at + " of the file");
    }

    static int int32(byte[] bytes, int from, boolean big) {
        return int16(bytes, big ? from : from + 2, big) << 16 | int16(bytes, big ? from + 2 : from, big);
    }

    static int int16(byte[] bytes, int from, boolean big) {
        int first = bytes[from] & 0xff;
        int second = bytes[from + 1] & 0xff;
        return big ? first << 8 | second : second << 8 | first;
    }

    static long unsigned32(byte[] bytes, int from, boolean big) {
        return int32(bytes, from, big) & 0xffff_ffffL;
    }
}
