package dev.rdplab.protocol.credssp;

import dev.rdplab.protocol.wire.Bytes;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@link Mechanism#accept} answers.
 *
 * @param next the mechanism to go on with
 * @param token what to send to the peer, if anything; may come together with established
 * @param title what the token is, such as {@code NTLM CHALLENGE}; empty without a token
 * @param established true when {@link Mechanism#wrap} and {@link Mechanism#unwrap} may be used from now on
 * @param refusal the NTSTATUS with which authentication failed, 0 to 0xFFFFFFFF; a token, if any, then says so to the peer
 */
public record Turn(Mechanism next, Optional<Bytes> token, String title, boolean established, OptionalLong refusal) {

    /** A token, and more to come from the peer. */
    public static Turn send(Mechanism next, Bytes token, String title) {
        return new Turn(next, Optional.of(token), title, false, OptionalLong.empty());
    }

    /** The last token of this side. */
    public static Turn finish(Mechanism next, Bytes token, String title) {
        return new Turn(next, Optional.of(token), title, true, OptionalLong.empty());
    }

    /** Nothing more to send. */
    public static Turn done(Mechanism next) {
        return new Turn(next, Optional.empty(), "", true, OptionalLong.empty());
    }

    /** Authentication failed, and the peer gets no token for it. */
    public static Turn refuse(Mechanism mechanism, long ntStatus) {
        return new Turn(mechanism, Optional.empty(), "", false, OptionalLong.of(ntStatus));
    }

    public boolean refused() {
        return refusal.isPresent();
    }
}
