package dev.rdplab.diagnosis.capture.net;

import dev.rdplab.diagnosis.capture.Notes;
import dev.rdplab.diagnosis.capture.file.CapturedPacket;
import dev.rdplab.lab.export.HostPort;
import dev.rdplab.protocol.wire.Bytes;
import java.nio.charset.StandardCharsets;

/** The tags before the PDU in a packet of link type 252: number 2, length 2, value padded to four bytes; big-endian. */
final class UpperPduTags {

    private static final int END = 0;
    private static final int DISSECTOR = 12;
    private static final int IPV4_SOURCE = 20;
    private static final int IPV4_DESTINATION = 21;
    private static final int IPV6_SOURCE = 22;
    private static final int IPV6_DESTINATION = 23;
    private static final int SOURCE_PORT = 25;
    private static final int DESTINATION_PORT = 26;
    private static final int MAX_TAGS = 64;

    private UpperPduTags() {}

    static void read(CapturedPacket packet, View view, NetSink sink, Notes notes) throws View.Short {
        String dissector = "";
        Bytes source = null;
        Bytes destination = null;
        long sourcePort = 0;
        long destinationPort = 0;
        int at = 0;
        for (int i = 0; i < MAX_TAGS; i++) {
            int tag = view.u16(at);
            int length = view.u16(at + 2);
            int value = at + 4;
            at = value + (length + 3 & ~3);
            switch (tag) {
                case END -> {
                    if (source == null || destination == null || source.length() != destination.length()) {
                        notes.add("an exported PDU without addresses");
                        return;
                    }
                    sink.upperPdu(new UpperPdu(
                            packet.number(),
                            packet.nanos(),
                            dissector,
                            new HostPort(source, (int) sourcePort & 0xffff),
                            new HostPort(destination, (int) destinationPort & 0xffff),
                            view.from(at).bytes()));
                    return;
                }
                case DISSECTOR ->
                    dissector = view.slice(value, length)
                            .text(StandardCharsets.UTF_8)
                            .replace("\0", "");
                case IPV4_SOURCE -> source = view.slice(value, 4);
                case IPV4_DESTINATION -> destination = view.slice(value, 4);
                case IPV6_SOURCE -> source = view.slice(value, 16);
                case IPV6_DESTINATION -> destination = view.slice(value, 16);
                case SOURCE_PORT -> sourcePort = view.u32(value);
                case DESTINATION_PORT -> destinationPort = view.u32(value);
                default -> view.slice(value, length);
            }
        }
        notes.add("an exported PDU with more than " + MAX_TAGS + " tags");
    }
}
