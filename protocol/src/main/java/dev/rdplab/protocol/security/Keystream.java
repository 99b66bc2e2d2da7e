package dev.rdplab.protocol.security;

import dev.rdplab.protocol.wire.Bytes;

/**
 * One direction of a session: its keys, its RC4 stream and how many packets went through.
 *
 * @param count packets since the start, which salts the MAC; it wraps as 32 bits
 * @param sinceUpdate packets since the key was changed
 */
record Keystream(EncryptionMethod method, Bytes initialKey, Bytes currentKey, Rc4 rc4, int count, int sinceUpdate) {

    /** [MS-RDPBCGR] 5.3.7: keys are changed after this many packets. */
    static final int PACKETS_PER_KEY = 4096;

    /** Data that went through, and the direction after it. */
    record Result(Bytes data, Keystream next) {}

    static Keystream of(EncryptionMethod method, Bytes key) {
        return new Keystream(method, key, key, Rc4.of(key), 0, 0);
    }

    Result apply(Bytes data) {
        Keystream ready = sinceUpdate == PACKETS_PER_KEY ? updated() : this;
        Rc4.Result result = ready.rc4.apply(data);
        return new Result(
                result.data(),
                new Keystream(method, initialKey, ready.currentKey, result.next(), count + 1, ready.sinceUpdate + 1));
    }

    private Keystream updated() {
        int length = method.keyLength();
        Bytes temporary = Digests.paddedHash(initialKey, currentKey).slice(0, length);
        Bytes key =
                SessionKeys.weakened(method, Rc4.of(temporary).apply(temporary).data());
        return new Keystream(method, initialKey, key, Rc4.of(key), count, 0);
    }

    @Override
    public String toString() {
        return "Keystream[" + method + ", " + count + " packets, ***]";
    }
}
