package dev.rdplab.clientsim;

import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.Optional;

/**
 * What one attempt offers.
 *
 * @param protocols of RDP_NEG_REQ; empty sends none
 * @param bareNtlm whether NTLM comes without SPNEGO around it, whatever the profile does
 */
public record Offer(Optional<SecurityProtocols> protocols, boolean bareNtlm) {

    static final Offer BARE = new Offer(Optional.empty(), false);
    static final Offer RDP = of(SecurityProtocols.RDP);
    static final Offer TLS = of(SecurityProtocols.SSL);
    static final Offer NLA = of(SecurityProtocols.HYBRID);
    static final Offer TLS_NLA = of(SecurityProtocols.SSL.with(SecurityProtocols.HYBRID));
    static final Offer EXT =
            of(SecurityProtocols.SSL.with(SecurityProtocols.HYBRID).with(SecurityProtocols.HYBRID_EX));

    static final Offer RDSTLS = of(SecurityProtocols.RDSTLS);
    static final Offer AAD = of(SecurityProtocols.RDSAAD);
    /** What a client offers that a redirection gave a password for RDSTLS. */
    static final Offer REDIRECTED = of(SecurityProtocols.SSL.with(SecurityProtocols.RDSTLS));

    Offer withBareNtlm() {
        return new Offer(protocols, true);
    }

    static Offer of(SecurityProtocols protocols) {
        return new Offer(Optional.of(protocols), false);
    }
}
