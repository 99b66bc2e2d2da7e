package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * A capability set of a type not known here, or longer than the specification has it.
 *
 * @param type 16 bits
 * @param capabilityData what follows lengthCapability
 */
public record RawCapability(int type, Bytes capabilityData) implements CapabilitySet {

    @Override
    public void encodeBody(WireWriter out) {
        out.structure("TS_CAPS_SET", w -> w.bytes("capabilityData", capabilityData));
    }
}
