package dev.rdplab.lab.export;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Makes TCP/IP packets of a connection whose bytes are known and whose packets are not: every run at its time, acknowledged
 * at once, with right numbers and checksums. Loss, retransmission and window sizes of the real connection are not in it.
 */
final class TcpSynthesis {

    static final int LINK_TYPE = 101; // raw IP

    private static final int SEGMENT = 1_440; // bytes of payload
    private static final int TCP = 6;
    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int RST = 4;
    private static final int PSH = 8;
    private static final int ACK = 16;

    record Packet(long nanos, Bytes bytes) {}

    private final Map<Role, HostPort> ends = new EnumMap<>(Role.class);
    private final Map<Role, Long> sequence = new EnumMap<>(Role.class);
    private final List<Packet> packets = new ArrayList<>();

    private TcpSynthesis(HostPort client, HostPort server) {
        ends.put(Role.CLIENT, client);
        ends.put(Role.SERVER, server);
        sequence.put(Role.CLIENT, 1_000_000L);
        sequence.put(Role.SERVER, 2_000_000L);
    }

    /**
     * @param runs in order of time
     * @param start time of the SYN
     * @param end time of the FIN or RST
     */
    static List<Packet> of(HostPort client, HostPort server, List<WireRun> runs, Ending ending, long start, long end) {
        var made = new TcpSynthesis(client, server);
        if (ending != null && ending.stage() == Stage.CONNECT && runs.isEmpty()) {
            made.attempt(ending, start);
            return made.packets;
        }
        made.open(start);
        int before = ending == null ? runs.size() : beforeTheClose(runs, closer(ending));
        runs.subList(0, before).forEach(made::run);
        if (ending != null) {
            made.close(
                    ending,
                    Math.max(end, runs.isEmpty() ? 0 : runs.get(runs.size() - 1).nanos()),
                    runs.subList(before, runs.size()));
        }
        return made.packets;
    }

    /** Who breaks the protocol is not who hangs up: that is the end that cannot go on. */
    private static Role closer(Ending ending) {
        var by = ending.outcome().by();
        return ending.kind() == EndingKind.PROTOCOL_VIOLATION && by != null ? by.peer() : by;
    }

    /** The close_notify with which the other end answers a close comes after it, also where the clock stood still. */
    private static int beforeTheClose(List<WireRun> runs, Role by) {
        int before = runs.size();
        while (before > 0
                && by != null
                && runs.get(before - 1).sender() != by
                && isAlert(runs.get(before - 1).bytes())) {
            before--;
        }
        return before;
    }

    /** Records of type alert, or in TLS 1.3 of its length: alert 2, content type 1, tag 16, with Java's 16 of padding. */
    private static boolean isAlert(Bytes bytes) {
        int at = 0;
        while (at + 5 <= bytes.length()) {
            int length = bytes.get(at + 3) << 8 | bytes.get(at + 4);
            boolean hidden = bytes.get(at) == 23 && (length == 19 || length == 35);
            if (bytes.get(at) != 21 && !hidden) {
                return false;
            }
            at += 5 + length;
        }
        return at > 0 && at == bytes.length();
    }

    private void attempt(Ending ending, long nanos) {
        send(Role.CLIENT, SYN, Bytes.EMPTY, nanos);
        if (ending.kind() != EndingKind.TIMEOUT) {
            send(Role.SERVER, RST | ACK, Bytes.EMPTY, nanos);
        }
    }

    private void open(long nanos) {
        send(Role.CLIENT, SYN, Bytes.EMPTY, nanos);
        send(Role.SERVER, SYN | ACK, Bytes.EMPTY, nanos);
        send(Role.CLIENT, ACK, Bytes.EMPTY, nanos);
    }

    private void run(WireRun run) {
        for (int at = 0; at < run.bytes().length(); at += SEGMENT) {
            int to = Math.min(at + SEGMENT, run.bytes().length());
            int flags = to == run.bytes().length() ? PSH | ACK : ACK;
            send(run.sender(), flags, run.bytes().slice(at, to), run.nanos());
        }
        if (!run.bytes().isEmpty()) {
            send(run.sender().peer(), ACK, Bytes.EMPTY, run.nanos());
        }
    }

