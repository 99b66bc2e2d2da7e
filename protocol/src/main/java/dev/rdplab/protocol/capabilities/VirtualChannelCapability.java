package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.OptionalLong;

/**
 * Static virtual channels, TS_VIRTUALCHANNEL_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.1.10. Eight bytes, or four without the last
 * field.
 *
 * @param flags 32 bits: 0 no compression, 1 server to client, 2 client to server
 * @param vcChunkSize VCChunkSize, bytes, 32 bits; only a server's counts
 */
public record VirtualChannelCapability(long flags, OptionalLong vcChunkSize) implements CapabilitySet {

    private static final String NAME = "TS_VIRTUALCHANNEL_CAPABILITYSET";

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> {
            w.u32le("flags", flags);
            vcChunkSize.ifPresent(size -> w.u32le("VCChunkSize", size));
        });
    }

    static VirtualChannelCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new VirtualChannelCapability(
                in.u32le("flags"), in.hasRemaining() ? OptionalLong.of(in.u32le("VCChunkSize")) : OptionalLong.empty());
    }
}
