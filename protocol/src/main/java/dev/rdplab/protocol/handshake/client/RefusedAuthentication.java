package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.credssp.PendingMechanism;
import dev.rdplab.protocol.credssp.Turn;
import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.wire.Bytes;

/**
 * A client that will not authenticate to this server, as one whose policy forbids to delegate credentials.
 *
 * @param status SECURITY_STATUS
 */
public record RefusedAuthentication(long status, String refusal) implements Authentication {

    @Override
    public Mechanism initiator(ClientPolicy policy, Environment environment, TlsSession tls) {
        return new Refusing(status);
    }

    private record Refusing(long status) implements PendingMechanism {

        @Override
        public Turn accept(Bytes peerToken) {
            return Turn.refuse(this, status);
        }
    }
}
