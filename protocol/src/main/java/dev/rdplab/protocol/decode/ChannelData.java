package dev.rdplab.protocol.decode;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * A chunk of static virtual channel data behind its CHANNEL_PDU_HEADER, [MS-RDPBCGR] 2.2.6.1.
 *
 * @param length bytes of all chunks of the message, 32 bits
 * @param flags 32 bits: 1 first, 2 last chunk
 * @param virtualChannelData unread
 */
public record ChannelData(long length, long flags, Bytes virtualChannelData) implements Pdu {

    private static final String NAME = "CHANNEL_PDU_HEADER";

    static ChannelData decode(WireReader reader) {
        var in = reader.as(NAME);
        return new ChannelData(in.u32le("length"), in.u32le("flags"), in.rest("virtualChannelData"));
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(
                NAME,
                w -> w.u32le("length", length).u32le("flags", flags).bytes("virtualChannelData", virtualChannelData));
    }
}
