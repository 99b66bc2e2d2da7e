package dev.rdplab.kerberos.kdc;

import dev.rdplab.kerberos.protocol.KdcFailure.Step;
import dev.rdplab.kerberos.protocol.KdcReq;
import dev.rdplab.kerberos.protocol.KrbError;
import dev.rdplab.kerberos.protocol.Principal;
import dev.rdplab.kerberos.protocol.PrincipalName;
import dev.rdplab.protocol.handshake.NonceSource;
import dev.rdplab.protocol.spnego.KrbErrorCode;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.time.Instant;

/** A KDC without a network: a request and the time in, an answer out. Its state is its realm, and that never changes. */
public record Kdc(Realm realm, NonceSource nonces) {

    static final int AS_REQ = 0x6a;
    static final int KRB_ERROR = 0x7e;
    private static final int TGS_REQ = 0x6c;

    /**
     * The answer: a ticket or a KRB-ERROR.
     *
     * @param now the KDC's clock
     * @throws ProtocolViolationException when it is no request: a real KDC is silent then
     */
    public Bytes answer(Bytes request, Instant now) {
        int tag = request.isEmpty() ? -1 : request.get(0);
        try {
            return switch (tag) {
                case AS_REQ -> new AsAnswer(this, KdcReq.decode(Step.AS, request), now).toBytes();
                case TGS_REQ -> new TgsAnswer(this, KdcReq.decode(Step.TGS, request), now).toBytes();
                default ->
                    throw new ProtocolViolationException(
                            dev.rdplab.protocol.Stage.CONNECT,
                            "KDC-REQ",
                            "tag",
                            0,
                            Problem.UNKNOWN_VALUE,
                            "tag " + tag);
            };
        } catch (Refusal refusal) {
            return error(refusal, now).toBytes();
        }
    }

    private KrbError error(Refusal refusal, Instant now) {
        var service = new Principal(refusal.service(), realm.name());
        var error = KrbError.of(refusal.code(), now, service)
                .withText(refusal.code().toString());
        return refusal.data().isEmpty() ? error : error.withData(refusal.data());
    }

    /** The error with which a datagram tells that the answer needs TCP. */
    Bytes tooBig(Instant now) {
        return error(new Refusal(KrbErrorCode.KRB_ERR_RESPONSE_TOO_BIG, PrincipalName.krbtgt(realm.name())), now)
                .toBytes();
    }
}
