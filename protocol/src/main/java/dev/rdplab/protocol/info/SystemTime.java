package dev.rdplab.protocol.info;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * TS_SYSTEMTIME, [MS-RDPBCGR] 2.2.1.11.1.1.1.1.1. 16 bytes. A change of time every year has year 0, and its day is the
 * occurrence of the weekday in the month, 5 being the last. Values out of range are kept: real clients send them.
 */
public record SystemTime(
        int year, int month, int dayOfWeek, int day, int hour, int minute, int second, int milliseconds) {

    /** All zero: no change of time. */
    public static final SystemTime NONE = new SystemTime(0, 0, 0, 0, 0, 0, 0, 0);

    private static final String[] FIELDS = {
        "wYear", "wMonth", "wDayOfWeek", "wDay", "wHour", "wMinute", "wSecond", "wMilliseconds"
    };

    void write(WireWriter out, String field) {
        int[] values = {year, month, dayOfWeek, day, hour, minute, second, milliseconds};
        for (int i = 0; i < values.length; i++) {
            out.u16le(field + '.' + FIELDS[i], values[i]);
        }
    }

    static SystemTime read(WireReader in, String field) {
        int[] values = new int[FIELDS.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.u16le(field + '.' + FIELDS[i]);
        }
        return new SystemTime(values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7]);
    }
}
