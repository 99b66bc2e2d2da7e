package dev.rdplab.kerberos.kdc;

import dev.rdplab.kerberos.protocol.KdcFailure.Step;
import dev.rdplab.kerberos.protocol.KdcReq;
import dev.rdplab.kerberos.protocol.KrbError;
import dev.rdplab.kerberos.protocol.PrincipalName;
import dev.rdplab.protocol.spnego.KrbErrorCode;
import dev.rdplab.protocol.wire.Bytes;
import java.util.Optional;

/**
 * A request that came to a KDC, and what it was answered.
 *
 * @param client empty in the TGS exchange, whose ticket tells it
 * @param error empty when a ticket was given
 */
public record KdcExchange(
        Step step, Optional<PrincipalName> client, Optional<PrincipalName> service, Optional<KrbErrorCode> error) {

    /** Of bytes that a {@link Kdc} has read and made. */
    static KdcExchange of(Bytes request, Bytes answer) {
        var step = request.get(0) == Kdc.AS_REQ ? Step.AS : Step.TGS;
        var body = KdcReq.decode(step, request).reqBody();
        return new KdcExchange(
                step,
                body.cname(),
                body.sname(),
                answer.get(0) == Kdc.KRB_ERROR
                        ? Optional.of(KrbError.decode(answer).code())
                        : Optional.empty());
    }

    /** Such as {@code AS for alice: KDC_ERR_PREAUTH_REQUIRED}, or {@code TGS for TERMSRV/localhost: ticket given}. */
    @Override
    public String toString() {
        return step + " for "
                + (step == Step.AS ? client : service)
                        .map(PrincipalName::toString)
                        .orElse("nobody") + ": "
                + error.map(KrbErrorCode::toString).orElse("ticket given");
    }
}
