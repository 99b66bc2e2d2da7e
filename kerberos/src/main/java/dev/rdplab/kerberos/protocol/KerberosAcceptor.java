package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.credssp.NtStatus;
import dev.rdplab.protocol.credssp.PendingMechanism;
import dev.rdplab.protocol.credssp.Turn;
import dev.rdplab.protocol.handshake.NonceSource;
import dev.rdplab.protocol.spnego.InitialContextToken;
import dev.rdplab.protocol.spnego.KrbErrorCode;
import dev.rdplab.protocol.spnego.Oid;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The server's side with keys, RFC 4121 and RFC 4120 section 3.2.3.
 *
 * @param keys of the services that it is
 * @param tgt its own ticket granting ticket, with which it can be reached user-to-user
 * @param now the server's clock
 * @param skew how far the client's clock may be away
 * @param channelBindings of this connection; a client that is bound to another one is refused, one bound to none is not
 * @param nonces asked for subkey, sequence number and confounders
 * @param rotation see {@link KerberosSession}
 */
public record KerberosAcceptor(
        ServiceKeys keys,
        Optional<ServiceTicket> tgt,
        Instant now,
        Duration skew,
        ReplayCache replays,
        Optional<Bytes> channelBindings,
        int rotation,
        NonceSource nonces) {

    /** What RFC 4120 section 1.6 calls typical, and everybody uses. */
    public static final Duration DEFAULT_SKEW = Duration.ofMinutes(5);

    /** Five minutes of skew, rotating as SSPI does, remembering nothing. */
    public KerberosAcceptor(ServiceKeys keys, Instant now, NonceSource nonces) {
        this(
                keys,
                Optional.empty(),
                now,
                DEFAULT_SKEW,
                ReplayCache.NONE,
                Optional.empty(),
                KerberosSession.SSPI_ROTATION,
                nonces);
    }

    public KerberosAcceptor withTgt(ServiceTicket ticket) {
        return new KerberosAcceptor(keys, Optional.of(ticket), now, skew, replays, channelBindings, rotation, nonces);
    }

    public KerberosAcceptor withReplays(ReplayCache cache) {
        return new KerberosAcceptor(keys, tgt, now, skew, cache, channelBindings, rotation, nonces);
    }

    public KerberosAcceptor withChannelBindings(Bytes bindings) {
        return new KerberosAcceptor(keys, tgt, now, skew, replays, Optional.of(bindings), rotation, nonces);
    }

    /** The mechanism before its first token. */
    public Mechanism begin() {
        return new AwaitFirst(this);
    }

    private record AwaitFirst(KerberosAcceptor settings) implements PendingMechanism {

        @Override
        public Turn accept(Bytes peerToken) {
            var token = InitialContextToken.decode(peerToken);
            return switch (token.tokenId()) {
                case InitialContextToken.AP_REQ -> new ApReqCheck(settings, token).answer(this);
                case InitialContextToken.TGT_REQ -> settings.tgtRep(this, token);
                default -> settings.refuse(this, token.thisMech(), KrbErrorCode.KRB_AP_ERR_MSG_TYPE);
            };
        }
    }

    private Turn tgtRep(Mechanism before, InitialContextToken request) {
        TgtReq.decode(request.message());
        return tgt.map(own -> {
                    var token = new InitialContextToken(
                            request.thisMech(), InitialContextToken.TGT_REP, new TgtRep(own.ticket()).toBytes());
                    return Turn.send(before, token.toBytes(), token.title());
                })
                .orElseGet(() -> refuse(before, request.thisMech(), KrbErrorCode.KRB_AP_ERR_NO_TGT));
    }

    /** A KRB-ERROR for the client, and an NTSTATUS for errorCode, which does not tell the reasons apart. */
    Turn refuse(Mechanism before, Oid mech, KrbErrorCode code) {
        var service = keys.entries().isEmpty()
                ? Principal.of("TERMSRV/localhost@UNKNOWN")
                : keys.entries().get(0).principal();
        var error = KrbError.of(code, now, service);
        var token = new InitialContextToken(mech, InitialContextToken.ERROR, error.toBytes());
        return new Turn(
                before, Optional.of(token.toBytes()), token.title(), false, OptionalLong.of(NtStatus.LOGON_FAILURE));
    }
}
