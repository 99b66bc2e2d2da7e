package dev.rdplab.diagnosis.capture;

import dev.rdplab.diagnosis.capture.file.CapturedPacket;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.wire.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A connection written by hand, packet after packet, as raw IPv4 (link type 101). Times go on by 10 ms a packet. */
public final class Flow {

    public static final int SYN = 2;
    public static final int FIN = 1 | 16;
    public static final int RST = 4 | 16;
    public static final int ACK = 16;

    private static final int HEADERS = 40;
    private static final int SEGMENT = 1_460;
    private static final long TICK = 10_000_000;

    private final List<CapturedPacket> packets = new ArrayList<>();
    private final Map<Role, Integer> sequence = new EnumMap<>(Map.of(Role.CLIENT, 1_000, Role.SERVER, 900_000));
    private final Random noise = new Random(1);
    private final boolean tls13;
    private final int padding;
    private final byte[] suite;
    private final int overhead;
    private final int block;
    private int clientPort = 50_000;
    private int version = 3;
    private long nanos = 1_700_000_000_000_000_000L;

    private Flow(boolean tls13, int padding, int suite, int overhead, int block) {
        this.tls13 = tls13;
        this.padding = padding;
        this.suite = new byte[] {(byte) (suite >> 8), (byte) suite};
        this.overhead = overhead;
        this.block = block;
    }

    /** AES-256-GCM: nonce 8 and tag 16. */
    public static Flow tls12() {
        return new Flow(false, 0, 0xc030, 24, 1);
    }

    /** AES-256-CBC with SHA-1: IV 16, MAC 20, padding to blocks of 16. */
    public static Flow cbc() {
        return new Flow(false, 0, 0xc014, 16, 16);
    }

    /** AES-128-CBC with SHA-1 in TLS 1.0, as Windows Server 2008 and older have it: no IV. */
    public static Flow tls10() {
        return new Flow(false, 0, 0x002f, 0, 16).version(1);
    }

    /** RC4 with SHA-1 in TLS 1.0, as Windows Server 2003 and 2008 have it: MAC 20. */
    public static Flow rc4() {
        return new Flow(false, 0, 0x0005, 20, 1).version(1);
    }

    /** SEED with SHA-1 in TLS 1.0: blocks of 16, and no suite that is known here. */
    public static Flow unnamed() {
        return new Flow(false, 0, 0x0096, 0, 16).version(1);
    }

    private Flow version(int minor) {
        version = minor;
        return this;
    }

    /** AES-256-GCM: content type 1 and tag 16. @param padding zeros in every record */
    public static Flow tls13(int padding) {
        return new Flow(true, padding, 0x1302, 17, 1);
    }

    /** The same with every record filled with zeros to a multiple of a block. */
    public static Flow tls13Blocks(int block) {
        return new Flow(true, 0, 0x1302, 17, block);
    }

    public List<CapturedPacket> packets() {
        return packets;
    }

    /** With another port of the client. */
    public Flow from(int port) {
        clientPort = port;
        return this;
    }

    public Flow after(long millis) {
        nanos += millis * 1_000_000;
        return this;
    }

    public Flow packet(Role from, int flags, int window, byte[] payload) {
        nanos += TICK;
        boolean client = from == Role.CLIENT;
        var out = ByteBuffer.allocate(HEADERS + payload.length);
        out.put((byte) 0x45).put((byte) 0).putShort((short) out.capacity()).putInt(0x00014000);
        out.put((byte) 64).put((byte) 6).putShort((short) 0);
        out.put(new byte[] {10, 1, 1, (byte) (client ? 10 : 20), 10, 1, 1, (byte) (client ? 20 : 10)});
        out.putShort((short) (client ? clientPort : 3389)).putShort((short) (client ? 3389 : clientPort));
        out.putInt(sequence.get(from)).putInt((flags & ACK) == 0 ? 0 : sequence.get(from.peer()));
        out.put((byte) 0x50)
                .put((byte) flags)
                .putShort((short) window)
                .putInt(0)
                .put(payload);
        packets.add(new CapturedPacket(packets.size() + 1, nanos, 101, Bytes.copyOf(out.array()), out.capacity()));
        sequence.merge(from, payload.length + ((flags & 3) == 0 ? 0 : 1), Integer::sum);
        return this;
    }

    public Flow packet(Role from, int flags) {
        return packet(from, flags, 0xffff, new byte[0]);
    }

    /** As many segments as it takes, and an ACK of the other end. */
    public Flow data(Role from, byte[] bytes) {
        for (int at = 0; at < bytes.length; at += SEGMENT) {
            packet(
                    from,
                    ACK,
                    0xffff,
                    Bytes.copyOf(bytes, at, Math.min(SEGMENT, bytes.length - at))
                            .toArray());
        }
        return packet(from.peer(), ACK);
    }