    /** A deadline ends in a reset, as the simulators do it; all else but a reset ends in FIN from both sides. */
    private void close(Ending ending, long nanos, List<WireRun> answers) {
        var by = closer(ending);
        if (by == null) {
            return;
        }
        if (ending.kind() == EndingKind.CLOSED_RST || ending.kind() == EndingKind.TIMEOUT) {
            send(by, RST | ACK, Bytes.EMPTY, nanos);
            return;
        }
        send(by, FIN | ACK, Bytes.EMPTY, nanos);
        answers.forEach(this::run);
        send(by.peer(), FIN | ACK, Bytes.EMPTY, nanos);
        send(by, ACK, Bytes.EMPTY, nanos);
    }

    private void send(Role from, int flags, Bytes payload, long nanos) {
        var source = ends.get(from);
        var destination = ends.get(from.peer());
        long acknowledged = (flags & ACK) == 0 ? 0 : sequence.get(from.peer());
        var options = (flags & SYN) == 0 ? Bytes.EMPTY : Bytes.of(2, 4, SEGMENT >> 8, SEGMENT & 0xff); // MSS
        var tcp = tcp(source, destination, sequence.get(from), acknowledged, flags, options, payload);
        packets.add(new Packet(nanos, ip(source, destination, tcp)));
        boolean counted = (flags & (SYN | FIN)) != 0;
        sequence.merge(from, (long) payload.length() + (counted ? 1 : 0), Long::sum);
    }

    private static Bytes tcp(
            HostPort source, HostPort destination, long seq, long ack, int flags, Bytes options, Bytes payload) {
        var w = new WireWriter()
                .u16be("source port", source.port())
                .u16be("destination port", destination.port())
                .u32be("sequence", seq & 0xffff_ffffL)
                .u32be("acknowledgment", ack & 0xffff_ffffL)
                .u8("data offset", (5 + options.length() / 4) << 4)
                .u8("flags", flags)
                .u16be("window", 0xffff)
                .u16be("checksum", 0)
                .u16be("urgent", 0)
                .bytes("options", options)
                .bytes("payload", payload);
        var pseudo = new WireWriter()
                .bytes("source", source.address())
                .bytes("destination", destination.address())
                .u32be("length", w.size())
                .u32be("protocol", TCP)
                .toBytes();
        return w.patchU16be(16, checksum(Bytes.concat(pseudo, w.toBytes()))).toBytes();
    }

    private static Bytes ip(HostPort source, HostPort destination, Bytes tcp) {
        if (source.ipv6()) {
            return new WireWriter()
                    .u32be("version", 0x6000_0000L)
                    .u16be("payload length", tcp.length())
                    .u8("next header", TCP)
                    .u8("hop limit", 64)
                    .bytes("source", source.address())
                    .bytes("destination", destination.address())
                    .bytes("payload", tcp)
                    .toBytes();
        }
        var header = new WireWriter()
                .u8("version", 0x45)
                .u8("service", 0)
                .u16be("total length", 20 + tcp.length())
                .u16be("identification", 0)
                .u16be("flags", 0x4000) // do not fragment
                .u8("time to live", 64)
                .u8("protocol", TCP)
                .u16be("checksum", 0)
                .bytes("source", source.address())
                .bytes("destination", destination.address());
        header.patchU16be(10, checksum(header.toBytes()));
        return Bytes.concat(header.toBytes(), tcp);
    }

    /** RFC 1071. */
    static int checksum(Bytes bytes) {
        long sum = 0;
        for (int i = 0; i < bytes.length(); i += 2) {
            sum += bytes.get(i) << 8 | (i + 1 < bytes.length() ? bytes.get(i + 1) : 0);
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (int) ~sum & 0xffff;
    }
}
