package dev.rdplab.protocol.decode;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Bytes that are not looked into: encrypted data, or a redirection.
 *
 * @param structure the name that its one field is read under
 */
public record OpaquePdu(String structure, Bytes data) implements Pdu {

    static OpaquePdu decode(String structure, WireReader in) {
        return new OpaquePdu(structure, in.as(structure).rest("data"));
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(structure, w -> w.bytes("data", data));
    }
}
