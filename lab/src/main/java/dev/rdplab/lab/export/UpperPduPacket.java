package dev.rdplab.lab.export;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireWriter;

/** A packet of link type 252: the name of a dissector, addresses and ports as tags, then the PDU. Big-endian. */
final class UpperPduPacket {

    static final int LINK_TYPE = 252;

    private static final int TCP = 2; // port type of Wireshark

    private UpperPduPacket() {}

    static Bytes of(String dissector, HostPort from, HostPort to, Bytes pdu) {
        var w = new WireWriter();
        tag(w, 12, Bytes.ascii(dissector));
        tag(w, from.ipv6() ? 22 : 20, from.address());
        tag(w, from.ipv6() ? 23 : 21, to.address());
        tag(w, 24, u32(TCP));
        tag(w, 25, u32(from.port()));
        tag(w, 26, u32(to.port()));
        tag(w, 0, Bytes.EMPTY);
        return w.bytes("pdu", pdu).toBytes();
    }

    private static void tag(WireWriter w, int number, Bytes value) {
        int padding = (4 - value.length() % 4) % 4;
        w.u16be("tag", number)
                .u16be("length", value.length() + padding)
                .bytes("value", value)
                .zeros("padding", padding);
    }

    private static Bytes u32(long value) {
        return new WireWriter().u32be("value", value).toBytes();
    }
}
