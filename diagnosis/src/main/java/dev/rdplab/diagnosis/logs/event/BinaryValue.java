package dev.rdplab.diagnosis.logs.event;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Locale;
import java.util.StringJoiner;

/** A value of binary XML as the text that Windows' own XML has for it, [MS-EVEN6] 2.2.18. */
final class BinaryValue {

    static final int BINARY_XML = 0x21;

    private static final int ARRAY = 0x80;
    private static final HexFormat UPPER = HexFormat.of().withUpperCase();

    private BinaryValue() {}

    /** @param type the value type, with 0x80 for an array @param in all bytes of the value and no more */
    static String text(int type, ChunkReader in) {
        if ((type & ARRAY) != 0) {
            return array(type & ~ARRAY, in);
        }
        return switch (type) {
            case 0x00 -> "";
            case 0x01 -> untilNul(in.utf16(in.left() / 2));
            case 0x02 -> untilNul(new String(in.bytes(in.left()), StandardCharsets.ISO_8859_1));
            case 0x0E -> UPPER.formatHex(in.bytes(in.left()));
            case 0x10 -> in.left() == 8 ? hex(in.i64()) : hex(Integer.toUnsignedLong(in.i32()));
            case 0x13 -> sid(in);
            default -> fixed(type, in);
        };
    }

    private static String fixed(int type, ChunkReader in) {
        return switch (type) {
            case 0x03 -> Byte.toString((byte) in.u8());
            case 0x04 -> Integer.toString(in.u8());
            case 0x05 -> Short.toString((short) in.u16());
            case 0x06 -> Integer.toString(in.u16());
            case 0x07 -> Integer.toString(in.i32());
            case 0x08 -> Integer.toUnsignedString(in.i32());
            case 0x09 -> Long.toString(in.i64());
            case 0x0A -> Long.toUnsignedString(in.i64());
            case 0x0B -> Float.toString(Float.intBitsToFloat(in.i32()));
            case 0x0C -> Double.toString(Double.longBitsToDouble(in.i64()));
            case 0x0D -> Boolean.toString(in.i32() != 0);
            case 0x0F -> guid(in);
            case 0x11 -> EventTime.ofFileTime(in.i64()).toString();
            case 0x12 -> systemTime(in);
            case 0x14 -> hex(Integer.toUnsignedLong(in.i32()));
            case 0x15, 0x20 -> hex(in.i64());
            default -> throw in.damaged("a value of the unknown type 0x" + Integer.toHexString(type));
        };
    }

    private static int width(int type) {
        return switch (type) {
            case 0x03, 0x04 -> 1;
            case 0x05, 0x06 -> 2;
            case 0x07, 0x08, 0x0B, 0x0D, 0x14 -> 4;
            case 0x09, 0x0A, 0x0C, 0x11, 0x15 -> 8;
            case 0x0F, 0x12 -> 16;
            default -> 0;
        };
    }

    private static String array(int type, ChunkReader in) {
        var values = new StringJoiner(", ");
        if (type == 0x01) {
            for (String each : in.utf16(in.left() / 2).split("\0")) {
                values.add(each);
            }
            return values.toString();
        }
        int width = width(type);
        if (width == 0) {
            return UPPER.formatHex(in.bytes(in.left()));
        }
        while (in.left() >= width) {
            values.add(fixed(type, in.slice(width)));
        }
        return values.toString();
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    static String guid(ChunkReader in) {
        return String.format(Locale.ROOT, "%08x-%04x-%04x-", in.i32(), in.u16(), in.u16())
                + HexFormat.of().formatHex(in.bytes(2)) + "-" + HexFormat.of().formatHex(in.bytes(6));
    }

    private static String sid(ChunkReader in) {
        var sid = new StringBuilder("S-").append(in.u8());
        int count = in.u8();
        long authority = 0;
        for (int i = 0; i < 6; i++) {
            authority = authority << 8 | in.u8();
        }
        sid.append('-').append(authority);
        for (int i = 0; i < count; i++) {
            sid.append('-').append(Integer.toUnsignedString(in.i32()));
        }
        return sid.toString();
    }

    private static String systemTime(ChunkReader in) {
        int year = in.u16();
        int month = in.u16();
        in.skip(2); // day of the week
        try {
            return LocalDateTime.of(year, month, in.u16(), in.u16(), in.u16(), in.u16(), in.u16() * 1_000_000) + "Z";
        } catch (DateTimeException e) {
            throw in.damaged("a time that does not exist");
        }
    }

    private static String untilNul(String text) {
        int nul = text.indexOf('\0');
        return nul < 0 ? text : text.substring(0, nul);
    }
}
