package dev.rdplab.packetlinks;

import java.nio.ByteBuffer;

/** Packets that a box on the way makes of its own about a packet that it does not let pass. All write from position 0. */
final class Reply {

    private static final int ICMP_HEADER = 8;
    private static final int HOPS = 64;
    /** Most that an IPv4 error may repeat of the packet, so that it has at most 576 bytes, [RFC 1812] 4.3.2.3. */
    private static final int REPEATED_V4 = 576 - 20 - ICMP_HEADER;
    /** So that an IPv6 error has at most 1280 bytes, [RFC 4443] 2.4. */
    private static final int REPEATED_V6 = 1280 - IpPacket.IPV6_HEADER - ICMP_HEADER;

    /** 10.77.0.254: the router of {@link PacketNet}. */
    private static final int ROUTER_V4 = 0x0A4D00FE;

    private final IpPacket made = new IpPacket();

    /**
     * ICMP destination unreachable, fragmentation needed ([RFC 1191] 4), or ICMPv6 packet too big ([RFC 4443] 3.2).
     *
     * @return bytes written; 0 where none may be sent, which is about an ICMP error
     */
    int tooBig(IpPacket about, ByteBuffer packet, int mtu, ByteBuffer out) {
        boolean v6 = about.isV6();
        if (about.isIcmp() && isError(packet.get(about.headerLength()) & 0xFF, v6)) {
            return 0;
        }
        int header = v6 ? IpPacket.IPV6_HEADER : 20;
        int repeated = Math.min(about.length(), v6 ? REPEATED_V6 : REPEATED_V4);
        int length = header + ICMP_HEADER + repeated;
        out.putInt(header, (v6 ? 2 : 3) << 24 | (v6 ? 0 : 4) << 16);
        out.putInt(header + 4, mtu);
        out.put(header + ICMP_HEADER, packet, 0, repeated);
        if (v6) {
            ipv6(out, IpPacket.ICMPV6, length);
            PacketNet.routerV6(out, 8);
            out.put(24, packet, 8, 16);
            made.over(out, length);
            made.writeTransportChecksum(2);
        } else {
            ipv4(out, IpPacket.ICMP, length);
            out.putInt(12, ROUTER_V4);
            out.put(16, packet, 12, 4);
            ipv4Checksum(out);
            out.putShort(header + 2, IpPacket.fold(IpPacket.sum(out, header, length - header)));
        }
        return length;
    }

    /** A TCP RST to the sender of the segment, [RFC 9293] 3.5.2. @return bytes written; 0 where the segment is itself one */
    int resetToSender(IpPacket about, ByteBuffer packet, ByteBuffer out) {
        if ((about.tcpFlags() & IpPacket.RST) != 0) {
            return 0;
        }
        boolean acked = (about.tcpFlags() & IpPacket.ACK) != 0;
        int sequence = acked ? about.acknowledgment() : 0;
        int acknowledged = acked ? 0 : about.sequence() + about.sequenceLength();
        return reset(
                about, packet, true, sequence, acknowledged, acked ? IpPacket.RST : IpPacket.RST | IpPacket.ACK, out);
    }

    /** A TCP RST in place of the segment. @return bytes written */
    int resetToReceiver(IpPacket about, ByteBuffer packet, ByteBuffer out) {
        int flags = IpPacket.RST | (about.tcpFlags() & IpPacket.ACK);
        return reset(about, packet, false, about.sequence(), about.acknowledgment(), flags, out);
    }

    private int reset(
            IpPacket about,
            ByteBuffer packet,
            boolean back,
            int sequence,
            int acknowledged,
            int flags,
            ByteBuffer out) {
        boolean v6 = about.isV6();
        int header = v6 ? IpPacket.IPV6_HEADER : 20;
        int length = header + IpPacket.TCP_HEADER;
        int address = v6 ? 16 : 4;
        int source = v6 ? 8 : 12;
        if (v6) {
            ipv6(out, IpPacket.TCP, length);
        } else {
            ipv4(out, IpPacket.TCP, length);
        }
        out.put(source, packet, back ? source + address : source, address);
        out.put(source + address, packet, back ? source : source + address, address);
        int ports = about.headerLength();
        out.putShort(header, packet.getShort(back ? ports + 2 : ports));
        out.putShort(header + 2, packet.getShort(back ? ports : ports + 2));
        out.putInt(header + 4, sequence);
        out.putInt(header + 8, acknowledged);
        out.putInt(header + 12, 5 << 28 | flags << 16);
        out.putInt(header + 16, 0);
        if (!v6) {
            ipv4Checksum(out);
        }
        made.over(out, length);
        made.writeTransportChecksum(16);
        return length;
    }

    private static boolean isError(int type, boolean v6) {
        return v6 ? type < 128 : type == 3 || type == 4 || type == 5 || type == 11 || type == 12;
    }

    private static void ipv4(ByteBuffer out, int protocol, int length) {
        out.putInt(0, 0x45 << 24 | length);
        out.putInt(4, 0x4000); // identification 0, do not fragment
        out.putInt(8, HOPS << 24 | protocol << 16);
    }

    private static void ipv4Checksum(ByteBuffer out) {
        out.putShort(10, (short) 0);
        out.putShort(10, IpPacket.fold(IpPacket.sum(out, 0, 20)));
    }

    private static void ipv6(ByteBuffer out, int protocol, int length) {
        out.putInt(0, 6 << 28);
        out.putShort(4, (short) (length - IpPacket.IPV6_HEADER));
        out.put(6, (byte) protocol);
        out.put(7, (byte) HOPS);
    }
}
