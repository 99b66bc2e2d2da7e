package dev.rdplab.diagnosis.capture;

import dev.rdplab.diagnosis.capture.file.CapturedPacket;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes capture files of every form, as tests need them. */
public final class CaptureFiles {

    private static final int RAW_IP = 101;

    private CaptureFiles() {}

    /** What a file of the lab has of the wire, without the PDUs exported beside it. */
    public static Samples.Content wire(byte[] file) {
        var all = Samples.read(file);
        var packets = all.packets().stream()
                .filter(packet -> packet.linkType() == RAW_IP)
                .toList();
        return new Samples.Content(packets, all.secrets(), all.notes());
    }

    public static byte[] pcap(List<CapturedPacket> packets, ByteOrder order, boolean nanos) {
        var out = new ByteArrayOutputStream();
        int linkType = packets.isEmpty() ? 1 : packets.get(0).linkType();
        out.writeBytes(buffer(24, order)
                .putInt(nanos ? 0xa1b23c4d : 0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(0x40000)
                .putInt(linkType)
                .array());
        for (var packet : packets) {
            out.writeBytes(buffer(16, order)
                    .putInt((int) (packet.nanos() / 1_000_000_000))
                    .putInt((int) (packet.nanos() % 1_000_000_000 / (nanos ? 1 : 1_000)))
                    .putInt(packet.bytes().length())
                    .putInt((int) packet.originalLength())
                    .array());
            out.writeBytes(packet.bytes().toArray());
        }
        return out.toByteArray();
    }

    /** One interface for each link type; timestamps in nanoseconds. */
    public static byte[] pcapng(List<CapturedPacket> packets, String secrets, ByteOrder order) {
        var out = new ByteArrayOutputStream();
        block(
                out,
                0x0a0d0d0a,
                order,
                buffer(16, order).putInt(0x1a2b3c4d).putInt(1).putLong(-1));
        if (!secrets.isEmpty()) {
            byte[] lines = secrets.getBytes(StandardCharsets.US_ASCII);
            block(
                    out,
                    10,
                    order,
                    buffer(8 + lines.length, order)
                            .putInt(0x544c534b)
                            .putInt(lines.length)
                            .put(lines));
        }
        var linkTypes =
                packets.stream().map(CapturedPacket::linkType).distinct().toList();
        for (int linkType : linkTypes) {
            block(
                    out,
                    1,
                    order,
                    buffer(20, order)
                            .putInt(order == ByteOrder.BIG_ENDIAN ? linkType << 16 : linkType)
                            .putInt(0)
                            .putShort((short) 9)
                            .putShort((short) 1)
                            .put((byte) 9)
                            .put(new byte[3])
                            .putInt(0));
        }
        for (var packet : packets) {
            block(
                    out,
                    6,
                    order,
                    buffer(20 + packet.bytes().length(), order)
                            .putInt(linkTypes.indexOf(packet.linkType()))
                            .putInt((int) (packet.nanos() >>> 32))
                            .putInt((int) packet.nanos())
                            .putInt(packet.bytes().length())
                            .putInt((int) packet.originalLength())
                            .put(packet.bytes().toArray()));
        }
        return out.toByteArray();
    }

    private static void block(ByteArrayOutputStream out, int type, ByteOrder order, ByteBuffer body) {
        int padded = body.capacity() + 3 & ~3;
        out.writeBytes(buffer(padded + 12, order)
                .putInt(type)
                .putInt(padded + 12)
                .put(body.array())
                .position(8 + padded)
                .putInt(padded + 12)
                .array());
    }

    private static ByteBuffer buffer(int length, ByteOrder order) {
        return ByteBuffer.allocate(length).order(order);
    }
}
