package dev.rdplab.packetlinks;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** IP packets made by hand. */
final class Packets {

    private Packets() {}

    /** A UDP packet of {@code length} bytes in all, whose payload begins with the number. */
    static ByteBuffer udp(InetAddress from, InetAddress to, int length, int number) {
        var packet = ip(from, to, IpPacket.UDP, length);
        int header = header(from);
        packet.putShort(header, (short) 1000).putShort(header + 2, (short) 2000);
        packet.putShort(header + 4, (short) (length - header));
        packet.putInt(header + 8, number);
        return packet;
    }

    /** A TCP segment; a SYN carries an MSS option of 1460. */
    static ByteBuffer tcp(InetAddress from, InetAddress to, int flags, int sequence, int acknowledged, String data) {
        boolean syn = (flags & IpPacket.SYN) != 0;
        int header = header(from);
        byte[] bytes = data.getBytes(StandardCharsets.US_ASCII);
        int tcp = syn ? 24 : 20;
        var packet = ip(from, to, IpPacket.TCP, header + tcp + bytes.length);
        boolean up = from.equals(PacketNet.A) || from.equals(PacketNet.A6);
        packet.putShort(header, (short) (up ? 40_000 : 3389)).putShort(header + 2, (short) (up ? 3389 : 40_000));
        packet.putInt(header + 4, sequence).putInt(header + 8, acknowledged);
        packet.putInt(header + 12, tcp / 4 << 28 | flags << 16 | 0xFFFF);
        if (syn) {
            packet.putInt(header + 20, 0x0204_05B4);
        }
        packet.put(header + tcp, bytes);
        var ip = new IpPacket();
        ip.over(packet, packet.capacity());
        ip.writeTransportChecksum(16);
        return packet;
    }

    /** Whether the checksums of a TCP or ICMP packet are right, computed without the code that writes them. */
    static boolean checksumsAreRight(ByteBuffer packet, int length) {
        boolean v6 = packet.get(0) >> 4 == 6;
        int header = v6 ? 40 : 20;
        int protocol = packet.get(v6 ? 6 : 9);
        long sum = 0;
        if (!v6) {
            for (int i = 0; i < 20; i += 2) {
                sum += packet.getChar(i);
            }
            if (sum % 0xFFFF != 0) {
                return false;
            }
        }
        sum = 0;
        if (protocol != IpPacket.ICMP) {
            for (int i = v6 ? 8 : 12; i < header; i += 2) {
                sum += packet.getChar(i);
            }
            sum += protocol + length - header;
        }
        for (int i = header; i < length; i++) {
            sum += (packet.get(i) & 0xFF) << ((i - header) % 2 == 0 ? 8 : 0);
        }
        return sum % 0xFFFF == 0;
    }

    private static ByteBuffer ip(InetAddress from, InetAddress to, int protocol, int length) {
        var packet = ByteBuffer.allocate(length);
        byte[] source = from.getAddress();
        byte[] target = to.getAddress();
        if (source.length == 16) {
            packet.putInt(0, 6 << 28).putShort(4, (short) (length - 40));
            packet.put(6, (byte) protocol).put(7, (byte) 64).put(8, source).put(24, target);
        } else {
            packet.putShort(0, (short) 0x4500).putShort(2, (short) length).putShort(6, (short) 0x4000);
            packet.put(8, (byte) 64).put(9, (byte) protocol).put(12, source).put(16, target);
        }
        return packet;
    }

    private static int header(InetAddress address) {
        return address.getAddress().length == 16 ? 40 : 20;
    }
}
