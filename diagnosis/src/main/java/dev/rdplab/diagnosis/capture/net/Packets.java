package dev.rdplab.diagnosis.capture.net;

import dev.rdplab.diagnosis.capture.Notes;
import dev.rdplab.diagnosis.capture.file.CapturedPacket;

/** Removes the link layer of a packet and passes its payload on. */
public final class Packets {

    private static final int NULL = 0;
    private static final int ETHERNET = 1;
    private static final int PPP = 9;
    private static final int RAW_BSD = 12;
    private static final int RAW_OPENBSD = 14;
    private static final int PPP_HDLC = 50;
    private static final int PPPOE = 51;
    private static final int RAW = 101;
    private static final int CISCO_HDLC = 104;
    private static final int LOOP = 108;
    private static final int ENCAPSULATED = 109;
    private static final int LINUX_COOKED = 113;
    private static final int IPV4 = 228;
    private static final int IPV6 = 229;
    private static final int UPPER_PDU = 252;
    private static final int LINUX_COOKED_2 = 276;

    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_IPV6 = 0x86dd;
    private static final int TYPE_PPPOE = 0x8864;
    private static final int TYPE_VN_TAG = 0x8926;
    private static final int TYPE_MPLS = 0x8847;
    private static final int TYPE_MPLS_MULTICAST = 0x8848;
    private static final int TYPE_BACKBONE = 0x88e7; // IEEE 802.1ah: a tag of 4, then an Ethernet frame
    private static final int TYPE_MACSEC = 0x88e5;
    private static final int LLC_LENGTH = 1_500; // a type is greater
    private static final int MAX_TAGS = 8;

    private final NetSink sink;
    private final Notes notes;
    private final InternetProtocol ip;

    public Packets(NetSink sink, Notes notes) {
        this.sink = sink;
        this.notes = notes;
        this.ip = new InternetProtocol(sink, notes, this);
    }

    /** Never throws for what a packet holds: what cannot be read becomes a note. */
    public void packet(CapturedPacket packet) {
        var view = new View(packet.bytes());
        long wire = packet.originalLength();
        try {
            switch (packet.linkType()) {
                case ETHERNET -> ethernet(packet, view, wire, 0);
                case RAW, RAW_BSD, RAW_OPENBSD, IPV4, IPV6 -> ip.packet(packet, view, wire, 0);
                case LINUX_COOKED -> typed(packet, view.u16(14), view.from(16), wire - 16, 0);
                case LINUX_COOKED_2 -> typed(packet, view.u16(0), view.from(20), wire - 20, 0);
                case NULL, LOOP -> ip.packet(packet, view.from(4), wire - 4, 0); // a family 4, of either byte order
                case PPPOE -> ppp(packet, view.from(6), wire - 6, 0);
                case PPP, PPP_HDLC -> ppp(packet, view, wire, 0);
                case UPPER_PDU -> UpperPduTags.read(packet, view, sink, notes);
                case CISCO_HDLC -> typed(packet, view.u16(2), view.from(4), wire - 4, 0);
                case ENCAPSULATED -> ip.packet(packet, view.from(12), wire - 12, 0); // family 4, index 4, flags 4
                default ->
                    notes.add("packets of link type " + packet.linkType() + named(packet.linkType()) + " are not read");
            }
        } catch (View.Short tooShort) {
            notes.add(tooShort.getMessage());
        }
    }

    private static String named(int linkType) {
        return switch (linkType) {
            case 105, 119, 127, 163, 192 -> " (Wi-Fi or its radio headers)";
            case 117 -> " (pflog)";
            case 189, 220, 249 -> " (USB)";
            case 187, 201, 251, 272 -> " (Bluetooth)";
            case 239 -> " (nflog)";
            case 253 -> " (netlink)";
            default -> "";
        };
    }

    /** To be called behind the last packet. */
    public void finish() {
        ip.finish();
    }

