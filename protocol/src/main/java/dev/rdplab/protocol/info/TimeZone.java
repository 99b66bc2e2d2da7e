package dev.rdplab.protocol.info;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;

/**
 * TS_TIME_ZONE_INFORMATION, [MS-RDPBCGR] 2.2.1.11.1.1.1.1. 172 bytes. Biases are minutes, added to local time to get UTC.
 *
 * @param standardName 64 bytes of UTF-16LE, whatever follows the first zero; see {@link #name}
 * @param standardDate when standard time begins
 * @param daylightName as {@code standardName}
 */
public record TimeZone(
        int bias,
        Bytes standardName,
        SystemTime standardDate,
        int standardBias,
        Bytes daylightName,
        SystemTime daylightDate,
        int daylightBias)
        implements Pdu {

    private static final String NAME = "TS_TIME_ZONE_INFORMATION";
    private static final int NAME_LENGTH = 64;

    /** Coordinated universal time without daylight saving. */
    public static final TimeZone UTC = new TimeZone(
            0,
            name("Coordinated Universal Time"),
            SystemTime.NONE,
            0,
            name("Coordinated Universal Time"),
            SystemTime.NONE,
            0);

    public TimeZone {
        if (standardName.length() != NAME_LENGTH || daylightName.length() != NAME_LENGTH) {
            throw new IllegalArgumentException("names are 64 bytes each");
        }
    }

    /** A name as it stands on the wire; at most 31 characters. */
    public static Bytes name(String text) {
        if (text.length() >= NAME_LENGTH / 2) {
            throw new IllegalArgumentException("more than 31 characters: " + text);
        }
        Bytes bytes = Bytes.utf16le(text);
        return Bytes.concat(bytes, Bytes.zeros(NAME_LENGTH - bytes.length()));
    }

    /** The text of a name up to its first zero. */
    public static String text(Bytes name) {
        String text = name.text(StandardCharsets.UTF_16LE);
        int end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> {
            w.u32le("Bias", bias).bytes("StandardName", standardName);
            standardDate.write(w, "StandardDate");
            w.u32le("StandardBias", standardBias).bytes("DaylightName", daylightName);
            daylightDate.write(w, "DaylightDate");
            w.u32le("DaylightBias", daylightBias);
        });
    }

    static TimeZone decode(WireReader outer) {
        WireReader in = outer.as(NAME);
        return new TimeZone(
                (int) in.u32le("Bias"),
                in.bytes("StandardName", NAME_LENGTH),
                SystemTime.read(in, "StandardDate"),
                (int) in.u32le("StandardBias"),
                in.bytes("DaylightName", NAME_LENGTH),
                SystemTime.read(in, "DaylightDate"),
                (int) in.u32le("DaylightBias"));
    }

    @Override
    public String toString() {
        return "TimeZone[bias=" + bias + ", " + text(standardName) + " from " + standardDate + " bias " + standardBias
                + ", " + text(daylightName) + " from " + daylightDate + " bias " + daylightBias + "]";
    }
}
