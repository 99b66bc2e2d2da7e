package dev.rdplab.diagnosis.capture.tls;

import dev.rdplab.diagnosis.capture.tcp.Chunk;
import dev.rdplab.protocol.tls.TlsRecord;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts one direction of a stream into records and finds the next one behind a hole. Where the capture cut packets short, a
 * record whose header was kept is followed by its length.
 */
final class Records {

    /**
     * @param record what is at hand of it, at least its header
     * @param length of the whole record on the wire, with its header
     * @param end offset in the stream of the byte behind it
     */
    record Cut(Bytes record, int length, long end) {
        boolean whole() {
            return record.length() == length;
        }
    }

    private Bytes partial = Bytes.EMPTY;
    private long at; // offset in the stream of the first byte of `partial`
    private int missing; // bytes of the record in `partial` that passed and are not at hand
    private boolean lost; // it is not known where the next record begins
    private boolean broken;

    List<Cut> add(Chunk chunk) {
        var cut = new ArrayList<Cut>();
        if (chunk.afterHole()) {
            drop();
        }
        if (lost) {
            int from = resynchronized(chunk.bytes());
            lost = from < 0;
            partial = lost ? Bytes.EMPTY : chunk.bytes().slice(from);
            at = chunk.offset() + Math.max(0, from);
        } else if (missing == 0) {
            at = partial.isEmpty() ? chunk.offset() : at;
            partial = partial.isEmpty() ? chunk.bytes() : Bytes.concat(partial, chunk.bytes());
        } else {
            goOn(chunk.bytes(), cut);
        }
        whole(cut);
        if (chunk.missing() > 0 && !broken) {
            skip(chunk, cut);
        }
        return cut;
    }

    private void drop() {
        partial = Bytes.EMPTY;
        missing = 0;
        lost = true;
        broken = false;
    }

    /** Of a record with bytes missing, more is of no use but to find the next one. */
    private void goOn(Bytes bytes, List<Cut> cut) {
        int length = lengthAt(partial, 0);
        int rest = length - partial.length() - missing;
        if (bytes.length() < rest) {
            missing += bytes.length();
            return;
        }
        cut.add(new Cut(partial, length, at + length));
        partial = bytes.slice(rest);
        at += length;
        missing = 0;
    }

    private void whole(List<Cut> cut) {
        while (partial.length() >= TlsRecord.HEADER && missing == 0 && !broken) {
            int length = lengthAt(partial, 0);
            if (length < 0) {
                broken = true;
            } else if (length > partial.length()) {
                break;
            } else {
                cut.add(new Cut(partial.slice(0, length), length, at + length));
                partial = partial.slice(length);
                at += length;
            }
        }
    }

    /** The end of the chunk is not at hand. */
    private void skip(Chunk chunk, List<Cut> cut) {
        if (partial.length() < TlsRecord.HEADER) {
            drop();
            return;
        }
        int length = lengthAt(partial, 0);
        long end = at + length;
        if (end > chunk.end()) {
            missing += chunk.missing();
            return;
        }
        cut.add(new Cut(partial, length, end));
        partial = Bytes.EMPTY;
        missing = 0;
        at = end;
        lost = end < chunk.end();
    }

    /** What is no record and stops the reading of this direction; a hole starts it again. */
    Optional<Bytes> garbage() {
        return broken ? Optional.of(partial) : Optional.empty();
    }

    /** Whether records passed that are not at hand, so that the next one has to be found. */
    boolean lost() {
        return lost;
    }

    /** The begin of a record whose rest has not come. */
    Bytes rest() {
        return partial;
    }

    /** Where records seem to begin: two in a row, or one that ends with the chunk or goes beyond; -1 for nowhere. */
    private int resynchronized(Bytes bytes) {
        for (int from = 0; from + TlsRecord.HEADER <= bytes.length(); from++) {
            int length = lengthAt(bytes, from);
            int next = from + length;
            boolean fits = length > 0
                    && (next == bytes.length()
                            || next > bytes.length() && from == 0
                            || next + TlsRecord.HEADER <= bytes.length() && lengthAt(bytes, next) > 0);
            if (fits) {
                return from;
            }
        }
        return -1;
    }

    /** Whole length of the record that begins at {@code at}, -1 when none can. */
    private static int lengthAt(Bytes bytes, int at) {
        int type = bytes.get(at);
        int length = bytes.get(at + 3) << 8 | bytes.get(at + 4);
        boolean possible = type >= TlsItem.CHANGE_CIPHER_SPEC
                && type <= TlsItem.APPLICATION_DATA
                && bytes.get(at + 1) == 3
                && bytes.get(at + 2) <= 4
                && length <= TlsRecord.MAX_FRAGMENT;
        return possible ? TlsRecord.HEADER + length : -1;
    }
}
