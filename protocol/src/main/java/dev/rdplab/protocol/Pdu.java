package dev.rdplab.protocol;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireWriter;

/** A protocol data unit, or a structure inside one, that knows its bytes. */
public interface Pdu {

    /** Writes the whole unit. A record has validated itself on construction, so writing never fails. */
    void encode(WireWriter out);

    /** The bytes {@link #encode} writes. */
    default Bytes toBytes() {
        var out = new WireWriter();
        encode(out);
        return out.toBytes();
    }
}
