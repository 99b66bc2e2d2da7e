package dev.rdplab.fuzz;

import dev.rdplab.protocol.tls.TlsRecordStream;
import dev.rdplab.protocol.wire.Bytes;

/** TLS records in pieces, whose size the first byte says: no byte is lost, and every field lies inside its record. */
public final class TlsRecordsTarget {

    private TlsRecordsTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        var stream = new TlsRecordStream();
        var all = Bytes.copyOf(input, 1, input.length - 1);
        int step = 1 + (input[0] & 63) * 4;
        int taken = 0;
        int fed = 0;
        while (fed < all.length() && !stream.broken()) {
            int end = Math.min(all.length(), fed + step);
            for (var record : stream.feed(all.slice(fed, end))) {
                taken += record.bytes().length();
                for (var field : record.fields()) {
                    if (field.offset() < 0
                            || field.offset() + field.length() > record.bytes().length()) {
                        throw new AssertionError(field + " outside its record");
                    }
                }
            }
            fed = end;
        }
        int rest = stream.takeRest().length();
        if (taken + rest != fed) {
            throw new AssertionError(fed + " bytes in, " + (taken + rest) + " out");
        }
    }
}
