package dev.rdplab.protocol.share;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Font Map PDU of the server, TS_FONT_MAP_PDU, [MS-RDPBCGR] 2.2.1.22.1. Eight bytes of four 16-bit numbers; with it the
 * connection sequence is over.
 *
 * @param mapFlags 1 first, 2 last
 * @param entrySize bytes
 */
public record FontMap(int numberEntries, int totalNumEntries, int mapFlags, int entrySize) implements DataPdu {

    /** What every known server sends: no entries, first and last, 4 bytes an entry. */
    public static final FontMap EMPTY = new FontMap(0, 0, 3, 4);

    static final int TYPE = 40; // PDUTYPE2_FONTMAP

    private static final String NAME = "TS_FONT_MAP_PDU";

    @Override
    public int pduType2() {
        return TYPE;
    }

    @Override
    public String pduName() {
        return PduNames.FONT_MAP;
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> w.u16le("numberEntries", numberEntries)
                .u16le("totalNumEntries", totalNumEntries)
                .u16le("mapFlags", mapFlags)
                .u16le("entrySize", entrySize));
    }

    static FontMap decode(WireReader reader) {
        var in = reader.as(NAME);
        return new FontMap(
                in.u16le("numberEntries"), in.u16le("totalNumEntries"), in.u16le("mapFlags"), in.u16le("entrySize"));
    }
}
