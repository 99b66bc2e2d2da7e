package dev.rdplab.protocol.share;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * What a client needs to come back without a password, ARC_SC_PRIVATE_PACKET, [MS-RDPBCGR] 2.2.4.2. 28 bytes. It is a
 * credential: its text form leaves the random bits out.
 *
 * @param logonId session, 32 bits
 * @param arcRandomBits 16 bytes
 */
public record AutoReconnectCookie(long logonId, Bytes arcRandomBits) implements Pdu {

    static final int LENGTH = 28; // cbLen 4 + Version 4 + LogonId 4 + ArcRandomBits 16

    private static final String NAME = "ARC_SC_PRIVATE_PACKET";
    private static final int VERSION = 1; // AUTO_RECONNECT_VERSION_1

    public AutoReconnectCookie {
        if (arcRandomBits.length() != 16) {
            throw new IllegalArgumentException("arcRandomBits has 16 bytes");
        }
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> w.u32le("cbLen", LENGTH)
                .u32le("Version", VERSION)
                .u32le("LogonId", logonId)
                .bytes("ArcRandomBits", arcRandomBits));
    }

    static AutoReconnectCookie decode(WireReader reader) {
        var in = reader.as(NAME);
        in.expectU32le("cbLen", LENGTH);
        in.expectU32le("Version", VERSION);
        return new AutoReconnectCookie(in.u32le("LogonId"), in.bytes("ArcRandomBits", 16));
    }

    @Override
    public String toString() {
        return "AutoReconnectCookie[logonId=" + logonId + ", arcRandomBits=***]";
    }
}
