package dev.rdplab.protocol.share;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Font List PDU of the client, TS_FONT_LIST_PDU, [MS-RDPBCGR] 2.2.1.18.1. Eight bytes of four 16-bit numbers, the last
 * message of the client's finalization.
 *
 * @param listFlags 1 first, 2 last
 * @param entrySize bytes
 */
public record FontList(int numberFonts, int totalNumFonts, int listFlags, int entrySize) implements DataPdu {

    /** What every known client sends: no fonts, first and last, 50 bytes an entry. */
    public static final FontList EMPTY = new FontList(0, 0, 3, 50);

    static final int TYPE = 39; // PDUTYPE2_FONTLIST

    private static final String NAME = "TS_FONT_LIST_PDU";

    @Override
    public int pduType2() {
        return TYPE;
    }

    @Override
    public String pduName() {
        return PduNames.FONT_LIST;
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> w.u16le("numberFonts", numberFonts)
                .u16le("totalNumFonts", totalNumFonts)
                .u16le("listFlags", listFlags)
                .u16le("entrySize", entrySize));
    }

    static FontList decode(WireReader reader) {
        var in = reader.as(NAME);
        return new FontList(
                in.u16le("numberFonts"), in.u16le("totalNumFonts"), in.u16le("listFlags"), in.u16le("entrySize"));
    }
}
