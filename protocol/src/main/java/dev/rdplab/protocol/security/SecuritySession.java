package dev.rdplab.protocol.security;

import static dev.rdplab.protocol.security.SecurityFlags.SEC_ENCRYPT;
import static dev.rdplab.protocol.security.SecurityFlags.SEC_SECURE_CHECKSUM;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Encryption and MACs of one end, [MS-RDPBCGR] 5.3.6 and 5.3.7. A value: sealing and opening change nothing here and give
 * the session after the packet, so a packet can be made twice, or tried and dropped. Nothing of it is printed.
 */
public final class SecuritySession {

    /**
     * A packet to send.
     *
     * @param dataSignature 8 bytes
     * @param data encrypted, as long as the clear data
     */
    public record Sealed(Bytes dataSignature, boolean saltedMac, Bytes data, SecuritySession next) {

        /** The header in front of {@link #data}, with {@code SEC_ENCRYPT} and the flag for the kind of MAC added. */
        public SecurityHeader header(SecurityFlags flags) {
            SecurityFlags all = flags.with(SEC_ENCRYPT);
            return new SecurityHeader(saltedMac ? all.with(SEC_SECURE_CHECKSUM) : all, 0, dataSignature);
        }

        /** Writes header and data. */
        public void encode(WireWriter out, SecurityFlags flags) {
            header(flags).encode(out);
            out.bytes("encryptedData", data);
        }
    }

    /**
     * A packet that came, clear and proved.
     *
     * @param saltedMac which kind of MAC the peer uses
     */
    public record Opened(Bytes data, boolean saltedMac, SecuritySession next) {

        @Override
        public String toString() {
            return "Opened[" + data.length() + " bytes]"; // the data may hold a password
        }
    }

    private final Bytes macKey;
    private final Keystream outgoing;
    private final Keystream incoming;

    private SecuritySession(Bytes macKey, Keystream outgoing, Keystream incoming) {
        this.macKey = macKey;
        this.outgoing = outgoing;
        this.incoming = incoming;
    }

    /** The session of one end before its first packet. */
    public static SecuritySession of(SessionKeys keys, Role role) {
        Keystream client = Keystream.of(keys.method(), keys.clientKey());
        Keystream server = Keystream.of(keys.method(), keys.serverKey());
        return role == Role.CLIENT
                ? new SecuritySession(keys.macKey(), client, server)
                : new SecuritySession(keys.macKey(), server, client);
    }

    /** The other end at the same point: what this one opens next, it seals. */
    public SecuritySession peer() {
        return new SecuritySession(macKey, incoming, outgoing);
    }

    /** @param saltedMac the salted MAC ({@code SEC_SECURE_CHECKSUM}); use it where both ends' capabilities allow it */
    public Sealed seal(Bytes plain, boolean saltedMac) {
        Bytes mac = mac(plain, saltedMac, outgoing.count());
        Keystream.Result result = outgoing.apply(plain);
        return new Sealed(mac, saltedMac, result.data(), new SecuritySession(macKey, result.next(), incoming));
    }

    /**
     * Decrypts all that is left behind an encrypted header. The header's flag says which of the two MACs is expected.
     *
     * @throws ProtocolViolationException where the MAC is another
     */
    public Opened open(SecurityHeader header, WireReader in) {
        if (!header.encrypted()) {
            throw in.violation("flags", Problem.UNEXPECTED_VALUE, "the data is not encrypted");
        }
        return open(header.flags().has(SEC_SECURE_CHECKSUM), header.dataSignature(), in);
    }

    /** As {@link #open(SecurityHeader, WireReader)}, for fast-path packets, whose header is another. */
    public Opened open(boolean saltedMac, Bytes dataSignature, WireReader in) {
        Keystream.Result result = incoming.apply(in.rest("encryptedData"));
        if (!mac(result.data(), saltedMac, incoming.count()).equals(dataSignature)) {
            String kind = saltedMac ? "salted" : "unsalted";
            throw in.violation("dataSignature", Problem.BAD_SIGNATURE, kind + " mac of packet " + incoming.count());
        }
        return new Opened(result.data(), saltedMac, new SecuritySession(macKey, outgoing, result.next()));
    }

    /** 5.3.6.1, and 5.3.6.1.1 for the salted one: the first 8 of 16 bytes. */
    private Bytes mac(Bytes plain, boolean salted, int count) {
        var covered = new WireWriter().u32le("length", plain.length()).bytes("data", plain);
        if (salted) {
            covered.u32le("encryptionCount", count);
        }
        return Digests.paddedHash(macKey, covered.toBytes()).slice(0, SecurityHeader.SIGNATURE_LENGTH);
    }

    @Override
    public String toString() {
        return "SecuritySession[sent " + outgoing.count() + ", received " + incoming.count() + "]";
    }
}
