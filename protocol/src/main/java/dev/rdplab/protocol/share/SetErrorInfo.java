package dev.rdplab.protocol.share;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * The reason for which the server is about to disconnect, TS_SET_ERROR_INFO_PDU, [MS-RDPBCGR] 2.2.5.1.1. Four bytes; allowed only
 * towards a client that announced RNS_UD_CS_SUPPORT_ERRINFO_PDU.
 *
 * @param errorInfo 32 bits; an open set of codes
 */
public record SetErrorInfo(long errorInfo) implements DataPdu {

    /** ERRINFO_NONE: no error. */
    public static final long NONE = 0;
    /** ERRINFO_SERVER_DENIED_CONNECTION: what mstsc shows as extended code 0x7. */
    public static final long SERVER_DENIED_CONNECTION = 7;

    static final int TYPE = 47; // PDUTYPE2_SET_ERROR_INFO_PDU

    private static final String NAME = "TS_SET_ERROR_INFO_PDU";

    public SetErrorInfo {
        if (errorInfo < 0 || errorInfo > 0xffff_ffffL) {
            throw new IllegalArgumentException("not 32 bits: " + errorInfo);
        }
    }

    @Override
    public int pduType2() {
        return TYPE;
    }

    @Override
    public String pduName() {
        return PduNames.SET_ERROR_INFO;
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> w.u32le("errorInfo", errorInfo));
    }

    static SetErrorInfo decode(WireReader in) {
        return new SetErrorInfo(in.as(NAME).u32le("errorInfo"));
    }
}
