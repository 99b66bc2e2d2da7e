package dev.rdplab.kerberos.client;

import dev.rdplab.kerberos.protocol.ApReq;
import dev.rdplab.kerberos.protocol.Authenticator;
import dev.rdplab.kerberos.protocol.Checksum;
import dev.rdplab.kerberos.protocol.EncKdcRepPart;
import dev.rdplab.kerberos.protocol.EncryptionKey;
import dev.rdplab.kerberos.protocol.EncryptionType;
import dev.rdplab.kerberos.protocol.KdcFailure;
import dev.rdplab.kerberos.protocol.KdcFailure.Step;
import dev.rdplab.kerberos.protocol.KdcRep;
import dev.rdplab.kerberos.protocol.KdcReq;
import dev.rdplab.kerberos.protocol.KdcReqBody;
import dev.rdplab.kerberos.protocol.KeyUsage;
import dev.rdplab.kerberos.protocol.KrbError;
import dev.rdplab.kerberos.protocol.PaData;
import dev.rdplab.kerberos.protocol.Principal;
import dev.rdplab.kerberos.protocol.ServiceTicket;
import dev.rdplab.kerberos.protocol.Ticket;
import dev.rdplab.kerberos.protocol.TicketOutcome;
import dev.rdplab.protocol.wire.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The client's side of the TGS exchange, RFC 4120 section 3.3. */
final class TgsExchange {

    private final KdcClient client;
    private final ServiceTicket tgt;
    private final Principal service;
    private final Optional<Ticket> serviceTgt;

    /** @param serviceTgt for user-to-user */
    TgsExchange(KdcClient client, ServiceTicket tgt, Principal service, Optional<Ticket> serviceTgt) {
        this.client = client;
        this.tgt = tgt;
        this.service = service;
        this.serviceTgt = serviceTgt;
    }

    TicketOutcome run(KdcChannel channel) throws IOException {
        if (!tgt.sessionKey().type().isSupported()) {
            return KdcFailure.local("the ticket granting ticket has a key of "
                    + tgt.sessionKey().type());
        }
        var body = body();
        Bytes answer = channel.ask(new KdcReq(Step.TGS, Optional.of(List.of(proof(body))), body).toBytes());
        if (KdcClient.isError(answer)) {
            return client.failure(Step.TGS, KrbError.decode(answer), "for " + service);
        }
        var reply = KdcRep.decode(Step.TGS, answer);
        var part = tgt.sessionKey()
                .decrypt(KeyUsage.TGS_REP_SESSION_KEY, reply.encPart().cipher());
        if (part.isEmpty()) {
            return KdcFailure.unreachable(Step.TGS, "the KDC's answer does not open with the session key");
        }
        var told = EncKdcRepPart.decode(part.get());
        AsExchange.expectNonce(told, body);
        return KdcClient.ticket(tgt.client(), reply.ticket(), told);
    }

    private KdcReqBody body() {
        long userToUser = serviceTgt.isPresent() ? KdcReqBody.ENC_TKT_IN_SKEY : 0;
        return new KdcReqBody(
                KdcReqBody.FORWARDABLE | userToUser,
                Optional.empty(),
                service.realm(),
                Optional.of(service.name()),
                Optional.empty(),
                tgt.endTime(),
                Optional.empty(),
                AsExchange.nonce(client),
                client.settings().types().orElse(EncryptionType.SUPPORTED).stream()
                        .map(EncryptionType::number)
                        .toList(),
                Optional.empty(),
                Optional.empty(),
                serviceTgt.map(List::of));
    }

    private PaData proof(KdcReqBody body) {
        Instant now = client.now();
        var key = tgt.sessionKey();
        var authenticator = new Authenticator(
                tgt.client().realm(),
                tgt.client().name(),
                Optional.of(new Checksum(
                        key.type().checksumType(), key.checksum(KeyUsage.TGS_REQ_CHECKSUM, body.toBytes()))),
                now.getNano() / 1000,
                now.truncatedTo(ChronoUnit.SECONDS),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Bytes confounder = client.settings().nonces().next("confounder", EncryptionKey.CONFOUNDER);
        var sealed = key.seal(KeyUsage.TGS_REQ_AUTHENTICATOR, confounder, authenticator.toBytes());
        return new PaData(PaData.TGS_REQ, new ApReq(0, tgt.ticket(), sealed).toBytes());
    }
}
