package dev.rdplab.packetlinks;

import java.nio.ByteBuffer;

/**
 * Reads and mends the headers of one IPv4 or IPv6 packet in place: [RFC 791], [RFC 8200], [RFC 9293]. The object is reused;
 * nothing is believed about a packet before {@link #over} has checked it against its length.
 */
final class IpPacket {

    static final int TCP = 6;
    static final int UDP = 17;
    static final int ICMP = 1;
    static final int ICMPV6 = 58;

    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int ACK = 16;

    static final int IPV6_HEADER = 40;
    static final int TCP_HEADER = 20;

    private static final int MSS_OPTION = 2;

    private ByteBuffer buffer;
    private int length;
    private int version;
    private int header;
    private int protocol;

    /** Looks at a packet of {@code bytes} bytes from position 0. @return false when it is no whole IP packet */
    boolean over(ByteBuffer packet, int bytes) {
        buffer = packet;
        length = bytes;
        header = 0;
        protocol = -1;
        version = bytes == 0 ? 0 : u8(0) >> 4;
        if (version == 4 && bytes >= 20) {
            header = (u8(0) & 15) * 4;
            if (header < 20 || header > bytes) {
                return false;
            }
            boolean laterFragment = (u16(6) & 0x1FFF) != 0;
            protocol = laterFragment ? -1 : u8(9);
            return true;
        }
        if (version == 6 && bytes >= IPV6_HEADER) {
            header = IPV6_HEADER;
            protocol = u8(6);
            return true;
        }
        return false;
    }

    int length() {
        return length;
    }

    boolean isV6() {
        return version == 6;
    }

    int headerLength() {
        return header;
    }

    int protocol() {
        return protocol;
    }

    boolean isMulticast() {
        return version == 4 ? (u8(16) & 0xF0) == 0xE0 : u8(24) == 0xFF;
    }

    /** TCP with a whole fixed header. */
    boolean isTcp() {
        return protocol == TCP && length >= header + TCP_HEADER;
    }

    boolean isUdp() {
        return protocol == UDP && length >= header + 8;
    }

    boolean isIcmp() {
        return protocol == (version == 4 ? ICMP : ICMPV6);
    }

    int tcpFlags() {
        return u8(header + 13);
    }

    int sequence() {
        return buffer.getInt(header + 4);
    }

    int acknowledgment() {
        return buffer.getInt(header + 8);
    }

    /** Bytes that the segment takes in the sequence space. */
    int sequenceLength() {
        int data = Math.max(0, length - header - tcpHeaderLength());
        int flags = tcpFlags();
        return data + ((flags & SYN) != 0 ? 1 : 0) + ((flags & FIN) != 0 ? 1 : 0);
    }

    /** The same number for both directions of a flow; {@code swapped} says that this packet goes the second way. */
    long flow(boolean swapped) {
        int address = version == 4 ? 4 : 16;
        int source = version == 4 ? 12 : 8;
        boolean ports = isTcp() || isUdp();
        long first = hash(source, address, ports ? u16(header) : 0);
        long second = hash(source + address, address, ports ? u16(header + 2) : 0);
        long key = swapped ? second * 31 + first : first * 31 + second;
        return key * 31 + protocol;
    }

    /** Lowers the MSS of a SYN. @return whether it was larger than {@code clamp} */
    boolean clampMss(int clamp) {
        if (!isTcp() || (tcpFlags() & SYN) == 0) {
            return false;
        }
        int at = header + TCP_HEADER;
        int end = Math.min(length, header + tcpHeaderLength());
        while (at + 1 < end && u8(at) != 0) {
            if (u8(at) == 1) {
                at++;
                continue;
            }
            int size = u8(at + 1);
            if (size < 2 || at + size > end) {
                return false;
            }
            if (u8(at) == MSS_OPTION && size == 4 && u16(at + 2) > clamp) {
                buffer.putShort(at + 2, (short) clamp);
                writeTransportChecksum(16);
                return true;
            }
            at += size;
        }
        return false;
    }

    /** Flips one bit behind the IP header, where a checksum of the transport can notice. @return false when nothing is there */
    boolean flip(PacketFate fate) {
        int bits = (length - header) * 8;
        if (bits <= 0) {
            return false;
        }
        int bit = fate.corruptedBit(bits);
        int at = header + bit / 8;
        buffer.put(at, (byte) (buffer.get(at) ^ (1 << (bit % 8))));
        return true;
    }

    /** Writes the checksum of the transport header at that offset in it: 16 for TCP, 2 for ICMPv6, 6 for UDP. */
    void writeTransportChecksum(int offset) {
        buffer.putShort(header + offset, (short) 0);
        int address = version == 4 ? 4 : 16;
        long sum = sum(buffer, version == 4 ? 12 : 8, 2 * address) + protocol + (length - header);
        sum += sum(buffer, header, length - header);
        buffer.putShort(header + offset, fold(sum));
    }

    /** The sum of 16-bit words, [RFC 1071], not yet folded. */
    static long sum(ByteBuffer buffer, int from, int bytes) {
        long sum = 0;
        int even = from + (bytes & ~1);
        for (int i = from; i < even; i += 2) {
            sum += buffer.getShort(i) & 0xFFFF;
        }
        return (bytes & 1) == 0 ? sum : sum + ((buffer.get(even) & 0xFF) << 8);
    }

    static short fold(long sum) {
        long folded = sum;
        while (folded >> 16 != 0) {
            folded = (folded & 0xFFFF) + (folded >> 16);
        }
        return (short) ~folded;
    }

    private int tcpHeaderLength() {
        return (u8(header + 12) >> 4) * 4;
    }

    private long hash(int from, int bytes, int port) {
        long hash = port + 0x9E3779B97F4A7C15L;
        for (int i = from; i < from + bytes; i += 4) {
            hash = (hash ^ buffer.getInt(i)) * 0xBF58476D1CE4E5B9L;
            hash ^= hash >>> 32;
        }
        return hash;
    }

    private int u8(int at) {
        return buffer.get(at) & 0xFF;
    }

    private int u16(int at) {
        return buffer.getShort(at) & 0xFFFF;
    }
}
