package dev.rdplab.diagnosis.capture.net;

import dev.rdplab.diagnosis.capture.file.CapturedPacket;
import dev.rdplab.lab.export.HostPort;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Reads a TCP header, RFC 9293 section 3.1. Checksums are not looked at: network cards fill them in after the capture. */
final class TcpHeader {

    private static final int MIN = 20;

    private TcpHeader() {}

    /** @param length bytes of the segment on the wire */
    static void read(CapturedPacket packet, Bytes source, Bytes destination, View tcp, int length, NetSink sink)
            throws View.Short {
        int header = (tcp.u8(12) >> 4) * 4;
        if (header < MIN) {
            throw new View.Short();
        }
        var from = new HostPort(source, tcp.u16(0));
        var to = new HostPort(destination, tcp.u16(2));
        int flags = tcp.u8(13);
        if ((flags & Segment.SYN) == 0 && sink.ignores(from, to)) {
            return;
        }
        var mss = OptionalInt.empty();
        boolean sackPermitted = false;
        List<Segment.Sack> sacks = new ArrayList<>();
        int there = Math.min(header, tcp.length()); // a short snap length may cut the options
        for (int at = MIN; at + 1 < there && tcp.u8(at) != 0; ) {
            int kind = tcp.u8(at);
            if (kind == 1) {
                at++;
                continue;
            }
            int size = tcp.u8(at + 1);
            if (size < 2 || at + size > there) {
                break; // options that contradict themselves, or are cut, say nothing
            }
            if (kind == 2 && size == 4) {
                mss = OptionalInt.of(tcp.u16(at + 2));
            } else if (kind == 4) {
                sackPermitted = true;
            } else if (kind == 5) {
                for (int edge = at + 2; edge + 8 <= at + size; edge += 8) {
                    sacks.add(new Segment.Sack(tcp.u32(edge), tcp.u32(edge + 4)));
                }
            }
            at += size;
        }
        int payloadLength = Math.max(0, length - header);
        var payload = tcp.from(there).limit(payloadLength).bytes();
        sink.segment(new Segment(
                packet.number(),
                packet.nanos(),
                from,
                to,
                tcp.u32(4),
                tcp.u32(8),
                flags,
                tcp.u16(14),
                mss,
                sackPermitted,
                sacks,
                payload,
                payloadLength));
    }
}
