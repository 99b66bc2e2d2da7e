package dev.rdplab.diagnosis.capture.net;

import dev.rdplab.diagnosis.capture.Notes;
import dev.rdplab.diagnosis.capture.file.CapturedPacket;
import dev.rdplab.lab.export.HostPort;
import dev.rdplab.protocol.wire.Bytes;

/** IPv4 (RFC 791) and IPv6 (RFC 8200) down to TCP, and the ICMP messages that tell of a small MTU. */
final class InternetProtocol {

    private static final int ICMP = 1;
    private static final int TCP = 6;
    private static final int ICMPV6 = 58;
    private static final int MAX_EXTENSIONS = 16;

    private final NetSink sink;
    private final Notes notes;

    InternetProtocol(NetSink sink, Notes notes) {
        this.sink = sink;
        this.notes = notes;
    }

    /** @param length bytes of {@code body} on the wire, which may be more than were captured */
    private record Payload(int protocol, Bytes source, Bytes destination, View body, int length) {}

    void packet(CapturedPacket packet, View view) throws View.Short {
        var payload = open(view, packet.originalLength() - (packet.bytes().length() - view.length()));
        if (payload == null) {
            return;
        }
        switch (payload.protocol) {
            case TCP -> TcpHeader.read(packet, payload.source, payload.destination, payload.body, payload.length, sink);
            case ICMP -> icmp(packet, payload, 3, 4, 6);
            case ICMPV6 -> icmp(packet, payload, 2, 0, 4);
            default -> {
                // UDP and the like
            }
        }
    }

    /** @return null when there is nothing to read, and a note says why if it could matter */
    private Payload open(View view, long onWire) throws View.Short {
        return switch (view.u8(0) >> 4) {
            case 4 -> ipv4(view, onWire);
            case 6 -> ipv6(view, onWire);
            default -> null;
        };
    }

    private Payload ipv4(View view, long onWire) throws View.Short {
        int header = (view.u8(0) & 0x0f) * 4;
        int total = view.u16(2);
        int fragment = view.u16(6);
        if (header < 20) {
            notes.add("an IPv4 header of " + header + " bytes");
            return null;
        }
        if ((fragment & 0x3fff) != 0) { // more fragments, or an offset
            notes.add("IPv4 fragments, which are not put together");
            return null;
        }
        // 0: the network card cuts the packet up later
        int length = total == 0 ? (int) Math.min(onWire, 1 << 20) : total;
        return new Payload(
                view.u8(9),
                view.slice(12, 4),
                view.slice(16, 4),
                view.limit(length).from(header),
                Math.max(0, length - header));
    }

    private Payload ipv6(View view, long onWire) throws View.Short {
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
                    if ((whole.u16(at + 2) & 0xfff9) != 0) {
                        notes.add("IPv6 fragments, which are not put together");
                        return null;
                    }
                    next = whole.u8(at);
                    at += 8;
                }
                default -> {
                    return new Payload(next, source, destination, whole.from(at), Math.max(0, length - (at - 40)));
                }
            }
        }
        notes.add("an IPv6 packet with more than " + MAX_EXTENSIONS + " extension headers");
        return null;
    }

    private void icmp(CapturedPacket packet, Payload payload, int type, int code, int mtuAt) throws View.Short {
        if (payload.body.u8(0) != type || payload.body.u8(1) != code) {
            return;
        }
        long mtu = mtuAt == 4 ? payload.body.u32(4) : payload.body.u16(6);
        var dropped = open(payload.body.from(8), Integer.MAX_VALUE);
        if (dropped != null && dropped.protocol == TCP) {
            sink.tooBig(new TooBig(
                    packet.number(),
                    packet.nanos(),
                    new HostPort(payload.source, 0).host(),
                    new HostPort(dropped.source, dropped.body.u16(0)),
                    new HostPort(dropped.destination, dropped.body.u16(2)),
                    mtu));
        }
    }
}
