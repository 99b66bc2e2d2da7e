package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.HandshakeState;
import dev.rdplab.protocol.handshake.OpenState;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Deviation;
import dev.rdplab.protocol.wire.WireReader;
import java.util.List;

/** A state of the server. */
public sealed interface ServerState extends OpenState
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

    @Override
    default Role role() {
        return Role.SERVER;
    }

    /** A reader that bears what the policy bears. @param borne gets what it was */
    default WireReader bearing(Bytes frame, String pdu, ServerPolicy policy, List<Deviation> borne) {
        return policy.strict() ? reader(frame, pdu) : reader(frame, pdu).bearing(borne::add);
    }
}
