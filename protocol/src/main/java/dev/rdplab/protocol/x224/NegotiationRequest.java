package dev.rdplab.protocol.x224;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/** RDP_NEG_REQ, the client's protocol offer, [MS-RDPBCGR] 2.2.1.1.1. Eight bytes, integers little-endian. */
public record NegotiationRequest(RequestFlags flags, SecurityProtocols requestedProtocols) implements Pdu {

    public static final String STRUCTURE = "RDP_NEG_REQ";

    /** Bytes: type 1 + flags 1 + length 2 + requestedProtocols 4. */
    public static final int LENGTH = 8;

    static final int TYPE = 0x01;

    public static NegotiationRequest of(SecurityProtocols requestedProtocols) {
        return new NegotiationRequest(RequestFlags.NONE, requestedProtocols);
    }

    static NegotiationRequest decode(WireReader tpdu) {
        var in = tpdu.as(STRUCTURE);
        in.expectU8("type", TYPE);
        var flags = new RequestFlags(in.u8("flags"));
        in.expectU16le("length", LENGTH);
        return new NegotiationRequest(flags, SecurityProtocols.of(in.u32le("requestedProtocols")));
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(STRUCTURE, w -> w.u8("type", TYPE)
                .u8("flags", flags.value())
                .u16le("length", LENGTH)
                .u32le("requestedProtocols", requestedProtocols.value()));
    }
}
