package dev.rdplab.protocol.share;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * RDP_SERVER_REDIRECTION_PACKET, [MS-RDPBCGR] 2.2.13.1: where the client shall go instead, and what it shall show there.
 * Flags 2, Length 2, SessionID 4, RedirFlags 4, then each part with a length of 4 before it; all little-endian.
 *
 * @param sessionId of the session to connect to, 32 bits
 * @param redirFlags 32 bits; says which parts are there
 * @param parts in the order of the structure
 * @param pad what is left within Length; 8 bytes from Windows
 */
public record RedirectionPacket(long sessionId, long redirFlags, List<Part> parts, Bytes pad) implements Pdu {

    public static final String STRUCTURE = "RDP_SERVER_REDIRECTION_PACKET";

    /** A part of the packet, in the order of the structure. */
    public enum Kind {
        TARGET_NET_ADDRESS(0x0001, "TargetNetAddress", true),
        LOAD_BALANCE_INFO(0x0002, "LoadBalanceInfo", false),
        USER_NAME(0x0004, "UserName", true),
        DOMAIN(0x0008, "Domain", true),
        /** UTF-16, or opaque with {@link #LB_PASSWORD_IS_PK_ENCRYPTED}. */
        PASSWORD(0x0010, "Password", true),
        TARGET_FQDN(0x0100, "TargetFQDN", true),
        TARGET_NETBIOS_NAME(0x0200, "TargetNetBiosName", true),
        TSV_URL(0x1000, "TsvUrl", true),
        REDIRECTION_GUID(0x8000, "RedirectionGuid", false),
        /** A TARGET_CERTIFICATE_CONTAINER in base64, as UTF-16. */
        TARGET_CERTIFICATE(0x1_0000, "TargetCertificate", true),
        /** TARGET_NET_ADDRESSES: a count, and each address with its length. */
        TARGET_NET_ADDRESSES(0x0800, "TargetNetAddresses", false);

        private final long flag;
        private final String field;
        private final boolean text;

        Kind(long flag, String field, boolean text) {
            this.flag = flag;
            this.field = field;
            this.text = text;
        }

        /** The bit of redirFlags. */
        public long flag() {
            return flag;
        }

        /** The specification's name. */
        public String field() {
            return field;
        }
    }

    /** The user name is not to be kept for the next connection. */
    public static final long LB_DONTSTOREUSERNAME = 0x20;
    /** The user name is of a smart card. */
    public static final long LB_SMARTCARD_LOGON = 0x40;
    /** For information only: the client stays. */
    public static final long LB_NOREDIRECT = 0x80;

    public static final long LB_SERVER_TSV_CAPABLE = 0x2000;
    /** The password is opaque, and is passed on in RDSTLS. */
    public static final long LB_PASSWORD_IS_PK_ENCRYPTED = 0x4000;

    /** What is behind Length, in bytes, at most. */
    private static final int MAX_LENGTH = 0x3fff;

    private static final int MAX_ADDRESSES = 256;
    private static final int FIXED = 12; // Flags 2 + Length 2 + SessionID 4 + RedirFlags 4
    private static final int SEC_REDIRECTION_PKT = 0x0400;
    private static final int WINDOWS_PAD = 8;

    /** A part and its bytes, as they are. */
    public record Part(Kind kind, Bytes value) {
        /** UTF-16 with a zero character at the end. */
        public static Part text(Kind kind, String text) {
            return new Part(kind, Bytes.utf16le(text + '\0'));
        }

        /** The text without its zero character; an address list, a blob or another part that is no text as hexadecimal. */
        public String text() {
            if (!kind.text) {
                return kind == Kind.LOAD_BALANCE_INFO
                        ? value.text(StandardCharsets.ISO_8859_1).strip()
                        : value.toString();
            }
            String text = value.text(StandardCharsets.UTF_16LE);
            int end = text.indexOf('\0');
            return end < 0 ? text : text.substring(0, end);
        }

        @Override
        public String toString() {
            return kind.field + '=' + (kind == Kind.PASSWORD ? "***" : text());
        }
    }

    /** @throws IllegalArgumentException when parts and flags do not agree */
    public RedirectionPacket {
        parts = List.copyOf(parts);
        long said = 0;
        int last = -1;
        for (Part part : parts) {
            if (part.kind.ordinal() <= last) {
                throw new IllegalArgumentException(part.kind + " is out of order");
            }
            last = part.kind.ordinal();
            said |= part.kind.flag;
        }
        if (said != (redirFlags & all())) {
            throw new IllegalArgumentException("redirFlags do not fit the parts");
        }
    }

