package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.credssp.PendingMechanism;
import dev.rdplab.protocol.credssp.Turn;
import dev.rdplab.protocol.handshake.NonceSource;
import dev.rdplab.protocol.spnego.InitialContextToken;
import dev.rdplab.protocol.spnego.Oid;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The client's side with a ticket, RFC 4121.
 *
 * @param tickets the ticket, or why there is none: then the first call is refused with its status
 * @param now goes into the authenticator
 * @param nonces asked for subkey, sequence number and confounders
 * @param rotation see {@link KerberosSession}
 */
public record KerberosInitiator(
        TicketOutcome tickets,
        Optional<Bytes> channelBindings,
        GssFlags flags,
        int rotation,
        Instant now,
        NonceSource nonces) {

    /** With the flags that CredSSP needs, rotating as SSPI does, bound to no channel. */
    public KerberosInitiator(TicketOutcome tickets, Instant now, NonceSource nonces) {
        this(tickets, Optional.empty(), GssFlags.CREDSSP, KerberosSession.SSPI_ROTATION, now, nonces);
    }

    public KerberosInitiator withChannelBindings(Bytes bindings) {
        return new KerberosInitiator(tickets, Optional.of(bindings), flags, rotation, now, nonces);
    }

    /** The mechanism before its first token. */
    public Mechanism begin() {
        return new Start(this);
    }

    private record Start(KerberosInitiator settings) implements PendingMechanism {

        @Override
        public Turn accept(Bytes peerToken) {
            if (!peerToken.isEmpty()) {
                throw WireReader.of(peerToken, Stage.CREDSSP, "KRB5")
                        .violation("", Problem.UNEXPECTED_PDU, "a token before the first one");
            }
            if (settings.tickets instanceof KdcFailure failure) {
                return Turn.refuse(this, failure.status());
            }
            return settings.apReq(this, (ServiceTicket) settings.tickets, Oid.KRB5);
        }
    }

    /** @param mech {@link Oid#KRB5_USER_TO_USER} for a ticket that is sealed with the service's session key */
    Turn apReq(Mechanism before, ServiceTicket ticket, Oid mech) {
        if (!ticket.sessionKey().type().isSupported()) {
            return Turn.refuse(before, KerberosStatus.KDC_UNKNOWN_ETYPE);
        }
        var time = now.truncatedTo(ChronoUnit.SECONDS);
        int micros = now.getNano() / 1000;
        var type = ticket.sessionKey().type();
        var subkey = new EncryptionKey(type, nonces.next("subkey", type.keyLength()));
        long sequence = sequenceNumber(nonces);
        var checksum = new GssChecksum(channelBindings.orElse(GssChecksum.UNBOUND), flags, Bytes.EMPTY);
        var authenticator = new Authenticator(
                ticket.client().realm(),
                ticket.client().name(),
                Optional.of(checksum.toChecksum()),
                micros,
                time,
                Optional.of(subkey),
                Optional.of(sequence),
                Optional.empty());
        long options = (flags.has(GssFlags.MUTUAL) ? ApReq.MUTUAL_REQUIRED : 0)
                | (mech.equals(Oid.KRB5_USER_TO_USER) ? ApReq.USE_SESSION_KEY : 0);
        var request = new ApReq(
                options,
                ticket.ticket(),
                ticket.sessionKey()
                        .seal(
                                KeyUsage.AP_REQ_AUTHENTICATOR,
                                nonces.next("confounder", EncryptionKey.CONFOUNDER),
                                authenticator.toBytes()));
        var token = new InitialContextToken(mech, InitialContextToken.AP_REQ, request.toBytes());
        var next = new AwaitApRep(this, ticket.sessionKey(), subkey, sequence, time, micros);
        return flags.has(GssFlags.MUTUAL)
                ? Turn.send(next, token.toBytes(), token.title())
                : Turn.finish(next.established(Optional.empty(), sequence), token.toBytes(), token.title());
    }

    static long sequenceNumber(NonceSource nonces) {
        // 30 bits, as MIT does: some acceptors read the field as signed
        return WireReader.of(nonces.next("seq-number", 4), Stage.CREDSSP, "nonce")
                        .u32be("seq-number")
                & 0x3fff_ffff;
    }

    private record AwaitApRep(
            KerberosInitiator settings,
            EncryptionKey sessionKey,
            EncryptionKey subkey,
            long sequence,
            Instant time,
            int micros)
            implements PendingMechanism {

        @Override
        public Turn accept(Bytes peerToken) {
            var token = InitialContextToken.decode(peerToken);
            if (token.tokenId() == InitialContextToken.ERROR) {
                return Turn.refuse(this, refusal(token));
            }
            if (token.tokenId() != InitialContextToken.AP_REP) {
                throw wrong("TOK_ID", Problem.UNEXPECTED_PDU, token.title() + " instead of an AP-REP");
            }
            var opened = sessionKey.decrypt(
                    KeyUsage.AP_REP, ApRep.decode(token.message()).encPart().cipher());
            if (opened.isEmpty()) {
                throw wrong("enc-part", Problem.BAD_SIGNATURE, "wrong key, or altered");
            }
            var part = EncApRepPart.decode(opened.get());
            if (!part.ctime().equals(time) || part.cusec() != micros) {
                throw wrong("ctime", Problem.BAD_SIGNATURE, "it answers another authenticator");
            }
            return Turn.done(established(part.subkey(), part.seqNumber().orElse(0L) & 0xffff_ffffL));
        }

        private static long refusal(InitialContextToken token) {
            return KerberosStatus.ofService(KrbError.decode(token.message()).code());
        }

        private Mechanism established(Optional<EncryptionKey> acceptorKey, long receiveSequence) {
            if (acceptorKey.isPresent() && !acceptorKey.get().type().isSupported()) {
                throw wrong(
                        "subkey",
                        Problem.UNKNOWN_VALUE,
                        acceptorKey.get().type().toString());
            }
            return new KerberosEstablished(
                    new KerberosSession(
                            Role.CLIENT,
                            acceptorKey.orElse(subkey),
                            acceptorKey.isPresent(),
                            settings.rotation,
                            sequence,
                            receiveSequence,
                            settings.nonces),
                    Optional.empty());
        }
    }

    static ProtocolViolationException wrong(String field, Problem problem, String detail) {
        return new ProtocolViolationException(Stage.CREDSSP, "KRB5", field, -1, problem, detail);
    }
}
