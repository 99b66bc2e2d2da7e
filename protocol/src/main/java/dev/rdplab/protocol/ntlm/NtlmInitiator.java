package dev.rdplab.protocol.ntlm;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.credssp.PendingMechanism;
import dev.rdplab.protocol.credssp.Turn;
import dev.rdplab.protocol.handshake.NonceSource;
import dev.rdplab.protocol.ntlm.Ntlmv2Response.ClientChallenge;
import dev.rdplab.protocol.security.Digests;
import dev.rdplab.protocol.security.Rc4;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * What the client's side of NTLM needs, [MS-NLMP] 3.1.5.1.
 *
 * @param workstation the client's computer name
 * @param targetName the service principal name, such as {@code TERMSRV/host}; may be empty
 * @param channelBindings see {@link ChannelBindings}; empty: sixteen zero bytes are sent
 * @param nonces asked for ClientChallenge and ExportedSessionKey
 * @param fileTime tells the present, 100 ns since 1601; used when the server sends no time of its own
 * @param flags what to offer
 * @param version1 whether the response is one of version 1, as with an LmCompatibilityLevel below 3
 */
public record NtlmInitiator(
        NtlmIdentity identity,
        String workstation,
        String targetName,
        Optional<Bytes> channelBindings,
        NonceSource nonces,
        LongSupplier fileTime,
        NegotiateFlags flags,
        NtlmVersion version,
        boolean version1) {

    private static final int REQUIRED = NegotiateFlags.UNICODE | NegotiateFlags.EXTENDED_SESSIONSECURITY;

    public NtlmInitiator {
        if (!flags.has(REQUIRED)) {
            throw new IllegalArgumentException("only UNICODE with extended session security is supported");
        }
    }

    /** With the flags and the version of mstsc, bound to no channel. */
    public NtlmInitiator(
            NtlmIdentity identity, String workstation, String targetName, NonceSource nonces, LongSupplier fileTime) {
        this(
                identity,
                workstation,
                targetName,
                Optional.empty(),
                nonces,
                fileTime,
                NegotiateFlags.CLIENT_DEFAULT,
                NtlmVersion.WINDOWS_10,
                false);
    }

    public NtlmInitiator withChannelBindings(Bytes bindings) {
        return new NtlmInitiator(
                identity, workstation, targetName, Optional.of(bindings), nonces, fileTime, flags, version, version1);
    }

    public NtlmInitiator withVersion1(boolean old) {
        return new NtlmInitiator(
                identity, workstation, targetName, channelBindings, nonces, fileTime, flags, version, old);
    }

    /** The mechanism before its first token. */
    public Mechanism begin() {
        return new Start(this);
    }

    private record Start(NtlmInitiator settings) implements PendingMechanism {

        @Override
        public Turn accept(Bytes peerToken) {
            if (!peerToken.isEmpty()) {
                throw new ProtocolViolationException(
                        Stage.CREDSSP, "NTLM", "", 0, Problem.UNEXPECTED_PDU, "a token before the first one");
            }
            Bytes negotiate =
                    NegotiateMessage.of(settings.flags, settings.version).toBytes();
            return Turn.send(new AwaitChallenge(settings, negotiate), negotiate, "NTLM NEGOTIATE");
        }
    }

    private record AwaitChallenge(NtlmInitiator settings, Bytes negotiate) implements PendingMechanism {

        @Override
        public Turn accept(Bytes peerToken) {
            var challenge = ChallengeMessage.decode(peerToken);
            if (!challenge.flags().has(REQUIRED)) {
                throw new ProtocolViolationException(
                        Stage.CREDSSP,
                        "CHALLENGE_MESSAGE",
                        "NegotiateFlags",
                        20,
                        Problem.UNEXPECTED_VALUE,
                        challenge.flags() + " without what was demanded");
            }
            return settings.version1
                    ? settings.answerVersion1(challenge)
                    : settings.answer(negotiate, peerToken, challenge);
        }
    }

    private Turn answer(Bytes negotiate, Bytes challengeToken, ChallengeMessage challenge) {
        var key = ResponseKey.of(identity.hash(), identity.user(), identity.domain());
        var fromServer = challenge.targetInfo().orElse(AvPairs.EMPTY);
        OptionalLong serverTime = fromServer.timestamp();
        boolean signed = serverTime.isPresent();
        Bytes clientChallenge = nonces.next("ClientChallenge", 8);
        var response = Ntlmv2Response.prove(
                key,
                challenge.serverChallenge(),
                new ClientChallenge(
                        serverTime.orElseGet(fileTime), clientChallenge, avPairs(fromServer, signed), Bytes.zeros(4)));
        var agreed = agreed(challenge.flags());
        Bytes keyExchangeKey = key.sessionBaseKey(response.proof());
        boolean exchange = agreed.has(NegotiateFlags.KEY_EXCH);
        Bytes exported = exchange ? nonces.next("ExportedSessionKey", 16) : keyExchangeKey;
        var message = AuthenticateMessage.of(
                agreed,
                identity.domain(),
                identity.user(),
                workstation,
                // "If MsvAvTimestamp is present, the client SHOULD NOT send the LmChallengeResponse": 24 zero bytes
                signed ? Bytes.zeros(24) : key.lmResponse(challenge.serverChallenge(), clientChallenge),
                response.toBytes(),
                exchange ? Rc4.of(keyExchangeKey).apply(exported).data() : Bytes.EMPTY,
                version);
        Bytes token = message.toBytes();
        if (signed) {
            token = AuthenticateMessage.withMic(token, Digests.hmacMd5(exported, negotiate, challengeToken, token));
        }
        var session = NtlmSession.of(Role.CLIENT, exported, agreed);
        return Turn.finish(new NtlmEstablished(session, Optional.empty()), token, "NTLM AUTHENTICATE");
    }

    private Turn answerVersion1(ChallengeMessage challenge) {
        Bytes clientChallenge = nonces.next("ClientChallenge", 8);
        Bytes lm = Ntlmv1Response.lm(clientChallenge);
        Bytes key = Ntlmv1Response.keyExchangeKey(identity.hash(), challenge.serverChallenge(), lm);
        var agreed = agreed(challenge.flags());
        boolean exchange = agreed.has(NegotiateFlags.KEY_EXCH);
        Bytes exported = exchange ? nonces.next("ExportedSessionKey", 16) : key;
        var message = AuthenticateMessage.of(
                agreed,
                identity.domain(),
                identity.user(),
                workstation,
                lm,
                Ntlmv1Response.nt(identity.hash(), challenge.serverChallenge(), clientChallenge),
                exchange ? Rc4.of(key).apply(exported).data() : Bytes.EMPTY,
                version);
        var session = NtlmSession.of(Role.CLIENT, exported, agreed);
        return Turn.finish(new NtlmEstablished(session, Optional.empty()), message.toBytes(), "NTLM AUTHENTICATE");
    }

    /** The server's pairs and ours; a server that sends the time gets a MIC, and a flag that announces it. */
    private AvPairs avPairs(AvPairs fromServer, boolean signed) {
        var pairs = signed ? fromServer.withFlags(fromServer.flags() | AvPairs.FLAG_MIC) : fromServer;
        return pairs.with(AvPairs.CHANNEL_BINDINGS, channelBindings.orElse(Bytes.zeros(ChannelBindings.LENGTH)))
                .withName(AvPairs.TARGET_NAME, targetName);
    }

    private NegotiateFlags agreed(NegotiateFlags offeredByServer) {
        return flags.and(offeredByServer)
                .without(NegotiateFlags.OEM | NegotiateFlags.LM_KEY)
                .with(offeredByServer.bits() & NegotiateFlags.TARGET_INFO);
    }
}
