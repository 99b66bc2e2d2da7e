package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.fastpath.FastPathPdu;
import dev.rdplab.protocol.mcs.SendData;
import dev.rdplab.protocol.security.SecurityFlags;
import dev.rdplab.protocol.security.SecurityHeader;
import dev.rdplab.protocol.security.SecuritySession;
import dev.rdplab.protocol.share.SharePdu;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One end's way over the MCS channels once its user is attached: framing, and under standard RDP security the header and
 * the encryption. A value: sending and opening give the path to go on with.
 *
 * @param userId this end's MCS user channel; the server's is {@link #SERVER_USER}
 * @param ioChannel the I/O channel
 * @param messageChannel 0 when there is none
 * @param security empty under TLS and with encryption method NONE
 * @param saltedMac which kind of MAC to send
 */
public record IoPath(
        Role role,
        int userId,
        int ioChannel,
        int messageChannel,
        Optional<SecuritySession> security,
        boolean saltedMac) {

    private static final SecurityFlags NO_FLAGS = new SecurityFlags(0);

    /** The server's MCS user. */
    public static final int SERVER_USER = 1002;

    public IoPath secured(SecuritySession session, boolean salted) {
        return new IoPath(role, userId, ioChannel, messageChannel, Optional.of(session), salted);
    }

    /** A message, and the path after it. */
    public record Sent(Message message, IoPath next) {}

    /** A body that came, in clear. @param flags of the security header; none when there was no header */
    public record Opened(SecurityFlags flags, WireReader body, IoPath next) {}

    /** Sends on the I/O channel a PDU that has no security header of its own. */
    public Sent share(SharePdu pdu) {
        return security.isPresent()
                ? sealed(pdu.pduName(), "", ioChannel, NO_FLAGS, pdu)
                : new Sent(Message.of(pdu.pduName(), frame(ioChannel, pdu::encode)), this);
    }

    /** Sends a PDU whose security header says what it is, encrypted where that is in force. */
    public Sent flagged(String pdu, String carries, int channel, SecurityFlags flags, Pdu body) {
        return security.isPresent()
                ? sealed(pdu, carries, channel, flags, body)
                : clear(pdu, carries, channel, flags, body);
    }

    /** Sends such a PDU in clear even under encryption: the security exchange itself, and licensing. */
    public Sent clear(String pdu, String carries, int channel, SecurityFlags flags, Pdu body) {
        return new Sent(
                Message.of(pdu, carries, frame(channel, out -> {
                    SecurityHeader.basic(flags).encode(out);
                    body.encode(out);
                })),
                this);
    }

    private Sent sealed(String pdu, String carries, int channel, SecurityFlags flags, Pdu body) {
        var sealed = security.orElseThrow().seal(body.toBytes(), saltedMac);
        var message = Message.of(pdu, carries, frame(channel, out -> sealed.encode(out, flags)));
        return new Sent(message, secured(sealed.next(), saltedMac));
    }

    /** Passes over a fast-path PDU: under encryption the cipher moves on with it. */
    public IoPath openFastPath(WireReader frame) {
        var pdu = FastPathPdu.decode(frame);
        if (security.isEmpty() || !pdu.encrypted()) {
            return this;
        }
        var payload = WireReader.of(pdu.payload(), frame.stage(), frame.structure());
        var signature = payload.bytes("dataSignature", SecurityHeader.SIGNATURE_LENGTH);
        var opened = security.get().open((pdu.flags() & FastPathPdu.SECURE_CHECKSUM) != 0, signature, payload);
        return secured(opened.next(), saltedMac);
    }

    private Consumer<WireWriter> frame(int channel, Consumer<WireWriter> body) {
        var header = role == Role.CLIENT ? SendData.request(userId, channel) : SendData.indication(userId, channel);
        return out -> header.encode(out, body);
    }

    /**
     * Opens the data of a channel.
     *
     * @param headed whether a security header is there although nothing is encrypted
     */
    public Opened open(WireReader data, boolean headed) {
        if (security.isEmpty() && !headed) {
            return new Opened(NO_FLAGS, data, this);
        }
        var header = SecurityHeader.decode(data);
        if (!header.encrypted() || security.isEmpty()) {
            return new Opened(header.flags(), data, this);
        }
        var opened = security.get().open(header, data);
        return new Opened(header.flags(), data.over(opened.data()), secured(opened.next(), saltedMac));
    }
}
