package dev.rdplab.protocol.spnego;

import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.wire.Bytes;
import java.util.List;

/**
 * A mechanism to negotiate about, before its first token. One mechanism may be offered under several numbers.
 */
public record Offer(Oid oid, Mechanism mechanism) {

    static List<Oid> oids(List<Offer> offers) {
        return offers.stream().map(Offer::oid).toList();
    }

    static Bytes mechTypeList(List<Offer> offers) {
        return NegTokenInit.mechTypeList(oids(offers));
    }
}
