package dev.rdplab.clientsim;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.x224.FailureCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether and with what a client tries again on a new connection. */
@FunctionalInterface
interface Ladder {

    /** @param offers of the attempts so far @param last how the last one ended */
    Optional<Offer> next(List<Offer> offers, Ending last);

    /** One attempt. */
    Ladder NONE = (offers, last) -> Optional.empty();

    /**
     * NTLM without SPNEGO, after a server that refused the first token. A NEGOTIATE message presents no account, so nothing
     * is risked by showing it twice.
     */
    Ladder BARE_NTLM = (offers, last) -> {
        var before = offers.get(offers.size() - 1);
        boolean refused = last.kind() == EndingKind.CREDSSP_ERROR
                && last.lastSent().startsWith("TSRequest (SPNEGO NegTokenInit (NTLM NEGOTIATE");
        return refused && !before.bareNtlm() ? Optional.of(before.withBareNtlm()) : Optional.empty();
    };

    /** The downgrade to standard RDP security alone, and only when the server says that it knows nothing else. */
    Ladder MSTSC =
            (offers, last) -> refused(last, Set.of(FailureCode.SSL_NOT_ALLOWED_BY_SERVER.value())) && offers.size() == 1
                    ? Optional.of(Offer.RDP)
                    : Optional.empty();

    /**
     * As measured for FreeRDP 2.11 and 3.10: after a refusal TLS alone, then standard RDP security (with a bare request when
     * the server wanted more, not less); after a connection that broke outside TLS the same offer once more.
     */
    Ladder FREERDP = (offers, last) -> {
        if (last.kind() == EndingKind.NEGOTIATION_FAILURE) {
            return downgrade(offers, last.outcome().code().orElse(0));
        }
        boolean broken = last.kind().isClose();
        return broken && last.stage() != Stage.TLS && last.stage() != Stage.ACTIVE && offers.size() == 1
                ? Optional.of(offers.get(0))
                : Optional.empty();
    };

    /** Standard RDP security when the server cannot do TLS. */
    Ladder RDESKTOP = (offers, last) -> refused(
                            last,
                            Set.of(
                                    FailureCode.SSL_NOT_ALLOWED_BY_SERVER.value(),
                                    FailureCode.SSL_CERT_NOT_ON_SERVER.value()))
                    && offers.size() == 1
            ? Optional.of(Offer.BARE)
            : Optional.empty();

    private static boolean refused(Ending last, Set<Long> codes) {
        return last.kind() == EndingKind.NEGOTIATION_FAILURE
                && codes.contains(last.outcome().code().orElse(0));
    }

    private static Optional<Offer> downgrade(List<Offer> offers, long code) {
        var before = offers.get(offers.size() - 1);
        if (before.equals(Offer.EXT)) {
            return Optional.of(Offer.TLS_NLA);
        }
        if (before.equals(Offer.TLS_NLA)) {
            return Optional.of(Offer.TLS);
        }
        boolean less = code == FailureCode.SSL_NOT_ALLOWED_BY_SERVER.value()
                || code == FailureCode.SSL_CERT_NOT_ON_SERVER.value();
        return before.equals(Offer.TLS) ? Optional.of(less ? Offer.RDP : Offer.BARE) : Optional.empty();
    }
}
