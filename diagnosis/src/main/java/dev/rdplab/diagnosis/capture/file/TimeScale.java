package dev.rdplab.diagnosis.capture.file;

import java.math.BigInteger;

/** What an interface's timestamps count: options if_tsresol (9) and if_tsoffset (14). */
record TimeScale(int resolution, long offsetSeconds) {

    private static final int IF_TSRESOL = 9;
    private static final int IF_TSOFFSET = 14;
    private static final int MICROSECONDS = 6; // of a power of ten
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);
    private static final BigInteger LATEST = BigInteger.valueOf(Long.MAX_VALUE / 2);

    /** Reads options; those that do not fit are passed over. */
    static TimeScale of(byte[] body, int from, boolean big) {
        int resolution = MICROSECONDS;
        long offset = 0;
        for (int at = from; at + 4 <= body.length; ) {
            int code = BlockInput.int16(body, at, big);
            int length = BlockInput.int16(body, at + 2, big);
            int value = at + 4;
            if (code == 0 || value + length > body.length) {
                break;
            }
            if (code == IF_TSRESOL && length == 1) {
                resolution = body[value] & 0xff;
            } else if (code == IF_TSOFFSET && length == 8) {
                long high = BlockInput.unsigned32(body, big ? value : value + 4, big);
                long low = BlockInput.unsigned32(body, big ? value + 4 : value, big);
                offset = high << 32 | low;
            }
            at = value + (length + 3 & ~3);
        }
        return new TimeScale(resolution, offset);
    }

    /** Nanoseconds since 1970, between 0 and half of what a long can hold. */
    long nanos(long count) {
        if (resolution == MICROSECONDS && offsetSeconds == 0 && count >= 0 && count < Long.MAX_VALUE / 2_000) {
            return count * 1_000;
        }
        var unit = (resolution & 0x80) == 0
                ? BigInteger.TEN.pow(resolution & 0x7f)
                : BigInteger.TWO.pow(resolution & 0x7f);
        var unsigned = new BigInteger(Long.toUnsignedString(count));
        return unsigned.multiply(BILLION)
                .divide(unit)
                .add(BigInteger.valueOf(offsetSeconds).multiply(BILLION))
                .max(BigInteger.ZERO)
                .min(LATEST)
                .longValue();
    }
}
