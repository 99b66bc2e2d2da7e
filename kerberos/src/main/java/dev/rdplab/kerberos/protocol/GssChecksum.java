package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * The content of the checksum field of an AP-REQ's authenticator, RFC 4121 section 4.1.1: no checksum at all, but what
 * the client wants of the context and which channel it is bound to.
 *
 * @param bindings 16 bytes, MD5 of the channel bindings; zeros for none
 * @param rest a forwarded ticket and extensions, unread
 */
public record GssChecksum(Bytes bindings, GssFlags flags, Bytes rest) {

    public static final int TYPE = 0x8003;
    public static final Bytes UNBOUND = Bytes.zeros(16);

    Checksum toChecksum() {
        var out = new WireWriter().u32le("Lgth", bindings.length()).bytes("Bnd", bindings);
        return new Checksum(
                TYPE, out.u32le("Flags", flags.bits()).bytes("Deleg", rest).toBytes());
    }

    /** @throws ProtocolViolationException naming the field that is wrong */
    public static GssChecksum of(Checksum checksum) {
        var in = WireReader.of(checksum.value(), Stage.CREDSSP, "GSS checksum");
        if (checksum.type() != TYPE) {
            throw in.violation(
                    "cksumtype",
                    dev.rdplab.protocol.wire.Problem.UNEXPECTED_VALUE,
                    "0x" + Integer.toHexString(checksum.type()));
        }
        in.expectU32le("Lgth", 16);
        return new GssChecksum(in.bytes("Bnd", 16), new GssFlags(in.u32le("Flags")), in.rest("Deleg"));
    }
}
