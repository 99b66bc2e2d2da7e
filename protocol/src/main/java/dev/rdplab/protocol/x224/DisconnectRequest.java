package dev.rdplab.protocol.x224;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * X.224 DR, section 13.5: an end below MCS, sent instead of a connection confirm by some servers and gateways.
 *
 * @param destinationReference 16 bits
 * @param sourceReference 16 bits
 * @param reason 8 bits: 0 not specified, 1 congestion at TSAP, 2 session entity not attached, 3 address unknown, 128
 *     normal, 129 remote congestion, 130 negotiation failed, 133 protocol error, 136 connection request refused, 138
 *     header or parameter length invalid
 * @param variablePart parameters that are kept unread, at most 248 bytes
 */
public record DisconnectRequest(int destinationReference, int sourceReference, int reason, Bytes variablePart)
        implements X224Pdu {

    static final int TYPE = 0x80;

    /** @throws IllegalArgumentException when a value is out of range */
    public DisconnectRequest {
        Tpdu.checked("destinationReference", destinationReference, 0xffff);
        Tpdu.checked("sourceReference", sourceReference, 0xffff);
        Tpdu.checked("reason", reason, 0xff);
        Tpdu.checked("variable part in bytes", variablePart.length(), Tpdu.MAX_VARIABLE_PART);
    }

    public static DisconnectRequest of(int reason) {
        return new DisconnectRequest(0, 0, reason, Bytes.EMPTY);
    }

    /**
     * Reads a whole TPKT frame.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException naming the field and offset that is wrong
     */
    public static DisconnectRequest decode(WireReader in) {
        return read(Tpdu.read(in));
    }

    static DisconnectRequest read(WireReader tpdu) {
        Tpdu.expectType(tpdu, TYPE);
        int destinationReference = tpdu.u16be("destinationReference");
        int sourceReference = tpdu.u16be("sourceReference");
        int reason = tpdu.u8("reason");
        return new DisconnectRequest(
                destinationReference,
                sourceReference,
                reason,
                tpdu.hasRemaining() ? tpdu.rest("variablePart") : Bytes.EMPTY);
    }

    @Override
    public void encode(WireWriter out) {
        Tpdu.write(out, TYPE, destinationReference, sourceReference, "reason", reason, w -> {
            if (!variablePart.isEmpty()) {
                w.structure(Tpdu.STRUCTURE, x -> x.bytes("variablePart", variablePart));
            }
        });
    }
}
