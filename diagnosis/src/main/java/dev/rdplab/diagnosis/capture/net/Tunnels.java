package dev.rdplab.diagnosis.capture.net;

import dev.rdplab.diagnosis.capture.Notes;
import dev.rdplab.diagnosis.capture.file.CapturedPacket;

/**
 * Takes off what carries packets through IP: GRE (RFC 2784, 2890, 2637), ERSPAN, VXLAN (RFC 7348) and its GPE, GENEVE (RFC 8926),
 * MPLS in UDP, TZSP, GTP-U, L2TP, Teredo, EtherIP, IP in IP.
 */
final class Tunnels {

    private static final int MAX_DEPTH = 8;

    private static final int VXLAN = 4789;
    private static final int VXLAN_LINUX = 8472;
    private static final int GENEVE = 6081;
    private static final int VXLAN_GPE = 4790;
    private static final int MPLS = 6635;
    private static final int TZSP = 37008;
    private static final int IPSEC = 4500;
    private static final int WIREGUARD = 51820;
    private static final int GTP_U = 2152;
    private static final int L2TP = 1701;
    private static final int TEREDO = 3544;

    private static final int ETHERNET = 0x6558; // transparent bridging
    private static final int ERSPAN = 0x88be;
    private static final int ERSPAN_3 = 0x22eb;
    private static final int PPP = 0x880b;

    private final Packets links;
    private final Notes notes;

    Tunnels(Packets links, Notes notes) {
        this.links = links;
        this.notes = notes;
    }

    void ip(CapturedPacket packet, View body, int onWire, int depth) throws View.Short {
        if (deeper(depth)) {
            links.ip(packet, body, onWire, depth + 1);
        }
    }

    /** Flags 2, protocol 2; checksum 4, key 4, sequence 4 and (version 1) acknowledgment 4 where flags say so. */
    void gre(CapturedPacket packet, View body, int onWire, int depth) throws View.Short {
        if (!deeper(depth)) {
            return;
        }
        int flags = body.u16(0);
        int protocol = body.u16(2);
        boolean sequence = (flags & 0x1000) != 0;
        int at = 4
                + ((flags & 0xc000) != 0 ? 4 : 0)
                + ((flags & 0x2000) != 0 ? 4 : 0)
                + (sequence ? 4 : 0)
                + ((flags & 7) == 1 && (flags & 0x80) != 0 ? 4 : 0);
        switch (protocol) {
            case ETHERNET -> links.ethernet(packet, body.from(at), onWire - at, depth + 1);
            case ERSPAN -> { // type I has neither sequence number nor header
                int inner = at + (sequence ? 8 : 0);
                links.ethernet(packet, body.from(inner), onWire - inner, depth + 1);
            }
            case ERSPAN_3 -> {
                int inner = at + 12 + ((body.u8(at + 11) & 1) != 0 ? 8 : 0); // with a platform header or not
                links.ethernet(packet, body.from(inner), onWire - inner, depth + 1);
            }
            case PPP -> links.ppp(packet, body.from(at), onWire - at, depth + 1);
            default -> links.typed(packet, protocol, body.from(at), onWire - at, depth + 1);
        }
    }

    void udp(CapturedPacket packet, View body, int from, int to, int onWire, int depth) throws View.Short {
        int port = isTunnel(to) ? to : from;
        if (port == VXLAN || port == VXLAN_LINUX) {
            if ((body.u8(0) & 0x08) != 0 && deeper(depth)) { // flags 4 with the I bit, network identifier 4
                links.ethernet(packet, body.from(8), onWire - 8, depth + 1);
            }
        } else if (port == VXLAN_GPE) {
            gpe(packet, body, onWire, depth);
        } else if (port == MPLS && deeper(depth)) { // RFC 7510
            links.typed(packet, 0x8847, body, onWire, depth + 1);
        } else if (port == TZSP) {
            tzsp(packet, body, onWire, depth);
        } else if (port == IPSEC) {
            notes.add("packets of IPsec in UDP, which are not read");
        } else if (port == WIREGUARD) {
            notes.add(
                    isWireGuard(body, onWire)
                            ? "packets of WireGuard, which are not read"
                            : "packets to or from UDP port 51820, the usual port of WireGuard, which are not read");
        } else if (port == GTP_U) {
            gtp(packet, body, onWire, depth);
        } else if (port == L2TP) {
            l2tp(packet, body, onWire, depth);
        } else if (port == TEREDO) {
            teredo(packet, body, onWire, depth);
        } else if (port == GENEVE && deeper(depth)) {
            int at = 8 + (body.u8(0) & 0x3f) * 4;
            int protocol = body.u16(2);
            if (protocol == ETHERNET) {
                links.ethernet(packet, body.from(at), onWire - at, depth + 1);
            } else {
                links.typed(packet, protocol, body.from(at), onWire - at, depth + 1);
            }
        }
    }

