package dev.rdplab.diagnosis.capture.net;

import dev.rdplab.diagnosis.capture.Notes;
import dev.rdplab.diagnosis.capture.file.CapturedPacket;

/** Takes off the link layer of a packet and hands what is inside on. */
public final class Packets {

    private static final int NULL = 0;
    private static final int ETHERNET = 1;
    private static final int RAW_BSD = 12;
    private static final int RAW_OPENBSD = 14;
    private static final int RAW = 101;
    private static final int LOOP = 108;
    private static final int LINUX_COOKED = 113;
    private static final int IPV4 = 228;
    private static final int IPV6 = 229;
    private static final int UPPER_PDU = 252;
    private static final int LINUX_COOKED_2 = 276;

    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_IPV6 = 0x86dd;
    private static final int TYPE_PPPOE = 0x8864;
    private static final int MAX_TAGS = 4;

    private final NetSink sink;
    private final Notes notes;
    private final InternetProtocol ip;

    public Packets(NetSink sink, Notes notes) {
        this.sink = sink;
        this.notes = notes;
        this.ip = new InternetProtocol(sink, notes);
    }

    /** Never throws for what a packet holds: what cannot be read becomes a note. */
    public void packet(CapturedPacket packet) {
        var view = new View(packet.bytes());
        try {
            switch (packet.linkType()) {
                case ETHERNET -> typed(packet, view, 12);
                case RAW, RAW_BSD, RAW_OPENBSD, IPV4, IPV6 -> ip.packet(packet, view);
                case LINUX_COOKED -> typed(packet, view, 14);
                case LINUX_COOKED_2 -> ip(packet, view.u16(0), view.from(20));
                case NULL, LOOP -> ip.packet(packet, view.from(4)); // an address family 4, of either byte order
                case UPPER_PDU -> UpperPduTags.read(packet, view, sink, notes);
                default -> notes.add("packets of link type " + packet.linkType() + " are not read");
            }
        } catch (View.Short tooShort) {
            notes.add(tooShort.getMessage());
        }
    }

    /** An EtherType, behind VLAN tags if there are any, then the packet. */
    private void typed(CapturedPacket packet, View view, int typeAt) throws View.Short {
        int at = typeAt;
        for (int tags = 0; tags < MAX_TAGS && isTag(view.u16(at)); tags++) {
            at += 4;
        }
        ip(packet, view.u16(at), view.from(at + 2));
    }

    private void ip(CapturedPacket packet, int type, View view) throws View.Short {
        if (type == TYPE_IPV4 || type == TYPE_IPV6) {
            ip.packet(packet, view);
        } else if (type == TYPE_PPPOE) {
            int protocol = view.u16(6);
            if (protocol == 0x0021 || protocol == 0x0057) {
                ip.packet(packet, view.from(8));
            }
        }
    }

    private static boolean isTag(int type) {
        return type == 0x8100 || type == 0x88a8 || type == 0x9100;
    }
}
