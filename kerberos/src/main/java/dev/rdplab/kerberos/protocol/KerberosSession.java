package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.NonceSource;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Sealing and signing in an established context, RFC 4121 section 4.2, as a value.
 *
 * @param role whose side this is: the client is the initiator
 * @param acceptorSubkey whether {@code key} is the one that the acceptor made
 * @param rotation of what is wrapped (RRC): 28 bytes puts the trailer in front of the confounder, where SSPI's separate
 *     token buffer has it; FreeRDP takes nothing else
 * @param untouched whether nothing was received yet
 * @param nonces asked for confounders
 */
public record KerberosSession(
        Role role,
        EncryptionKey key,
        boolean acceptorSubkey,
        int rotation,
        long sendSequence,
        long receiveSequence,
        boolean untouched,
        NonceSource nonces) {

    /** Before the first message. */
    public KerberosSession(
            Role role,
            EncryptionKey key,
            boolean acceptorSubkey,
            int rotation,
            long sendSequence,
            long receiveSequence,
            NonceSource nonces) {
        this(role, key, acceptorSubkey, rotation, sendSequence, receiveSequence, true, nonces);
    }

    /** Bytes that the trailer of a wrap token has: the encrypted copy of the header, and the checksum. */
    public static final int SSPI_ROTATION = 16 + EncryptionKey.CHECKSUM;

    private static final int HEADER = 16;
    private static final int MIC_ID = 0x0404;
    private static final int WRAP_ID = 0x0504;
    private static final int SENT_BY_ACCEPTOR = 1;
    private static final int SEALED = 2;
    private static final int ACCEPTOR_SUBKEY = 4;

    /** What was made or opened, and the session to go on with. */
    record Result(KerberosSession next, Bytes bytes) {}

    Result wrap(Bytes plain) {
        Bytes header = wrapHeader(0);
        Bytes sealed = key.encrypt(
                usage(role, true), nonces.next("confounder", EncryptionKey.CONFOUNDER), Bytes.concat(plain, header));
        int turn = rotation % sealed.length();
        Bytes rotated = Bytes.concat(sealed.slice(sealed.length() - turn), sealed.slice(0, sealed.length() - turn));
        return new Result(sent(), Bytes.concat(wrapHeader(rotation), rotated));
    }

    private Bytes wrapHeader(int rrc) {
        return new WireWriter()
                .u16be("TOK_ID", WRAP_ID)
                .u8("Flags", flags(role) | SEALED)
                .u8("Filler", 0xff)
                .u16be("EC", 0)
                .u16be("RRC", rrc)
                .u32be("SND_SEQ.high", 0)
                .u32be("SND_SEQ", sendSequence)
                .toBytes();
    }

    Result unwrap(Bytes token) {
        var in = WireReader.of(token, Stage.CREDSSP, "Wrap token");
        Bytes header = in.peek(Math.min(HEADER, token.length()));
        in.expectU16be("TOK_ID", WRAP_ID);
        in.expectU8("Flags", flags(role.peer()) | SEALED);
        in.expectU8("Filler", 0xff);
        int extra = in.u16be("EC");
        int rrc = in.u16be("RRC");
        long number = sequence(in);
        Bytes body = in.rest("Encrypted");
        if (body.isEmpty()) {
            throw in.violation("Encrypted", Problem.TRUNCATED, "empty");
        }
        int turn = rrc % body.length();
        Bytes sealed = Bytes.concat(body.slice(turn), body.slice(0, turn));
        Bytes opened = key.decrypt(usage(role.peer(), true), sealed)
                .orElseThrow(() -> in.violation("Encrypted", Problem.BAD_SIGNATURE, "wrong key, or altered"));
        Bytes expected = Bytes.concat(header.slice(0, 6), Bytes.zeros(2), header.slice(8));
        int end = opened.length() - HEADER - extra;
        if (end < 0 || !opened.slice(opened.length() - HEADER).equals(expected)) {
            throw in.violation("Header", Problem.BAD_SIGNATURE, "its encrypted copy says otherwise");
        }
        return new Result(received(number), opened.slice(0, end));
    }

    Result mic(Bytes message) {
        Bytes header = new WireWriter()
                .u16be("TOK_ID", MIC_ID)
                .u8("Flags", flags(role))
                .u8("Filler", 0xff)
                .u32be("Filler", 0xffff_ffffL)
                .u32be("SND_SEQ.high", 0)
                .u32be("SND_SEQ", sendSequence)
                .toBytes();
        Bytes sum = key.checksum(usage(role, false), Bytes.concat(message, header));
        return new Result(sent(), Bytes.concat(header, sum));
    }

    KerberosSession verify(Bytes message, Bytes mic) {
        var in = WireReader.of(mic, Stage.CREDSSP, "MIC token");
        Bytes header = in.peek(Math.min(HEADER, mic.length()));
        in.expectU16be("TOK_ID", MIC_ID);
        in.expectU8("Flags", flags(role.peer()));
        in.expectU8("Filler", 0xff);
        in.u32be("Filler");
        long number = sequence(in);
        Bytes sum = in.bytes("SGN_CKSUM", EncryptionKey.CHECKSUM);
        in.expectEnd();
        if (!key.checksum(usage(role.peer(), false), Bytes.concat(message, header))
                .equals(sum)) {
            throw in.violation("SGN_CKSUM", Problem.BAD_SIGNATURE, "wrong key, or altered");
        }
        return received(number);
    }

    /**
     * Eight bytes of which the initial number fills four. FreeRDP announces a number and then begins at 0.
     *
     * @return the number
     * @throws ProtocolViolationException out of order
     */
    private long sequence(WireReader in) {
        in.expectU16be("SND_SEQ.high", 0);
        in.expectU16be("SND_SEQ.middle", 0);
        long number = in.u32be("SND_SEQ");
        if (number != receiveSequence && !(untouched && number == 0)) {
            throw in.violation(
                    "SND_SEQ", Problem.UNEXPECTED_VALUE, number + " instead of " + receiveSequence + ", out of order");
        }
        return number;
    }

    private int flags(Role sender) {
        return (sender == Role.SERVER ? SENT_BY_ACCEPTOR : 0) | (acceptorSubkey ? ACCEPTOR_SUBKEY : 0);
    }

    private static int usage(Role sender, boolean seal) {
        return sender == Role.SERVER
                ? seal ? KeyUsage.ACCEPTOR_SEAL : KeyUsage.ACCEPTOR_SIGN
                : seal ? KeyUsage.INITIATOR_SEAL : KeyUsage.INITIATOR_SIGN;
    }

    private KerberosSession sent() {
        return new KerberosSession(
                role, key, acceptorSubkey, rotation, next(sendSequence), receiveSequence, untouched, nonces);
    }

    private KerberosSession received(long number) {
        return new KerberosSession(role, key, acceptorSubkey, rotation, sendSequence, next(number), false, nonces);
    }

    private static long next(long sequence) {
        return sequence + 1 & 0xffff_ffffL;
    }
}
