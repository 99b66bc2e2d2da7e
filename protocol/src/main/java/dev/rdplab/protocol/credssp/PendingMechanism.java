package dev.rdplab.protocol.credssp;

import dev.rdplab.protocol.wire.Bytes;
import java.util.Optional;

/** A mechanism whose context is not established: it can do nothing but go on. */
public interface PendingMechanism extends Mechanism {

    @Override
    default Sealed wrap(Bytes plain) {
        throw notEstablished();
    }

    @Override
    default Sealed unwrap(Bytes token) {
        throw notEstablished();
    }

    @Override
    default Sealed mic(Bytes message) {
        throw notEstablished();
    }

    @Override
    default Mechanism verifyMic(Bytes message, Bytes mic) {
        throw notEstablished();
    }

    @Override
    default Optional<Identity> peer() {
        return Optional.empty();
    }

    private static IllegalStateException notEstablished() {
        return new IllegalStateException("the security context is not established");
    }
}
