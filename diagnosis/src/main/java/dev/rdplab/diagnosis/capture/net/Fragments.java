package dev.rdplab.diagnosis.capture.net;

import dev.rdplab.diagnosis.capture.Notes;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Puts the fragments of IP packets together, RFC 791 section 3.2 and RFC 8200 section 4.5. The first copy of a byte counts. */
final class Fragments {

    private static final int MAX_PACKETS = 256; // under way
    private static final int MAX_PARTS = 512; // of one packet: 64 KiB in parts of 128 bytes

    private record Key(int protocol, Bytes source, Bytes destination, long id) {}

    private static final class Parts {
        private final TreeMap<Integer, InternetProtocol.Payload> parts = new TreeMap<>();
        private int total = -1;
    }

    private final Notes notes;
    private final Map<Key, Parts> underWay = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Parts> eldest) {
            if (size() > MAX_PACKETS) {
                notes.add("IP packets of which fragments are missing");
                return true;
            }
            return false;
        }
    };

    Fragments(Notes notes) {
        this.notes = notes;
    }

    /** @return the whole packet, when this was its last missing part; else null */
    InternetProtocol.Payload add(InternetProtocol.Payload part, long id, int offset, boolean more) {
        var key = new Key(part.protocol(), part.source(), part.destination(), id);
        var all = underWay.computeIfAbsent(key, k -> new Parts());
        if (all.parts.size() >= MAX_PARTS) {
            return null;
        }
        all.parts.putIfAbsent(offset, part);
        if (!more) {
            all.total = offset + part.length();
        }
        var whole = whole(all);
        if (whole != null) {
            underWay.remove(key);
        }
        return whole;
    }

    /** The file ends: what is not whole stays so. */
    void finish() {
        underWay.keySet().forEach(key -> notes.add("IP packets of which fragments are missing"));
        underWay.clear();
    }

    private static InternetProtocol.Payload whole(Parts all) {
        if (all.total < 0) {
            return null;
        }
        var pieces = new ArrayList<Bytes>();
        int next = 0;
        boolean kept = true; // up to the first byte that the capture cut off
        for (var entry : all.parts.entrySet()) {
            int skip = next - entry.getKey();
            var part = entry.getValue();
            if (skip < 0) {
                return null;
            }
            if (skip >= part.length()) {
                continue;
            }
            var bytes = part.body().bytes();
            if (kept && skip < bytes.length()) {
                pieces.add(bytes.slice(skip));
            }
            kept &= bytes.length() >= part.length();
            next = entry.getKey() + part.length();
        }
        if (next < all.total) {
            return null;
        }
        var first = all.parts.firstEntry().getValue();
        var body = new View(Bytes.concat(pieces.toArray(Bytes[]::new)));
        return new InternetProtocol.Payload(first.protocol(), first.source(), first.destination(), body, all.total);
    }
}
