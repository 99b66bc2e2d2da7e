package dev.rdplab.diagnosis.capture.tls;

import dev.rdplab.diagnosis.capture.tcp.Chunk;
import dev.rdplab.protocol.tls.TlsRecord;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts one direction of a stream into records and finds the next one behind a hole. */
final class Records {

    /** @param end offset in the stream of the byte behind it */
    record Cut(Bytes record, long end) {}

    private Bytes partial = Bytes.EMPTY;
    private long end;
    private boolean broken;

    List<Cut> add(Chunk chunk) {
        if (chunk.afterHole()) {
            partial = Bytes.EMPTY;
        }
        var fresh = chunk.afterHole() ? resynchronized(chunk.bytes()) : chunk.bytes();
        partial = partial.isEmpty() ? fresh : Bytes.concat(partial, fresh);
        end = chunk.end();
        var cut = new ArrayList<Cut>();
        while (partial.length() >= TlsRecord.HEADER && !broken) {
            int length = lengthAt(partial, 0);
            if (length < 0) {
                broken = true;
            } else if (length > partial.length()) {
                break;
            } else {
                cut.add(new Cut(partial.slice(0, length), end - partial.length() + length));
                partial = partial.slice(length);
            }
        }
        return cut;
    }

    /** What is no record and stops the reading of this direction; a hole starts it again. */
    Optional<Bytes> garbage() {
        return broken ? Optional.of(partial) : Optional.empty();
    }

    /** The begin of a record whose rest has not come. */
    Bytes rest() {
        return partial;
    }

    /** From the first place on where records seem to begin: two in a row, or one that ends with the chunk or goes beyond. */
    private Bytes resynchronized(Bytes bytes) {
        broken = false;
        for (int at = 0; at + TlsRecord.HEADER <= bytes.length(); at++) {
            int length = lengthAt(bytes, at);
            int next = at + length;
            boolean fits = length > 0
                    && (next == bytes.length()
                            || next > bytes.length() && at == 0
                            || next + TlsRecord.HEADER <= bytes.length() && lengthAt(bytes, next) > 0);
            if (fits) {
                return bytes.slice(at);
            }
        }
        return Bytes.EMPTY;
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
