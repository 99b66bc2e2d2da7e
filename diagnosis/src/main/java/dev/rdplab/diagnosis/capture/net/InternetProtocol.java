package dev.rdplab.diagnosis.capture.net;

import dev.rdplab.diagnosis.capture.Notes;
import dev.rdplab.diagnosis.capture.file.CapturedPacket;
import dev.rdplab.lab.export.HostPort;
import dev.rdplab.protocol.wire.Bytes;

/** IPv4 (RFC 791) and IPv6 (RFC 8200) down to TCP, the ICMP messages about it, and tunnels through IP. */
final class InternetProtocol {

    static final int TCP = 6;

    private static final int ICMP = 1;
    private static final int IP_IN_IP = 4;
    private static final int UDP = 17;
    private static final int IPV6_IN_IP = 41;
    private static final int GRE = 47;
    private static final int ESP = 50;
    private static final int AH = 51;
    private static final int ETHER_IP = 97;
    private static final int ICMPV6 = 58;
    private static final int MAX_EXTENSIONS = 16;
    private static final int RDP_UDP = 3389;
    private static final int GATEWAY_UDP = 3391;

    private final NetSink sink;
    private final Notes notes;
    private final Tunnels tunnels;
    private final Fragments fragments;

    InternetProtocol(NetSink sink, Notes notes, Packets links) {
        this.sink = sink;
        this.notes = notes;
        this.tunnels = new Tunnels(links, notes);
        this.fragments = new Fragments(notes);
    }

    /** @param length bytes of {@code body} on the wire, which may be more than were captured */
    record Payload(int protocol, Bytes source, Bytes destination, View body, int length) {

        Payload behind(int header, int next) throws View.Short {
            return new Payload(next, source, destination, body.from(header), Math.max(0, length - header));
        }
    }

    /** @param onWire bytes of the packet on the wire @param depth tunnels around it */
    void packet(CapturedPacket packet, View view, long onWire, int depth) throws View.Short {
        var payload = open(view, onWire, true);
        if (payload != null) {
            carried(packet, payload, depth);
        }
    }

    void finish() {
        fragments.finish();
    }

    private void carried(CapturedPacket packet, Payload payload, int depth) throws View.Short {
        switch (payload.protocol) {
            case TCP -> TcpHeader.read(packet, payload.source, payload.destination, payload.body, payload.length, sink);
            case ICMP -> icmp(packet, payload, false);
            case ICMPV6 -> icmp(packet, payload, true);
            case UDP -> udp(packet, payload, depth);
            case IP_IN_IP, IPV6_IN_IP -> tunnels.ip(packet, payload.body, payload.length, depth);
            case GRE -> tunnels.gre(packet, payload.body, payload.length, depth);
            case AH -> authenticated(packet, payload, depth);
            case ETHER_IP -> tunnels.bridged(packet, payload.body.from(2), payload.length - 2, depth); // RFC 3378
            case ESP -> notes.add("packets of IPsec (ESP), which are not read");
            default -> {
                // routing protocols and the like
            }
        }
    }

    /** RFC 4302: next header 1, length 1 in words less 2. */
    private void authenticated(CapturedPacket packet, Payload payload, int depth) throws View.Short {
        if (tunnels.deeper(depth)) {
            int header = (payload.body.u8(1) + 2) * 4;
            carried(packet, payload.behind(header, payload.body.u8(0)), depth + 1);
        }
    }

    /** An Ethernet frame inside another packet or frame. */
    void bridged(CapturedPacket packet, View frame, long onWire, int depth) throws View.Short {
        tunnels.bridged(packet, frame, onWire, depth);
    }

    private void udp(CapturedPacket packet, Payload payload, int depth) throws View.Short {
        int from = payload.body.u16(0);
        int to = payload.body.u16(2);
        if (from == RDP_UDP || to == RDP_UDP || from == GATEWAY_UDP || to == GATEWAY_UDP) {
            notes.add("RDP-UDP datagrams (UDP port " + (to == RDP_UDP || from == RDP_UDP ? RDP_UDP : GATEWAY_UDP)
                    + "): seen, not read");
        } else {
            tunnels.udp(packet, payload.body.from(8), from, to, payload.length - 8, depth);
        }
    }

