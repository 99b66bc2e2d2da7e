package dev.rdplab.protocol.security;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * The body of the Security Exchange PDU behind its {@link SecurityHeader}, TS_SECURITY_PACKET of [MS-RDPBCGR] 2.2.1.10.1.
 *
 * @param encryptedClientRandom little-endian, with 8 zero bytes at the end
 */
public record SecurityExchange(Bytes encryptedClientRandom) implements Pdu {

    /** Bytes of a client or server random number. */
    public static final int RANDOM_LENGTH = 32;

    private static final int MAX_LENGTH = RsaPublicKey.MAX_BITS / 8 + RsaKeyPair.PADDING;

    /** Encrypts 32 random bytes for the server. */
    public static SecurityExchange of(Bytes clientRandom, RsaPublicKey serverKey) {
        if (clientRandom.length() != RANDOM_LENGTH) {
            throw new IllegalArgumentException("client random of " + clientRandom.length() + " bytes");
        }
        return new SecurityExchange(serverKey.encrypt(clientRandom));
    }

    /**
     * The client's 32 random bytes.
     *
     * @param in the reader that gave this value, for the place in the message
     * @throws ProtocolViolationException where nothing of 32 bytes comes out, as for another server's key
     */
    public Bytes clientRandom(RsaKeyPair serverKey, WireReader in) {
        return serverKey.decrypt(encryptedClientRandom, RANDOM_LENGTH).orElseThrow(() -> in.as("TS_SECURITY_PACKET")
                .violation("encryptedClientRandom", Problem.INCONSISTENT, "does not decrypt with our key"));
    }

    @Override
    public void encode(WireWriter out) {
        out.structure("TS_SECURITY_PACKET", w -> w.u32le("length", encryptedClientRandom.length())
                .bytes("encryptedClientRandom", encryptedClientRandom));
    }

    /** Reads all that is left. */
    public static SecurityExchange decode(WireReader outer) {
        WireReader in = outer.as("TS_SECURITY_PACKET");
        int length = in.bounded("length", in.u32le("length"), MAX_LENGTH);
        var exchange = new SecurityExchange(in.bytes("encryptedClientRandom", length));
        in.expectEnd();
        return exchange;
    }
}