    public Flow open() {
        return packet(Role.CLIENT, SYN).packet(Role.SERVER, SYN | ACK).packet(Role.CLIENT, ACK);
    }

    /** Up to the Connection Confirm. */
    public Flow confirmed(int protocol) {
        byte[] confirm = bytes("030000130ed000001234000200080000000000").toArray();
        confirm[15] = (byte) protocol;
        return open().data(
                        Role.CLIENT,
                        bytes("030000130ee00000000000010008000b000000").toArray())
                .data(Role.SERVER, confirm);
    }

    /** Up to the end of the TLS handshake. */
    public Flow secured(int protocol) {
        confirmed(protocol).hello().serverFlight();
        if (tls13) {
            return data(
                    Role.CLIENT, Bytes.concat(record(20, 1), wrapped(23, 52)).toArray());
        }
        return data(
                        Role.CLIENT,
                        Bytes.concat(handshake(16, noise(66)), record(20, 1), wrapped(22, 16))
                                .toArray())
                .data(Role.SERVER, Bytes.concat(record(20, 1), wrapped(22, 16)).toArray());
    }

    /** TLS 1.3 up to the server's flight, and one record of the client that is no Finished. @param length of what it carries */
    public Flow refusing(int protocol, int length) {
        return confirmed(protocol)
                .hello()
                .serverFlight()
                .data(Role.CLIENT, wrapped(23, length).toArray());
    }

    public Flow hello() {
        return data(
                Role.CLIENT,
                handshake(1, hello(Bytes.concat(bytes("0004"), bytes("1302c030"), bytes("0100"))))
                        .toArray());
    }

    public Flow serverFlight() {
        var hello = handshake(2, hello(Bytes.concat(Bytes.copyOf(suite), bytes("00"))));
        var rest = tls13
                ? Bytes.concat(record(20, 1), wrapped(23, 10), wrapped(23, 1_200), wrapped(23, 264), wrapped(23, 52))
                : Bytes.concat(handshake(11, noise(1_200)), handshake(12, noise(300)), handshake(14, Bytes.EMPTY));
        return data(Role.SERVER, Bytes.concat(hello, rest).toArray());
    }

    private Bytes hello(Bytes choice) {
        var versions = tls13 ? bytes(choice.length() > 4 ? "0007002b0003020304" : "0006002b00020304") : Bytes.EMPTY;
        return Bytes.concat(bytes("030" + version), noise(32), bytes("00"), choice, versions);
    }

    /** Records of the application, each in a packet of its own. @param lengths bytes of what they carry */
    public Flow records(Role from, int... lengths) {
        for (int length : lengths) {
            data(from, wrapped(23, length).toArray());
        }
        return this;
    }

    /** NLA up to and with the AUTHENTICATE token. */
    public Flow authenticated() {
        return secured(2).records(Role.CLIENT, 57).records(Role.SERVER, 191).records(Role.CLIENT, 609);
    }

    /** Without NLA, up to the Client Info. */
    public Flow informed() {
        secured(1).records(Role.CLIENT, 430).records(Role.SERVER, 130).records(Role.CLIENT, 12, 8);
        records(Role.SERVER, 11);
        for (int channel = 0; channel < 4; channel++) {
            records(Role.CLIENT, 12).records(Role.SERVER, 15);
        }
        return records(Role.CLIENT, 390);
    }

    /** The end closes, and the other too. */
    public Flow closed(Role by) {
        return packet(by, FIN).packet(by.peer(), FIN).packet(by, ACK);
    }

    public Bytes alert(int level, int description) {
        return record(21, level, description);
    }

    public Bytes encryptedAlert() {
        return wrapped(tls13 ? 23 : 21, 2);
    }

    private Bytes wrapped(int type, int length) {
        int filled =
                tls13 ? (length + 1 + block - 1) / block * block - 1 : (length + 20 + 1 + block - 1) / block * block;
        int inside = block == 1 ? length + padding : filled;
        return Bytes.concat(header(type, inside + overhead), noise(inside + overhead));
    }

    private static Bytes record(int type, int... content) {
        var bytes = new byte[content.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) content[i];
        }
        return Bytes.concat(header(type, bytes.length), Bytes.copyOf(bytes));
    }

    private static Bytes handshake(int type, Bytes body) {
        var length = Bytes.copyOf(
                ByteBuffer.allocate(4).putInt(type << 24 | body.length()).array());
        return Bytes.concat(header(22, body.length() + 4), length, body);
    }

    private static Bytes header(int type, int length) {
        return Bytes.copyOf(new byte[] {(byte) type, 3, 3, (byte) (length >> 8), (byte) length});
    }

    public Bytes noise(int length) {
        var bytes = new byte[length];
        noise.nextBytes(bytes);
        return Bytes.copyOf(bytes);
    }

    private static Bytes bytes(String text) {
        return Bytes.fromHex(text);
    }
}
