package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.credssp.PendingMechanism;
import dev.rdplab.protocol.credssp.Turn;
import dev.rdplab.protocol.spnego.InitialContextToken;
import dev.rdplab.protocol.spnego.Oid;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import java.util.Optional;

/**
 * The client's side of user-to-user: asks the service for its ticket granting ticket, and has the KDC make a ticket that
 * is sealed with the session key in it. FreeRDP 3 does so with its own server.
 *
 * @param service whom it wants to talk to
 * @param source makes the ticket
 * @param initiator everything else; its own ticket is not used
 */
public record UserToUserInitiator(Principal service, Source source, KerberosInitiator initiator) {

    /** Where the ticket comes from once the service has shown its own. It may ask a KDC and so take a while. */
    @FunctionalInterface
    public interface Source {
        TicketOutcome ticketFor(Principal service, Ticket serviceTgt);
    }

    /** The mechanism before its first token. */
    public Mechanism begin() {
        return new Start(this);
    }

    private record Start(UserToUserInitiator settings) implements PendingMechanism {

        @Override
        public Turn accept(Bytes peerToken) {
            if (!peerToken.isEmpty()) {
                throw KerberosInitiator.wrong("", Problem.UNEXPECTED_PDU, "a token before the first one");
            }
            // FreeRDP sends no realm either, and its server takes none
            var request = new TgtReq(Optional.of(settings.service.name()), Optional.empty());
            var token = new InitialContextToken(Oid.KRB5_USER_TO_USER, InitialContextToken.TGT_REQ, request.toBytes());
            return Turn.send(new AwaitTgtRep(settings), token.toBytes(), token.title());
        }
    }

    private record AwaitTgtRep(UserToUserInitiator settings) implements PendingMechanism {

        @Override
        public Turn accept(Bytes peerToken) {
            var token = InitialContextToken.decode(peerToken);
            if (token.tokenId() == InitialContextToken.ERROR) {
                return Turn.refuse(
                        this,
                        KerberosStatus.ofService(
                                KrbError.decode(token.message()).code()));
            }
            if (token.tokenId() != InitialContextToken.TGT_REP) {
                throw KerberosInitiator.wrong(
                        "TOK_ID", Problem.UNEXPECTED_PDU, token.title() + " instead of a TGT-REP");
            }
            var tgt = TgtRep.decode(token.message()).ticket();
            var outcome = settings.source.ticketFor(settings.service, tgt);
            return outcome instanceof ServiceTicket ticket
                    ? settings.initiator.apReq(this, ticket, Oid.KRB5_USER_TO_USER)
                    : Turn.refuse(this, ((KdcFailure) outcome).status());
        }
    }
}
