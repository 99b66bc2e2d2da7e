package dev.rdplab.protocol.credssp;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.Optional;

/**
 * One side of a GSS-like security context (RFC 2743) as an immutable value: every call answers with the value to go on
 * with. NTLM, SPNEGO and Kerberos implement it, as initiator and as acceptor. Calls that the state does not allow (wrap
 * before the context is established) are the caller's fault and throw {@link IllegalStateException}.
 */
public interface Mechanism {

    /**
     * Takes the peer's token and answers it.
     *
     * @param peerToken {@link Bytes#EMPTY} for the initiator's first call, and for no other
     * @throws ProtocolViolationException when the token is malformed or does not belong here; a wrong password or an
     *     unknown user is no exception but {@link Turn#refusal}
     */
    Turn accept(Bytes peerToken);

    /** Encrypts and signs, GSS_Wrap. */
    Sealed wrap(Bytes plain);

    /**
     * Decrypts and verifies, GSS_Unwrap.
     *
     * @throws ProtocolViolationException {@link Problem#BAD_SIGNATURE} when the token was altered or made with another
     *     key
     */
    Sealed unwrap(Bytes token);

    /** Signs without encrypting, GSS_GetMIC; used for SPNEGO's mechListMIC. */
    Sealed mic(Bytes message);

    /**
     * Verifies what the peer's {@link #mic} made.
     *
     * @return the mechanism to go on with
     * @throws ProtocolViolationException {@link Problem#BAD_SIGNATURE} when it does not fit
     */
    Mechanism verifyMic(Bytes message, Bytes mic);

    /** Who the peer proved to be: an acceptor's answer once the context is established, else empty. */
    Optional<Identity> peer();

    /**
     * The next mechanism, and what was made or opened.
     *
     * @param bytes the token after {@link #wrap} and {@link #mic}, the plain text after {@link #unwrap}
     */
    record Sealed(Mechanism next, Bytes bytes) {

        /** Without the bytes, which may be a password. */
        @Override
        public String toString() {
            return "Sealed[" + bytes.length() + " bytes]";
        }
    }

    /** An authenticated account, as the client wrote it. */
    record Identity(String domain, String user) {

        /** {@code DOMAIN\\user}, or the user alone. */
        @Override
        public String toString() {
            return domain.isEmpty() ? user : domain + '\\' + user;
        }
    }
}
