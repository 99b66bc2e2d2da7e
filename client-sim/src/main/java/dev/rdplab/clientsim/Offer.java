package dev.rdplab.clientsim;

import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.Optional;

/** What one attempt offers. @param protocols of RDP_NEG_REQ; empty sends none */
public record Offer(Optional<SecurityProtocols> protocols) {

    static final Offer BARE = new Offer(Optional.empty());
    static final Offer RDP = of(SecurityProtocols.RDP);
    static final Offer TLS = of(SecurityProtocols.SSL);
    static final Offer NLA = of(SecurityProtocols.HYBRID);
    static final Offer TLS_NLA = of(SecurityProtocols.SSL.with(SecurityProtocols.HYBRID));
    static final Offer EXT =
            of(SecurityProtocols.SSL.with(SecurityProtocols.HYBRID).with(SecurityProtocols.HYBRID_EX));

    static Offer of(SecurityProtocols protocols) {
        return new Offer(Optional.of(protocols));
    }
}