    /** Addresses 12, then a type, or the length of an LLC frame with or without SNAP. */
    void ethernet(CapturedPacket packet, View view, long onWire, int depth) throws View.Short {
        int type = view.u16(12);
        if (type > LLC_LENGTH) {
            typed(packet, type, view.from(14), onWire - 14, depth);
        } else {
            snap(packet, view.from(14), onWire - 14, depth);
        }
    }

    /** DSAP, SSAP, control, organization 3, type 2. */
    private void snap(CapturedPacket packet, View view, long onWire, int depth) throws View.Short {
        if (view.length() > 8 && view.u16(0) == 0xaaaa && view.u16(6) > LLC_LENGTH) {
            typed(packet, view.u16(6), view.from(8), onWire - 8, depth);
        }
    }

    /** What stands behind an EtherType: tags and labels, then the packet. */
    void typed(CapturedPacket packet, int ethertype, View from, long wire, int depth) throws View.Short {
        int type = ethertype;
        var view = from;
        long onWire = wire;
        for (int tags = 0; tags < MAX_TAGS; tags++) {
            int length = isTag(type) ? 4 : type == TYPE_VN_TAG ? 6 : 0;
            if (length == 0) {
                break;
            }
            type = view.u16(length - 2);
            view = view.from(length);
            onWire -= length;
        }
        switch (type) {
            case TYPE_IPV4, TYPE_IPV6 -> ip.packet(packet, view, onWire, depth);
            case TYPE_PPPOE -> ppp(packet, view.from(6), onWire - 6, depth);
            case TYPE_MPLS, TYPE_MPLS_MULTICAST -> mpls(packet, view, onWire, depth);
            case TYPE_BACKBONE -> ip.bridged(packet, view.from(4), onWire - 4, depth);
            case TYPE_MACSEC -> notes.add("packets of MACsec, which are not read");
            default -> {
                if (type <= LLC_LENGTH) {
                    snap(packet, view, onWire, depth);
                }
            }
        }
    }

    /** Labels of 4 bytes up to the bottom of the stack, then IP, or Ethernet behind a control word of 4 bytes. */
    private void mpls(CapturedPacket packet, View view, long onWire, int depth) throws View.Short {
        int at = 0;
        for (int labels = 0; labels < MAX_TAGS && (view.u8(at + 2) & 1) == 0; labels++) {
            at += 4;
        }
        at += 4;
        int version = view.u8(at) >> 4;
        if (version == 4 || version == 6) {
            ip.packet(packet, view.from(at), onWire - at, depth);
        } else if (version == 0 && isPacketType(view, at + 4 + 12)) {
            ip.bridged(packet, view.from(at + 4), onWire - at - 4, depth);
        } else {
            ip.bridged(packet, view.from(at), onWire - at, depth); // without a control word
        }
    }

    /** With or without address and control (0xff03); the protocol has two bytes, or one where it was compressed. */
    void ppp(CapturedPacket packet, View view, long onWire, int depth) throws View.Short {
        int at = view.u8(0) == 0xff && view.u8(1) == 3 ? 2 : 0;
        boolean compressed = (view.u8(at) & 1) != 0;
        int protocol = compressed ? view.u8(at) : view.u16(at);
        at += compressed ? 1 : 2;
        if (protocol == 0x0021 || protocol == 0x0057) {
            ip.packet(packet, view.from(at), onWire - at, depth);
        } else if (protocol == 0x0281) {
            mpls(packet, view.from(at), onWire - at, depth);
        }
    }

    void ip(CapturedPacket packet, View view, long onWire, int depth) throws View.Short {
        ip.packet(packet, view, onWire, depth);
    }

    private static boolean isPacketType(View view, int at) throws View.Short {
        int type = view.u16(at);
        return type == TYPE_IPV4 || type == TYPE_IPV6 || isTag(type);
    }

    private static boolean isTag(int type) {
        return type == 0x8100 || type == 0x88a8 || type == 0x9100 || type == 0x9200;
    }
}