    /** @return null when there is nothing to read, and a note says why if it could matter */
    private Payload open(View view, long onWire, boolean whole) throws View.Short {
        return switch (view.u8(0) >> 4) {
            case 4 -> ipv4(view, onWire, whole);
            case 6 -> ipv6(view, onWire, whole);
            default -> null;
        };
    }

    private Payload ipv4(View view, long onWire, boolean whole) throws View.Short {
        int header = (view.u8(0) & 0x0f) * 4;
        int total = view.u16(2);
        int fragment = view.u16(6);
        if (header < 20) {
            notes.add("an IPv4 header of " + header + " bytes");
            return null;
        }
        // 0: the network card cuts the packet up later
        int length = total == 0 ? (int) Math.min(onWire, 1 << 20) : total;
        var payload = new Payload(
                view.u8(9),
                view.slice(12, 4),
                view.slice(16, 4),
                view.limit(length).from(header),
                Math.max(0, length - header));
        boolean part = (fragment & 0x3fff) != 0; // more fragments, or an offset
        return part && whole
                ? fragments.add(payload, view.u16(4), (fragment & 0x1fff) * 8, (fragment & 0x2000) != 0)
                : payload;
    }

    private Payload ipv6(View view, long onWire, boolean all) throws View.Short {
        int declared = view.u16(4);
        int length = declared == 0 ? (int) Math.min(onWire - 40, 1 << 20) : declared;
        int next = view.u8(6);
        var source = view.slice(8, 16);
        var destination = view.slice(24, 16);
        int at = 40;
        var whole = view.limit(40 + length);
        for (int i = 0; i < MAX_EXTENSIONS; i++) {
            switch (next) {
                case 0, 43, 60 -> { // hop-by-hop, routing, destination options
                    next = whole.u8(at);
                    at += (whole.u8(at + 1) + 1) * 8;
                }
                case 51 -> { // authentication
                    next = whole.u8(at);
                    at += (whole.u8(at + 1) + 2) * 4;
                }
                case 44 -> {
                    int place = whole.u16(at + 2);
                    long id = whole.u32(at + 4);
                    next = whole.u8(at);
                    at += 8;
                    if ((place & 0xfff9) != 0 && all) {
                        var part =
                                new Payload(next, source, destination, whole.from(at), Math.max(0, length - (at - 40)));
                        return fragments.add(part, id, place & 0xfff8, (place & 1) != 0);
                    }
                }
                default -> {
                    return new Payload(next, source, destination, whole.from(at), Math.max(0, length - (at - 40)));
                }
            }
        }
        notes.add("an IPv6 packet with more than " + MAX_EXTENSIONS + " extension headers");
        return null;
    }

    /** What a router or host says of a TCP packet: that it is too big, or cannot be delivered. */
    private void icmp(CapturedPacket packet, Payload payload, boolean v6) throws View.Short {
        int type = payload.body.u8(0);
        int code = payload.body.u8(1);
        boolean tooBig = v6 ? type == 2 : type == 3 && code == 4;
        boolean unreachable = v6 ? type == 1 || type == 3 : type == 3 || type == 11;
        if (!tooBig && !unreachable) {
            return;
        }
        var dropped = open(payload.body.from(8), Integer.MAX_VALUE, false);
        if (dropped == null || dropped.protocol != TCP) {
            return;
        }
        String router = new HostPort(payload.source, 0).host();
        var from = new HostPort(dropped.source, dropped.body.u16(0));
        var to = new HostPort(dropped.destination, dropped.body.u16(2));
        if (tooBig) {
            long mtu = v6 ? payload.body.u32(4) : payload.body.u16(6);
            sink.tooBig(new TooBig(packet.number(), packet.nanos(), router, from, to, mtu));
        } else {
            sink.unreachable(new Unreachable(packet.number(), packet.nanos(), router, from, to, v6, type, code));
        }
    }
}
