package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Closed;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.HandshakeState;
import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;

/** A state of the client. */
public sealed interface ClientState extends HandshakeState
        permits Connecting,
                AwaitConnectionConfirm,
                AwaitTls,
                AwaitNegoToken,
                AwaitPubKeyAuth,
                AwaitEarlyAuthorization,
                AwaitRdstlsCapabilities,
                AwaitRdstlsResponse,
                AwaitServerNonce,
                AwaitAuthenticationResult,
                AwaitConnectResponse,
                AwaitAttachUserConfirm,
                AwaitChannelJoinConfirm,
                SessionState {

    /** The first state of every attempt. */
    static HandshakeState initial(ClientPolicy policy, Environment environment) {
        return new Connecting(policy, environment);
    }

    /** Takes one whole unit. */
    Step onFrame(Bytes frame);

    default Step onTls(TlsSession session) {
        return Step.to(this);
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
        return Step.to(this);
    }

    /** The user ends the connection. */
    default Step leave() {
        return ended(Outcome.of(EndingKind.COMPLETED, Role.CLIENT), new Effect.Close());
    }

    /** The end, in this stage. */
    default Step ended(Outcome outcome, Effect... effects) {
        return Step.to(new Closed(stage(), outcome), effects);
    }

    default WireReader reader(Bytes frame, String pdu) {
        return WireReader.of(frame, stage(), pdu);
    }
}
