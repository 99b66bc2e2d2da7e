package dev.rdplab.protocol.x224;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.Optional;

/**
 * The server's first PDU, [MS-RDPBCGR] 2.2.1.2: TPKT 4 + X.224 CC 7 + negotiation reply 8 or none.
 *
 * @param destinationReference 16 bits, what the request had as its source reference
 * @param sourceReference 16 bits, of the server's choice: Windows and FreeRDP write 0x1234, others 0
 * @param classOptions 8 bits, 0 (class 0) in practice
 * @param reply absent when the request had no negotiation request
 */
public record ConnectionConfirm(
        int destinationReference, int sourceReference, int classOptions, Optional<NegotiationReply> reply)
        implements X224Pdu {

    /** CC with an initial credit of 0. */
    static final int TYPE = 0xd0;

    /** @throws IllegalArgumentException when a value is out of range */
    public ConnectionConfirm {
        Tpdu.checked("destinationReference", destinationReference, 0xffff);
        Tpdu.checked("sourceReference", sourceReference, 0xffff);
        Tpdu.checked("classOptions", classOptions, 0xff);
    }

    /** A confirm as Windows sends it. */
    public static ConnectionConfirm of(Optional<NegotiationReply> reply) {
        return new ConnectionConfirm(0, 0x1234, 0, reply);
    }

    public static ConnectionConfirm of(NegotiationReply reply) {
        return of(Optional.of(reply));
    }

    /**
     * Reads a whole TPKT frame.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException naming the field and offset that is wrong
     */
    public static ConnectionConfirm decode(WireReader in) {
        return read(Tpdu.read(in));
    }

    static ConnectionConfirm read(WireReader tpdu) {
        Tpdu.expectType(tpdu, TYPE);
        int destinationReference = tpdu.u16be("destinationReference");
        int sourceReference = tpdu.u16be("sourceReference");
        int classOptions = tpdu.u8("classOptions");
        Optional<NegotiationReply> reply =
                tpdu.hasRemaining() ? Optional.of(NegotiationReply.decode(tpdu)) : Optional.empty();
        tpdu.expectEnd();
        return new ConnectionConfirm(destinationReference, sourceReference, classOptions, reply);
    }

    @Override
    public void encode(WireWriter out) {
        Tpdu.write(
                out,
                TYPE,
                destinationReference,
                sourceReference,
                "classOptions",
                classOptions,
                w -> reply.ifPresent(r -> r.encode(w)));
    }
}
