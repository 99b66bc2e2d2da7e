package dev.rdplab.protocol.share;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Announces that the user is logged on and how to reconnect, TS_SAVE_SESSION_INFO_PDU_DATA, [MS-RDPBCGR]
 * 2.2.10.1.1. infoType 4 and the information.
 */
public record SaveSessionInfo(LogonInfo info) implements DataPdu {

    static final int TYPE = 38; // PDUTYPE2_SAVE_SESSION_INFO

    private static final String NAME = "TS_SAVE_SESSION_INFO_PDU_DATA";

    /** The long form for a logged-on user. */
    public static SaveSessionInfo logon(String domain, String userName, long sessionId) {
        return new SaveSessionInfo(new LogonInfo.Version2(
                sessionId,
                Bytes.utf16le(domain + '\0'),
                Bytes.utf16le(userName + '\0'),
                Bytes.zeros(LogonInfo.Version2.PAD)));
    }

    /** Nothing but that a user is logged on. */
    public static SaveSessionInfo plainNotify() {
        return new SaveSessionInfo(new LogonInfo.PlainNotify(Bytes.zeros(LogonInfo.PlainNotify.PAD)));
    }

    @Override
    public int pduType2() {
        return TYPE;
    }

    @Override
    public String pduName() {
        return PduNames.SAVE_SESSION_INFO;
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> w.u32le("infoType", info.infoType()));
        info.encode(out);
    }

    static SaveSessionInfo decode(WireReader in) {
        return new SaveSessionInfo(LogonInfo.decode(in.as(NAME).u32le("infoType"), in));
    }
}
