package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.ntlm.NtlmPolicy;
import dev.rdplab.protocol.ntlm.NtlmTarget;
import dev.rdplab.protocol.spnego.MicForm;
import dev.rdplab.protocol.spnego.TokenForm;
import java.util.OptionalLong;

/**
 * How the server speaks CredSSP.
 *
 * @param version the highest TSRequest version it offers, [MS-CSSP] 2.2.1
 * @param pubKeyAuth whether its public key proof is right
 * @param errorInsteadOfChallenge an NTSTATUS to answer the first token with
 * @param target the names it shows in the NTLM CHALLENGE
 * @param ntlm what it demands of and tells an NTLM client
 * @param offers the mechanisms it knows
 * @param form in which form it takes the first token
 * @param mechListMic how it signs SPNEGO's list of mechanisms
 * @param proofApart whether its public key proof comes in a TSRequest of its own, behind the last token
 */
public record CredSspPolicy(
        int version,
        PubKeyAuth pubKeyAuth,
        OptionalLong errorInsteadOfChallenge,
        NtlmTarget target,
        NtlmPolicy ntlm,
        Offers offers,
        TokenForm form,
        MicForm mechListMic,
        boolean proofApart) {

    /** The server's proof that it holds the key of the TLS channel. */
    public enum PubKeyAuth {
        RIGHT,
        /** The hash of another key, properly sealed. */
        WRONG,
        /** The right key with a nonce that the client never sent. */
        STALE_NONCE
    }

    public static final CredSspPolicy DEFAULT = new CredSspPolicy(
            6,
            PubKeyAuth.RIGHT,
            OptionalLong.empty(),
            NtlmTarget.standalone("RDPLAB"),
            NtlmPolicy.DEFAULT,
            new NtlmOffer(),
            TokenForm.ANY,
            MicForm.RIGHT,
            false);

    /** Whether TSRequests of this version carry errorCode, [MS-CSSP] 2.2.1. */
    public static boolean carriesErrorCode(int version) {
        return version == 3 || version == 4 || version >= 6;
    }

    public CredSspPolicy withVersion(int number) {
        return new CredSspPolicy(
                number, pubKeyAuth, errorInsteadOfChallenge, target, ntlm, offers, form, mechListMic, proofApart);
    }

    public CredSspPolicy withPubKeyAuth(PubKeyAuth proof) {
        return new CredSspPolicy(
                version, proof, errorInsteadOfChallenge, target, ntlm, offers, form, mechListMic, proofApart);
    }

    public CredSspPolicy withErrorInsteadOfChallenge(long ntStatus) {
        return new CredSspPolicy(
                version, pubKeyAuth, OptionalLong.of(ntStatus), target, ntlm, offers, form, mechListMic, proofApart);
    }

    public CredSspPolicy withNtlm(NtlmPolicy policy) {
        return new CredSspPolicy(
                version, pubKeyAuth, errorInsteadOfChallenge, target, policy, offers, form, mechListMic, proofApart);
    }

    public CredSspPolicy withOffers(Offers source) {
        return new CredSspPolicy(
                version, pubKeyAuth, errorInsteadOfChallenge, target, ntlm, source, form, mechListMic, proofApart);
    }

    public CredSspPolicy withForm(TokenForm taken) {
        return new CredSspPolicy(
                version, pubKeyAuth, errorInsteadOfChallenge, target, ntlm, offers, taken, mechListMic, proofApart);
    }

    public CredSspPolicy withMechListMic(MicForm signed) {
        return new CredSspPolicy(
                version, pubKeyAuth, errorInsteadOfChallenge, target, ntlm, offers, form, signed, proofApart);
    }

    public CredSspPolicy withProofApart(boolean apart) {
        return new CredSspPolicy(
                version, pubKeyAuth, errorInsteadOfChallenge, target, ntlm, offers, form, mechListMic, apart);
    }
}
