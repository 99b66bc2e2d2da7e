package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/** Whether the client can play a beep, TS_SOUND_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.1.11. 4 bytes. */
public record SoundCapability(int soundFlags, int pad2octetsA) implements CapabilitySet {

    private static final String NAME = "TS_SOUND_CAPABILITYSET";

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> w.u16le("soundFlags", soundFlags).u16le("pad2octetsA", pad2octetsA));
    }

    static SoundCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new SoundCapability(in.u16le("soundFlags"), in.u16le("pad2octetsA"));
    }
}
