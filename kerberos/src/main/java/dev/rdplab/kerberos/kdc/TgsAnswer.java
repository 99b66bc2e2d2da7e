package dev.rdplab.kerberos.kdc;

import dev.rdplab.kerberos.protocol.ApReq;
import dev.rdplab.kerberos.protocol.Authenticator;
import dev.rdplab.kerberos.protocol.Checksum;
import dev.rdplab.kerberos.protocol.EncTicketPart;
import dev.rdplab.kerberos.protocol.EncryptionKey;
import dev.rdplab.kerberos.protocol.KdcFailure.Step;
import dev.rdplab.kerberos.protocol.KdcRep;
import dev.rdplab.kerberos.protocol.KdcReq;
import dev.rdplab.kerberos.protocol.KdcReqBody;
import dev.rdplab.kerberos.protocol.KeyUsage;
import dev.rdplab.kerberos.protocol.PaData;
import dev.rdplab.kerberos.protocol.PrincipalName;
import dev.rdplab.kerberos.protocol.Ticket;
import dev.rdplab.protocol.spnego.KrbErrorCode;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The TGS exchange, RFC 4120 section 3.3, user-to-user included; one realm, no renewing, forwarding or proxies. */
record TgsAnswer(Kdc kdc, KdcReq request, Instant now) {

    Bytes toBytes() {
        var body = request.reqBody();
        var service = body.sname()
                .orElseThrow(() -> new Refusal(
                        KrbErrorCode.KDC_ERR_S_PRINCIPAL_UNKNOWN,
                        PrincipalName.krbtgt(kdc.realm().name())));
        var proof = request.padata().orElse(List.of()).stream()
                .filter(data -> data.type() == PaData.TGS_REQ)
                .findFirst()
                .orElseThrow(() -> refusal(KrbErrorCode.KDC_ERR_PREAUTH_REQUIRED));
        var apReq = ApReq.decode(proof.value());
        var tgt = open(apReq.ticket());
        var authenticator = authenticator(apReq, tgt);
        var target = kdc.realm()
                .find(service)
                .filter(found -> body.realm().equals(kdc.realm().name()))
                .orElseThrow(() -> refusal(KrbErrorCode.KDC_ERR_S_PRINCIPAL_UNKNOWN));
        var issue = Issue.of(
                kdc, body, tgt.client(), service, tgt.flags() & Issue.PRE_AUTHENT, tgt.authtime(), now, tgt.endtime());
        boolean userToUser = (body.kdcOptions() & KdcReqBody.ENC_TKT_IN_SKEY) != 0;
        var ticket = userToUser
                ? issue.ticket(sessionKeyOfService(service), Optional.empty())
                : issue.ticket(serviceKey(target), Optional.of(target.kvno()));
        return new KdcRep(
                        Step.TGS,
                        Optional.empty(),
                        tgt.crealm(),
                        tgt.cname(),
                        ticket,
                        authenticator
                                .subkey()
                                .orElse(tgt.key())
                                .seal(
                                        authenticator.subkey().isPresent()
                                                ? KeyUsage.TGS_REP_SUBKEY
                                                : KeyUsage.TGS_REP_SESSION_KEY,
                                        issue.confounder(),
                                        issue.forClient().toBytes(false)))
                .toBytes();
    }

    private EncTicketPart open(Ticket tgt) {
        var key = kdc.realm().krbtgt().key(tgt.encPart().type());
        if (!tgt.sname().sameAs(PrincipalName.krbtgt(kdc.realm().name())) || key.isEmpty()) {
            throw refusal(KrbErrorCode.KRB_AP_ERR_NOT_US);
        }
        var part = key.get()
                .decrypt(KeyUsage.TICKET, tgt.encPart().cipher())
                .orElseThrow(() -> refusal(KrbErrorCode.KRB_AP_ERR_MODIFIED));
        var ticket = EncTicketPart.decode(part);
        if (ticket.endtime().isBefore(now.minus(kdc.realm().skew()))) {
            throw refusal(KrbErrorCode.KRB_AP_ERR_TKT_EXPIRED);
        }
        return ticket;
    }

    private Authenticator authenticator(ApReq apReq, EncTicketPart tgt) {
        var part = tgt.key()
                .decrypt(KeyUsage.TGS_REQ_AUTHENTICATOR, apReq.authenticator().cipher())
                .orElseThrow(() -> refusal(KrbErrorCode.KRB_AP_ERR_BAD_INTEGRITY));
        var authenticator = Authenticator.decode(part);
        if (!authenticator.client().sameAs(tgt.client())) {
            throw refusal(KrbErrorCode.KRB_AP_ERR_BADMATCH);
        }
        if (Duration.between(authenticator.ctime(), now)
                        .abs()
                        .compareTo(kdc.realm().skew())
                > 0) {
            throw refusal(KrbErrorCode.KRB_AP_ERR_SKEW);
        }
        Bytes expected =
                tgt.key().checksum(KeyUsage.TGS_REQ_CHECKSUM, request.reqBody().toBytes());
        if (!authenticator
                .cksum()
                .equals(Optional.of(new Checksum(tgt.key().type().checksumType(), expected)))) {
            throw refusal(KrbErrorCode.KRB_AP_ERR_INAPP_CKSUM);
        }
        var subkey = authenticator.subkey();
        if (subkey.isPresent() && !subkey.get().type().isSupported()) {
            throw refusal(KrbErrorCode.KDC_ERR_ETYPE_NOSUPP);
        }
        return authenticator;
    }

    private EncryptionKey serviceKey(RealmPrincipal target) {
        return target.keys().stream().findFirst().orElseThrow(() -> refusal(KrbErrorCode.KDC_ERR_ETYPE_NOSUPP));
    }

    /** The key of the additional ticket, which must be the service's own. */
    private EncryptionKey sessionKeyOfService(PrincipalName service) {
        var additional = request.reqBody().additionalTickets().orElse(List.of()).stream()
                .findFirst()
                .map(this::open)
                .orElseThrow(() -> refusal(KrbErrorCode.KDC_ERR_BADOPTION));
        if (!additional.cname().sameAs(service)) {
            throw refusal(KrbErrorCode.KRB_AP_ERR_BADMATCH);
        }
        return additional.key();
    }

    private Refusal refusal(KrbErrorCode code) {
        var service = request.reqBody()
                .sname()
                .orElse(PrincipalName.krbtgt(kdc.realm().name()));
        return new Refusal(code, service);
    }
}
