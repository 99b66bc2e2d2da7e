package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.HandshakeState;
import dev.rdplab.protocol.handshake.OpenState;

/** A state of the client. */
public sealed interface ClientState extends OpenState
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

    @Override
    default Role role() {
        return Role.CLIENT;
    }
}
