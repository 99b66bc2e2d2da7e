package dev.rdplab.protocol.share;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.WireWriter;

/** The client asks to end the session, TS_SHUTDOWN_REQ_PDU, [MS-RDPBCGR] 2.2.2.2.1. No body. */
public record ShutdownRequest() implements DataPdu {

    static final int TYPE = 36; // PDUTYPE2_SHUTDOWN_REQUEST

    @Override
    public int pduType2() {
        return TYPE;
    }

    @Override
    public String pduName() {
        return PduNames.SHUTDOWN_REQUEST;
    }

    @Override
    public void encode(WireWriter out) {}
}
