package dev.rdplab.packetlinks;

/** Random numbers without a state: the same four arguments always draw the same number. SplitMix64's finalizer, chained. */
final class Draw {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Draw() {}

    static long bits(long seed, int stream, long index, int purpose) {
        long z = mix(seed + GOLDEN * (stream + 1));
        z = mix(z + GOLDEN * (index + 1));
        return mix(z + GOLDEN * (purpose + 1));
    }

    /** From 0 to below 1. */
    static double share(long seed, int stream, long index, int purpose) {
        return (bits(seed, stream, index, purpose) >>> 11) * 0x1p-53;
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
