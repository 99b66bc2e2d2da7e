package dev.rdplab.protocol.ntlm;

import static dev.rdplab.protocol.ntlm.NegotiateFlags.*;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.credssp.NtStatus;
import dev.rdplab.protocol.credssp.PendingMechanism;
import dev.rdplab.protocol.credssp.Turn;
import dev.rdplab.protocol.handshake.NonceSource;
import dev.rdplab.protocol.security.Digests;
import dev.rdplab.protocol.security.Rc4;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What the server's side of NTLM needs, [MS-NLMP] 3.2.5.1. What it takes of version 1 is a matter of the policy.
 *
 * @param nonces asked for ServerChallenge
 * @param fileTime tells the present, 100 ns since 1601
 */
public record NtlmAcceptor(
        NtlmTarget target, NtlmAccounts accounts, NtlmPolicy policy, NonceSource nonces, LongSupplier fileTime) {

    private static final int REQUIRED = UNICODE | EXTENDED_SESSIONSECURITY;
    private static final int SUPPORTED = UNICODE
            | REQUEST_TARGET
            | SIGN
            | SEAL
            | NTLM
            | ALWAYS_SIGN
            | EXTENDED_SESSIONSECURITY
            | VERSION
            | KEY_128
            | KEY_EXCH
            | KEY_56;

    /** The mechanism before its first token. */
    public Mechanism begin() {
        return new AwaitNegotiate(this);
    }

    private record AwaitNegotiate(NtlmAcceptor settings) implements PendingMechanism {

        @Override
        public Turn accept(Bytes peerToken) {
            var offered = NegotiateMessage.decode(peerToken).flags();
            if (!offered.has(REQUIRED)) {
                return Turn.refuse(this, NtStatus.UNSUPPORTED_FUNCTION);
            }
            Bytes nonce = settings.nonces.next("ServerChallenge", 8);
            Bytes challenge = settings.challenge(offered, nonce).toBytes();
            return Turn.send(new AwaitAuthenticate(settings, peerToken, nonce, challenge), challenge, "NTLM CHALLENGE");
        }
    }

    private ChallengeMessage challenge(NegotiateFlags offered, Bytes nonce) {
        var flags = offered.and(new NegotiateFlags(SUPPORTED))
                .with(target.inDomain() ? TARGET_TYPE_DOMAIN : TARGET_TYPE_SERVER)
                .with(policy.targetInfo() ? TARGET_INFO : 0);
        var pairs = target.targetInfo();
        if (policy.timestampSkew().isPresent()) {
            pairs = pairs.withTimestamp(
                    fileTime.getAsLong() + policy.timestampSkew().get().toNanos() / 100);
        }
        return ChallengeMessage.of(
                flags,
                target.nbDomain(),
                nonce,
                policy.targetInfo() ? Optional.of(pairs) : Optional.empty(),
                target.version());
    }

    /**
     * @param nonce ServerChallenge
     * @param challenge the message with it
     */
    private record AwaitAuthenticate(NtlmAcceptor settings, Bytes negotiate, Bytes nonce, Bytes challenge)
            implements PendingMechanism {

        @Override
        public Turn accept(Bytes peerToken) {
            var message = AuthenticateMessage.decode(peerToken);
            Bytes nt = message.ntChallengeResponse();
            if (settings.policy.blocked()) {
                return Turn.refuse(this, NtStatus.NTLM_BLOCKED);
            }
            boolean version1 = nt.length() == Ntlmv2Response.V1_LENGTH
                    && message.lmChallengeResponse().length() == Ntlmv2Response.V1_LENGTH
                    && settings.policy.lmCompatibility() < NtlmPolicy.VERSION_2_ALONE;
            if (version1) {
                return settings.accounts
                        .find(message.domainName(), message.userName())
                        .map(account -> judgeVersion1(account, message))
                        .orElseGet(() -> Turn.refuse(this, NtStatus.LOGON_FAILURE));
            }
            // Nothing for an anonymous user, 24 bytes for version 1: a server of level 5 refuses both.
            if (nt.length() <= Ntlmv2Response.V1_LENGTH) {
                return Turn.refuse(this, NtStatus.LOGON_FAILURE);
            }
            var response = Ntlmv2Response.decode(nt);
            return settings.accounts
                    .find(message.domainName(), message.userName())
                    .map(account -> judge(account, peerToken, message, response))
                    .orElseGet(() -> Turn.refuse(this, NtStatus.LOGON_FAILURE));
        }

        private Turn judge(NtlmAccount account, Bytes token, AuthenticateMessage message, Ntlmv2Response response) {
            var key = ResponseKey.of(account.hash(), message.userName(), message.domainName());
            Bytes expected = key.proof(nonce, message.ntChallengeResponse().slice(16));
            if (!expected.equals(response.proof())) {
                return Turn.refuse(this, NtStatus.LOGON_FAILURE);
            }
            if (account.refusal().isPresent()) {
                return Turn.refuse(this, account.refusal().getAsLong());
            }
            Bytes exported = exported(message, key.sessionBaseKey(response.proof()));
            var pairs = response.challenge().avPairs();
            if (!bound(pairs)) {
                return Turn.refuse(this, NtStatus.BAD_BINDINGS);
            }
            if (!micFits(token, message.mic(), pairs, exported)) {
                return Turn.refuse(this, NtStatus.MESSAGE_ALTERED);
            }
            var session = NtlmSession.of(Role.SERVER, exported, message.flags());
            var peer = new Identity(message.domainName(), message.userName());
            return Turn.done(new NtlmEstablished(session, Optional.of(peer)));
        }

        /** There is no MIC and no binding in version 1. */
        private Turn judgeVersion1(NtlmAccount account, AuthenticateMessage message) {
            var lm = message.lmChallengeResponse();
            if (!Ntlmv1Response.nt(account.hash(), nonce, lm.slice(0, 8)).equals(message.ntChallengeResponse())) {
                return Turn.refuse(this, NtStatus.LOGON_FAILURE);
            }
            if (account.refusal().isPresent()) {
                return Turn.refuse(this, account.refusal().getAsLong());
            }
            var exported = exported(message, Ntlmv1Response.keyExchangeKey(account.hash(), nonce, lm));
            var session = NtlmSession.of(Role.SERVER, exported, message.flags());
            var peer = new Identity(message.domainName(), message.userName());
            return Turn.done(new NtlmEstablished(session, Optional.of(peer)));
        }

        private Bytes exported(AuthenticateMessage message, Bytes keyExchangeKey) {
            if (!message.flags().has(EXTENDED_SESSIONSECURITY)) {
                throw wrong("NegotiateFlags", Problem.INCONSISTENT, "extended session security was agreed on");
            }
            if (!message.flags().has(KEY_EXCH)) {
                return keyExchangeKey;
            }
            Bytes encrypted = message.encryptedRandomSessionKey();
            if (encrypted.length() != 16) {
                throw wrong(
                        "EncryptedRandomSessionKey",
                        Problem.LENGTH_OUT_OF_BOUNDS,
                        encrypted.length() + " bytes, 16 required");
            }
            return Rc4.of(keyExchangeKey).apply(encrypted).data();
        }

        private boolean bound(AvPairs pairs) {
            return settings.policy
                    .channelBindings()
                    .map(b -> pairs.find(AvPairs.CHANNEL_BINDINGS)
                            .filter(b::equals)
                            .isPresent())
                    .orElse(true);
        }

        private boolean micFits(Bytes token, Optional<Bytes> mic, AvPairs pairs, Bytes exported) {
            boolean announced = (pairs.flags() & AvPairs.FLAG_MIC) != 0;
            return switch (settings.policy.mic()) {
                case IGNORED -> true;
                case WHEN_ANNOUNCED -> !announced || isMic(token, mic, exported);
                case REQUIRED -> announced && isMic(token, mic, exported);
            };
        }

        private boolean isMic(Bytes token, Optional<Bytes> mic, Bytes exported) {
            if (mic.isEmpty()) {
                return false;
            }
            Bytes unsigned = AuthenticateMessage.withMic(token, Bytes.zeros(AuthenticateMessage.MIC_LENGTH));
            return mic.get().equals(Digests.hmacMd5(exported, negotiate, challenge, unsigned));
        }

        private static ProtocolViolationException wrong(String field, Problem problem, String detail) {
            return new ProtocolViolationException(Stage.CREDSSP, "AUTHENTICATE_MESSAGE", field, -1, problem, detail);
        }
    }
}
