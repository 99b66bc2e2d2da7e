package dev.rdplab.diagnosis.capture.net;

import dev.rdplab.protocol.wire.Bytes;

/** Reads big-endian numbers out of a packet. Too few bytes is {@link Short}, which never leaves the package. */
record View(Bytes bytes) {

    /** The packet is shorter than its headers say. */
    static final class Short extends Exception {
        private static final long serialVersionUID = 1L;

        Short() {
            super("a packet shorter than its headers say", null, false, false);
        }
    }

    int length() {
        return bytes.length();
    }

    int u8(int at) throws Short {
        need(at, 1);
        return bytes.get(at);
    }

    int u16(int at) throws Short {
        need(at, 2);
        return bytes.get(at) << 8 | bytes.get(at + 1);
    }

    long u32(int at) throws Short {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    Bytes slice(int at, int length) throws Short {
        need(at, length);
        return bytes.slice(at, at + length);
    }

    View from(int at) throws Short {
        need(at, 0);
        return new View(bytes.slice(at));
    }

    /** At most so many bytes. */
    View limit(int length) {
        return length >= bytes.length() ? this : new View(bytes.slice(0, Math.max(0, length)));
    }

    private void need(int at, int count) throws Short {
        if (at < 0 || count < 0 || at > bytes.length() - count) {
            throw new Short();
        }
    }
}