    /** @param more flags without a part, such as {@link #LB_NOREDIRECT} */
    public static RedirectionPacket of(long sessionId, long more, List<Part> parts) {
        long flags = parts.stream().mapToLong(part -> part.kind.flag).reduce(more, (a, b) -> a | b);
        return new RedirectionPacket(sessionId, flags, parts, Bytes.zeros(WINDOWS_PAD));
    }

    private static long all() {
        long flags = 0;
        for (Kind kind : Kind.values()) {
            flags |= kind.flag;
        }
        return flags;
    }

    /** The bytes of a part. */
    public Optional<Bytes> find(Kind kind) {
        return parts.stream().filter(part -> part.kind == kind).map(Part::value).findFirst();
    }

    /** A part as text. */
    public Optional<String> text(Kind kind) {
        return parts.stream().filter(part -> part.kind == kind).map(Part::text).findFirst();
    }

    public boolean has(long flag) {
        return (redirFlags & flag) != 0;
    }

    /** Where the client shall go: the address, else the name; empty when the packet names no host. */
    public Optional<String> target() {
        return text(Kind.TARGET_NET_ADDRESS)
                .or(() -> text(Kind.TARGET_FQDN))
                .or(() -> text(Kind.TARGET_NETBIOS_NAME))
                .filter(name -> !name.isBlank());
    }

    /**
     * Reads one packet, as long as Length says.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException naming the field and offset that is wrong
     */
    public static RedirectionPacket decode(WireReader outer) {
        var head = outer.as(STRUCTURE);
        head.expectU16le("Flags", SEC_REDIRECTION_PKT);
        int length = head.u16le("Length");
        if (length < FIXED) {
            throw head.violation("Length", Problem.LENGTH_OUT_OF_BOUNDS, length + ", at least " + FIXED);
        }
        var in = head.slice("content", head.bounded("Length", length - 4L, MAX_LENGTH));
        long sessionId = in.u32le("SessionID");
        long flags = in.u32le("RedirFlags");
        var parts = new ArrayList<Part>();
        for (Kind kind : Kind.values()) {
            if ((flags & kind.flag) != 0) {
                parts.add(new Part(kind, value(in, kind)));
            }
        }
        return new RedirectionPacket(sessionId, flags, parts, in.rest("Pad"));
    }

    private static Bytes value(WireReader in, Kind kind) {
        int length = in.bounded(kind.field + "Length", in.u32le(kind.field + "Length"), MAX_LENGTH);
        if (kind != Kind.TARGET_NET_ADDRESSES) {
            return in.bytes(kind.field, length);
        }
        var value = in.peek(length);
        var addresses = in.slice(kind.field, length).as("TARGET_NET_ADDRESSES");
        long count = addresses.u32le("addressCount");
        if (count > MAX_ADDRESSES) {
            throw addresses.violation("addressCount", Problem.LIMIT_EXCEEDED, count + ", at most " + MAX_ADDRESSES);
        }
        for (int i = 0; i < count; i++) {
            long each = addresses.u32le("addressLength");
            addresses.bytes("address", addresses.bounded("addressLength", each, MAX_LENGTH));
        }
        addresses.expectEnd();
        return value;
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(
                STRUCTURE,
                w -> w.sized(
                        (head, length) ->
                                head.u16le("Flags", SEC_REDIRECTION_PKT).u16le("Length", length + 4),
                        body -> {
                            body.u32le("SessionID", sessionId).u32le("RedirFlags", redirFlags);
                            parts.forEach(part -> encode(body, part));
                            body.bytes("Pad", pad);
                        }));
    }

    private static void encode(WireWriter out, Part part) {
        out.u32le(part.kind.field + "Length", part.value.length());
        if (part.kind != Kind.TARGET_NET_ADDRESSES) {
            out.bytes(part.kind.field, part.value);
            return;
        }
        out.structure("TARGET_NET_ADDRESSES", w -> {
            w.u32le("addressCount", littleEndian(part.value, 0));
            for (int at = 4; at < part.value.length(); ) {
                int length = (int) littleEndian(part.value, at);
                w.u32le("addressLength", length).bytes("address", part.value.slice(at + 4, at + 4 + length));
                at += 4 + length;
            }
        });
    }

    private static long littleEndian(Bytes from, int at) {
        return from.get(at) | from.get(at + 1) << 8 | from.get(at + 2) << 16 | (long) from.get(at + 3) << 24;
    }
}
