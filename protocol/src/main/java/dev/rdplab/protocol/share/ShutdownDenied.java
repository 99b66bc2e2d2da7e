package dev.rdplab.protocol.share;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.WireWriter;

/** The server refuses to end the session of a logged-on user, TS_SHUTDOWN_DENIED_PDU, [MS-RDPBCGR] 2.2.2.3.1. No body. */
public record ShutdownDenied() implements DataPdu {

    static final int TYPE = 37; // PDUTYPE2_SHUTDOWN_DENIED

    @Override
    public int pduType2() {
        return TYPE;
    }

    @Override
    public String pduName() {
        return PduNames.SHUTDOWN_DENIED;
    }

    @Override
    public void encode(WireWriter out) {}
}
