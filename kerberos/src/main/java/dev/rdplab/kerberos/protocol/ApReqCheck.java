package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.credssp.Turn;
import dev.rdplab.protocol.spnego.InitialContextToken;
import dev.rdplab.protocol.spnego.KrbErrorCode;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a service does with an AP-REQ, in the order of RFC 4120 section 3.2.3. */
record ApReqCheck(KerberosAcceptor settings, InitialContextToken token) {

    Turn answer(Mechanism before) {
        var request = ApReq.decode(token.message());
        var key = key(request);
        if (key.isEmpty()) {
            return refuse(before, missingKey(request));
        }
        var inside =
                key.get().decrypt(KeyUsage.TICKET, request.ticket().encPart().cipher());
        if (inside.isEmpty()) {
            return refuse(before, KrbErrorCode.KRB_AP_ERR_MODIFIED);
        }
        var ticket = EncTicketPart.decode(inside.get());
        var proof = ticket.key()
                .decrypt(KeyUsage.AP_REQ_AUTHENTICATOR, request.authenticator().cipher());
        if (proof.isEmpty()) {
            return refuse(before, KrbErrorCode.KRB_AP_ERR_BAD_INTEGRITY);
        }
        var authenticator = Authenticator.decode(proof.get());
        return objection(request, ticket, authenticator)
                .map(code -> refuse(before, code))
                .orElseGet(() -> accept(ticket, authenticator));
    }

    private Optional<EncryptionKey> key(ApReq request) {
        boolean userToUser = (request.apOptions() & ApReq.USE_SESSION_KEY) != 0;
        return userToUser
                ? settings.tgt().map(ServiceTicket::sessionKey)
                : settings.keys().keyFor(request.ticket());
    }

    private KrbErrorCode missingKey(ApReq request) {
        if ((request.apOptions() & ApReq.USE_SESSION_KEY) != 0) {
            return KrbErrorCode.KRB_AP_ERR_NO_TGT;
        }
        if (!settings.keys().has(request.ticket().service())) {
            return KrbErrorCode.KRB_AP_ERR_NOT_US;
        }
        return request.ticket().encPart().type().isSupported()
                ? KrbErrorCode.KRB_AP_ERR_BADKEYVER
                : KrbErrorCode.KRB_AP_ERR_NOKEY;
    }

    private Optional<KrbErrorCode> objection(ApReq request, EncTicketPart ticket, Authenticator authenticator) {
        if (!authenticator.client().sameAs(ticket.client())) {
            return Optional.of(KrbErrorCode.KRB_AP_ERR_BADMATCH);
        }
        Instant now = settings.now();
        Instant sent = authenticator.ctime().plusNanos(authenticator.cusec() * 1000L);
        if (Duration.between(sent, now).abs().compareTo(settings.skew()) > 0) {
            return Optional.of(KrbErrorCode.KRB_AP_ERR_SKEW);
        }
        if (!settings.replays().firstSeen(request.authenticator().cipher())) {
            return Optional.of(KrbErrorCode.KRB_AP_ERR_REPEAT);
        }
        if (ticket.starttime().orElse(ticket.authtime()).isAfter(now.plus(settings.skew()))) {
            return Optional.of(KrbErrorCode.KRB_AP_ERR_TKT_NYV);
        }
        if (ticket.endtime().isBefore(now.minus(settings.skew()))) {
            return Optional.of(KrbErrorCode.KRB_AP_ERR_TKT_EXPIRED);
        }
        return badChecksum(authenticator) ? Optional.of(KrbErrorCode.KRB_AP_ERR_INAPP_CKSUM) : Optional.empty();
    }

    private boolean badChecksum(Authenticator authenticator) {
        if (authenticator.cksum().isEmpty()) {
            return true;
        }
        Bytes bound = GssChecksum.of(authenticator.cksum().get()).bindings();
        return settings.channelBindings().isPresent()
                && !bound.equals(GssChecksum.UNBOUND)
                && !bound.equals(settings.channelBindings().get());
    }

    private Turn accept(EncTicketPart ticket, Authenticator authenticator) {
        var flags = GssChecksum.of(authenticator.cksum().orElseThrow()).flags();
        var peer = new Mechanism.Identity(ticket.crealm(), ticket.cname().toString());
        long theirs = authenticator.seqNumber().orElse(0L) & 0xffff_ffffL;
        if (!flags.has(GssFlags.MUTUAL)) {
            var key = authenticator.subkey().orElse(ticket.key());
            return Turn.done(established(key, false, theirs, theirs, peer));
        }
        var type = ticket.key().type();
        var subkey = new EncryptionKey(type, settings.nonces().next("subkey", type.keyLength()));
        long ours = KerberosInitiator.sequenceNumber(settings.nonces());
        var part =
                new EncApRepPart(authenticator.ctime(), authenticator.cusec(), Optional.of(subkey), Optional.of(ours));
        Bytes confounder = settings.nonces().next("confounder", EncryptionKey.CONFOUNDER);
        var reply = new ApRep(ticket.key().seal(KeyUsage.AP_REP, confounder, part.toBytes()));
        var answer = new InitialContextToken(token.thisMech(), InitialContextToken.AP_REP, reply.toBytes());
        return Turn.finish(established(subkey, true, ours, theirs, peer), answer.toBytes(), answer.title());
    }

    private Mechanism established(
            EncryptionKey key, boolean acceptorSubkey, long ours, long theirs, Mechanism.Identity peer) {
        var session = new KerberosSession(
                Role.SERVER, key, acceptorSubkey, settings.rotation(), ours, theirs, settings.nonces());
        return new KerberosEstablished(session, Optional.of(peer));
    }

    private Turn refuse(Mechanism before, KrbErrorCode code) {
        return settings.refuse(before, token.thisMech(), code);
    }
}
