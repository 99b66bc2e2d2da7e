package dev.rdplab.cli;

import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Puts a TPKT packet together that was read in pieces, as a log of a program that reads four bytes first has it. */
final class Joined {

    private static final int HEADER = 4;

    private Joined() {}

    /** The same messages, the pieces of a packet as one where they fill its declared length exactly. */
    static List<Bytes> of(List<Bytes> messages) {
        var joined = new ArrayList<Bytes>();
        for (int i = 0; i < messages.size(); i++) {
            var whole = messages.get(i);
            int length = declared(whole);
            int last = i;
            int sum = whole.length();
            while (sum < length && last + 1 < messages.size() && declared(messages.get(last + 1)) == 0) {
                sum += messages.get(++last).length();
            }
            if (sum == length && last > i) {
                whole = Bytes.concat(messages.subList(i, last + 1).toArray(Bytes[]::new));
                i = last;
            }
            joined.add(whole);
        }
        return joined;
    }

    /** The length that the header of a TPKT packet declares; 0 when it is none. */
    private static int declared(Bytes message) {
        boolean header = message.length() >= HEADER && message.get(0) == 3 && message.get(1) == 0;
        return header ? (message.get(2) & 0xFF) << 8 | message.get(3) & 0xFF : 0;
    }
}
