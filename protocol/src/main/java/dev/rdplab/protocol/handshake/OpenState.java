package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;

/** A state of a connection that has not ended: takes frames, the end of the TLS handshake and the wish of its own user to leave. */
public interface OpenState extends HandshakeState {

    /** The end of the connection whose state this is. */
    Role role();

    /** Takes one whole unit. */
    Step onFrame(Bytes frame);

    /** Takes the end of the TLS handshake, which only a fault brings about in another state than the one that waits for it. */
    default Step onTls(TlsSession session) {
        return Step.to(this);
    }

    /** The user ends the connection. */
    default Step leave() {
        return ended(Outcome.of(EndingKind.COMPLETED, role()), new Effect.Close());
    }

    @Override
    default Expectation expects() {
        return Expectation.TPKT_FRAME;
    }

    @Override
    default Step on(Input input) {
        if (input instanceof Input.Frame frame) {
            return onFrame(frame.bytes());
        }
        if (input instanceof Input.TlsEstablished tls) {
            return onTls(tls.session());
        }
        if (input instanceof Input.LocalClose) {
            return leave();
        }
        throw new IllegalStateException(input + " in stage " + stage());
    }

    /** The end, in this stage. */
    default Step ended(Outcome outcome, Effect... effects) {
        return Step.to(new Closed(stage(), outcome), effects);
    }

    /** A reader of the fields of a PDU; what is wrong with them is reported with this stage. */
    default WireReader reader(Bytes frame, String pdu) {
        return WireReader.of(frame, stage(), pdu);
    }
}
