package dev.rdplab.diagnosis.capture.file;

import dev.rdplab.diagnosis.capture.Notes;
import dev.rdplab.protocol.wire.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The block format: sections of either byte order, interfaces, packets and secrets; other blocks are passed over. */
final class PcapngFormat {

    private static final int SECTION = 0x0a0d0d0a;
    private static final int INTERFACE = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int SECRETS = 10;

    private static final int BYTE_ORDER = 0x1a2b3c4d;
    private static final int TLS_KEY_LOG = 0x544c534b;
    private static final int OVERHEAD = 12; // type 4, length 4, length again 4
    private static final int MAX_INTERFACES = 4_096;
    private static final int MAX_SECRETS = 1 << 20;

    private record Interface(int linkType, long snapLength, TimeScale scale) {}

    private final BlockInput in;
    private final CaptureSink sink;
    private final Notes notes;
    private final List<Interface> interfaces = new ArrayList<>();
    private boolean big;
    private int packets;
    private int secrets;

    PcapngFormat(BlockInput in, CaptureSink sink, Notes notes) {
        this.in = in;
        this.sink = sink;
        this.notes = notes;
    }

    /** Goes on after the four bytes of the first block's type. */
    void read() throws IOException, BlockInput.Damaged {
        section();
        while (true) {
            byte[] head = in.upTo(8);
            if (head.length == 0) {
                return;
            }
            if (head.length < 8) {
                throw in.damaged("the file ends within a block header");
            }
            if (BlockInput.int32(head, 0, true) == SECTION) {
                section(Arrays.copyOfRange(head, 4, 8));
                continue;
            }
            long length = BlockInput.unsigned32(head, 4, big);
            if (length < OVERHEAD || length % 4 != 0) {
                throw in.damaged("a block of " + length + " bytes");
            }
            if (length - 8 > CaptureReader.MAX_BLOCK) {
                in.skip(length - 8, "a block");
                notes.add("a block of more than " + CaptureReader.MAX_BLOCK + " bytes left out");
                continue;
            }
            byte[] rest = in.exactly(length - 8, "a block");
            if (BlockInput.unsigned32(rest, rest.length - 4, big) != length) {
                notes.add("a block whose two lengths differ");
            }
            if (!block(BlockInput.int32(head, 0, big), Arrays.copyOf(rest, rest.length - 4))) {
                return;
            }
        }
    }

    private void section() throws IOException, BlockInput.Damaged {
        section(in.exactly(4, "the section header"));
    }

    private void section(byte[] lengthBytes) throws IOException, BlockInput.Damaged {
        int order = BlockInput.int32(in.exactly(4, "the section header"), 0, true);
        if (order != BYTE_ORDER && Integer.reverseBytes(order) != BYTE_ORDER) {
            throw in.damaged("a section of unknown byte order");
        }
        big = order == BYTE_ORDER;
        long length = BlockInput.unsigned32(lengthBytes, 0, big);
        if (length < OVERHEAD + 4 || length % 4 != 0) {
            throw in.damaged("a section header of " + length + " bytes");
        }
        in.exactly(length - OVERHEAD, "the section header");
        interfaces.clear();
    }

    /** @return false when no more is to be read */
    private boolean block(int type, byte[] body) {
        switch (type) {
            case INTERFACE -> described(body);
            case ENHANCED_PACKET -> packet(body, 4, 0);
            case OBSOLETE_PACKET -> packet(body, 2, 0);
            case SIMPLE_PACKET -> simple(body);
            case SECRETS -> secrets(body);
            default -> {
                // names, statistics and the like say nothing about a handshake
            }
        }
        if (packets >= CaptureReader.MAX_PACKETS) {
            notes.add("packets after the first " + CaptureReader.MAX_PACKETS + " left unread");
            return false;
        }
        return true;
    }

    private void described(byte[] body) {
        if (body.length < 8) {
            notes.add("an interface description that is too short");
        } else if (interfaces.size() >= MAX_INTERFACES) {
            notes.add("interfaces after the first " + MAX_INTERFACES + " left out");
        } else {
            interfaces.add(new Interface(
                    BlockInput.int16(body, 0, big), BlockInput.unsigned32(body, 4, big), TimeScale.of(body, 8, big)));
        }
    }

    /** Both packet blocks agree but for the first four bytes: interface 4, or interface 2 and a drop count 2. */
    private void packet(byte[] body, int interfaceLength, int from) {
        if (body.length < 20) {
            notes.add("a packet block that is too short");
            return;
        }
        long id = interfaceLength == 4 ? BlockInput.unsigned32(body, from, big) : BlockInput.int16(body, from, big);
        packets++;
        if (id >= interfaces.size()) {
            notes.add("a packet of an interface that was not described");
            return;
        }
        var from1 = interfaces.get((int) id);
        long time = BlockInput.unsigned32(body, 4, big) << 32 | BlockInput.unsigned32(body, 8, big);
        hand(
                from1,
                from1.scale.nanos(time),
                body,
                20,
                BlockInput.unsigned32(body, 12, big),
                BlockInput.unsigned32(body, 16, big));
    }

    private void simple(byte[] body) {
        packets++;
        if (body.length < 4 || interfaces.isEmpty()) {
            notes.add("a simple packet without an interface");
            return;
        }
        var first = interfaces.get(0);
        long original = BlockInput.unsigned32(body, 0, big);
        long limit = first.snapLength == 0 ? original : Math.min(original, first.snapLength);
        hand(first, 0, body, 4, Math.min(limit, body.length - 4), original);
    }

    private void hand(Interface from, long nanos, byte[] body, int start, long captured, long original) {
        if (captured > body.length - start) {
            notes.add("a packet longer than its block");
            captured = body.length - start;
        }
        var bytes = Bytes.copyOf(body, start, (int) captured);
        sink.packet(new CapturedPacket(packets, nanos, from.linkType, bytes, original));
    }

    private void secrets(byte[] body) {
        if (body.length < 8) {
            notes.add("a secrets block that is too short");
            return;
        }
        if (BlockInput.int32(body, 0, big) != TLS_KEY_LOG) {
            return; // WireGuard, ZigBee and the like
        }
        long length = BlockInput.unsigned32(body, 4, big);
        if (length > body.length - 8 || secrets + length > MAX_SECRETS) {
            notes.add("TLS secrets of " + length + " bytes left out");
            return;
        }
        secrets += (int) length;
        sink.tlsKeyLog(Bytes.copyOf(body, 8, (int) length));
    }
}
