package dev.rdplab.protocol.x224;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.Optional;

/**
 * The first PDU of a connection, [MS-RDPBCGR] 2.2.1.1: TPKT 4 + X.224 CR 7 + routing, negotiation and correlation, at most
 * 248 bytes together.
 *
 * @param destinationReference 16 bits, 0 in practice
 * @param sourceReference 16 bits, 0 in practice
 * @param classOptions 8 bits, 0 (class 0) in practice
 * @param routing a cookie or a routing token
 * @param negotiation absent from clients that know only standard RDP security
 * @param correlation present exactly when the negotiation request says so
 */
public record ConnectionRequest(
        int destinationReference,
        int sourceReference,
        int classOptions,
        Optional<Routing> routing,
        Optional<NegotiationRequest> negotiation,
        Optional<CorrelationInfo> correlation)
        implements X224Pdu {

    /** CR with an initial credit of 0. */
    static final int TYPE = 0xe0;

    /** @throws IllegalArgumentException when a value is out of range, or flags and correlation disagree */
    public ConnectionRequest {
        Tpdu.checked("destinationReference", destinationReference, 0xffff);
        Tpdu.checked("sourceReference", sourceReference, 0xffff);
        Tpdu.checked("classOptions", classOptions, 0xff);
        boolean announced = negotiation
                .map(n -> n.flags().contains(RequestFlags.CORRELATION_INFO_PRESENT))
                .orElse(false);
        if (announced != correlation.isPresent()) {
            throw new IllegalArgumentException("correlation info and CORRELATION_INFO_PRESENT go together");
        }
        int length = routing.map(Routing::length).orElse(0)
                + (negotiation.isPresent() ? NegotiationRequest.LENGTH : 0)
                + (correlation.isPresent() ? CorrelationInfo.LENGTH : 0);
        Tpdu.checked("variable part in bytes", length, Tpdu.MAX_VARIABLE_PART);
    }

    /** A request as clients send it, references and class 0. */
    public static ConnectionRequest of(Optional<Routing> routing, Optional<NegotiationRequest> negotiation) {
        return new ConnectionRequest(0, 0, 0, routing, negotiation, Optional.empty());
    }

    /** The protocols offered; standard RDP security alone without a negotiation request. */
    public SecurityProtocols requestedProtocols() {
        return negotiation.map(NegotiationRequest::requestedProtocols).orElse(SecurityProtocols.RDP);
    }

    /**
     * Reads a whole TPKT frame.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException naming the field and offset that is wrong
     */
    public static ConnectionRequest decode(WireReader in) {
        return read(Tpdu.read(in));
    }

    static ConnectionRequest read(WireReader tpdu) {
        Tpdu.expectType(tpdu, TYPE);
        int destinationReference = tpdu.u16be("destinationReference");
        int sourceReference = tpdu.u16be("sourceReference");
        int classOptions = tpdu.u8("classOptions");
        Optional<Routing> routing = Optional.empty();
        Optional<NegotiationRequest> negotiation = Optional.empty();
        Optional<CorrelationInfo> correlation = Optional.empty();
        if (tpdu.hasRemaining() && tpdu.peekU8("type") != NegotiationRequest.TYPE) {
            routing = Optional.of(Routing.decode(tpdu));
        }
        if (tpdu.hasRemaining()) {
            var request = NegotiationRequest.decode(tpdu);
            negotiation = Optional.of(request);
            if (request.flags().contains(RequestFlags.CORRELATION_INFO_PRESENT)) {
                correlation = Optional.of(CorrelationInfo.decode(tpdu));
            }
        }
        tpdu.expectEnd();
        return new ConnectionRequest(
                destinationReference, sourceReference, classOptions, routing, negotiation, correlation);
    }

    @Override
    public void encode(WireWriter out) {
        Tpdu.write(out, TYPE, destinationReference, sourceReference, "classOptions", classOptions, w -> {
            routing.ifPresent(r -> r.encode(w));
            negotiation.ifPresent(n -> n.encode(w));
            correlation.ifPresent(c -> c.encode(w));
        });
    }
}
