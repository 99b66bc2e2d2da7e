package dev.rdplab.protocol.handshake.server;

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
import dev.rdplab.protocol.wire.Deviation;
import dev.rdplab.protocol.wire.WireReader;
import java.util.List;

/** A state of the server. */
public sealed interface ServerState extends HandshakeState
        permits Accepted,
                AwaitConnectionRequest,
                AwaitTls,
                AwaitNegoToken,
                AwaitPubKeyAuth,
                AwaitAuthInfo,
                AwaitRdstlsRequest,
                AwaitAssertion,
                AwaitConnectInitial,
                AwaitErectDomain,
                AwaitAttachUser,
                AwaitChannelJoin,
                AwaitSecurityExchange,
                AwaitClientInfo,
                SessionState {

    /** The first state of every server connection. */
    static HandshakeState initial(ServerPolicy policy, Environment environment) {
        return new Accepted(policy, environment);
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
            return ended(Outcome.of(EndingKind.COMPLETED, Role.SERVER), new Effect.Close());
        }
        return Step.to(this);
    }

    /** The end, in this stage. */
    default Step ended(Outcome outcome, Effect... effects) {
        return Step.to(new Closed(stage(), outcome), effects);
    }

    default WireReader reader(Bytes frame, String pdu) {
        return WireReader.of(frame, stage(), pdu);
    }

    /** A reader that bears what the policy bears. @param borne gets what it was */
    default WireReader bearing(Bytes frame, String pdu, ServerPolicy policy, List<Deviation> borne) {
        return policy.strict() ? reader(frame, pdu) : reader(frame, pdu).bearing(borne::add);
    }
}