    void bridged(CapturedPacket packet, View body, long onWire, int depth) throws View.Short {
        if (deeper(depth)) {
            links.ethernet(packet, body, onWire, depth + 1);
        }
    }

    /** Flags 1, reserved 2, next protocol 1 (1 and 2 are IP, 3 is Ethernet), network identifier 4. */
    private void gpe(CapturedPacket packet, View body, int onWire, int depth) throws View.Short {
        int next = body.u8(3);
        if (next == 3) {
            bridged(packet, body.from(8), onWire - 8, depth);
        } else if (next == 1 || next == 2) {
            ip(packet, body.from(8), onWire - 8, depth);
        }
    }

    /** Version 1, type 1, protocol 2 (1 is Ethernet), then tags up to the end tag 1. */
    private void tzsp(CapturedPacket packet, View body, int onWire, int depth) throws View.Short {
        int at = 4;
        for (int tags = 0; tags < 2 * MAX_DEPTH && body.u8(at) != 1; tags++) {
            at += body.u8(at) == 0 ? 1 : 2 + body.u8(at + 1);
        }
        at++;
        if (body.u16(2) == 1) {
            bridged(packet, body.from(at), onWire - at, depth);
        }
    }

    /** Type 1, reserved 3, and the length of the type: 148, 92 and 64 bytes, and data of 16 times n after 16 of header and 16 of tag. */
    private static boolean isWireGuard(View body, int onWire) throws View.Short {
        return body.length() >= 4
                && body.u8(1) == 0
                && body.u16(2) == 0
                && switch (body.u8(0)) {
                    case 1 -> onWire == 148;
                    case 2 -> onWire == 92;
                    case 3 -> onWire == 64;
                    case 4 -> onWire >= 32 && onWire % 16 == 0;
                    default -> false;
                };
    }

    private static boolean isTunnel(int port) {
        return port == VXLAN
                || port == VXLAN_GPE
                || port == MPLS
                || port == TZSP
                || port == IPSEC
                || port == WIREGUARD
                || port == VXLAN_LINUX
                || port == GENEVE
                || port == GTP_U
                || port == L2TP
                || port == TEREDO;
    }

    /** 3GPP TS 29.281: flags 1, type 1 (255 is a packet), length 2, tunnel 4, then 4 more and extensions where flags say so. */
    private void gtp(CapturedPacket packet, View body, int onWire, int depth) throws View.Short {
        int flags = body.u8(0);
        if (flags >> 4 != 3 || body.u8(1) != 255) {
            return; // version 1, protocol type GTP; other messages carry no packet
        }
        int at = 8;
        if ((flags & 7) != 0) {
            int next = body.u8(11);
            at = 12;
            for (int i = 0; i < MAX_DEPTH && next != 0 && (flags & 4) != 0; i++) {
                at += Math.max(1, body.u8(at)) * 4;
                next = body.u8(at - 1);
            }
        }
        ip(packet, body.from(at), onWire - at, depth);
    }

    /** RFC 2661: flags 2, then length, tunnel, session, numbers and padding, each where its flag says so; PPP inside. */
    private void l2tp(CapturedPacket packet, View body, int onWire, int depth) throws View.Short {
        int flags = body.u16(0);
        if ((flags & 0x800f) != 2 || !deeper(depth)) {
            return; // version 2 and no control message
        }
        int at = 6 + ((flags & 0x4000) != 0 ? 2 : 0) + ((flags & 0x0800) != 0 ? 4 : 0);
        at += (flags & 0x0200) != 0 ? 2 + body.u16(at) : 0;
        links.ppp(packet, body.from(at), onWire - at, depth + 1);
    }

    /** RFC 4380: an IPv6 packet, with authentication and the origin before it where they are. */
    private void teredo(CapturedPacket packet, View body, int onWire, int depth) throws View.Short {
        int at = 0;
        if (body.length() > 12 && body.u16(0) == 1) {
            at += 13 + body.u8(2) + body.u8(3);
        }
        if (body.length() > at + 8 && body.u16(at) == 0) {
            at += 8;
        }
        if (body.length() > at && body.u8(at) >> 4 == 6) {
            ip(packet, body.from(at), onWire - at, depth);
        }
    }

    /** Whether one more may be taken off: a bound for packets that nest without end. */
    boolean deeper(int depth) {
        if (depth >= MAX_DEPTH) {
            notes.add("packets in more than " + MAX_DEPTH + " tunnels, which are not read");
        }
        return depth < MAX_DEPTH;
    }
}
