package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.credssp.Turn;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.Optional;

/** Either side once the AP-REP is made or accepted. */
record KerberosEstablished(KerberosSession session, Optional<Identity> peer) implements Mechanism {

    @Override
    public Turn accept(Bytes peerToken) {
        throw new ProtocolViolationException(
                Stage.CREDSSP, "KRB5", "", 0, Problem.UNEXPECTED_PDU, "a token after the last one");
    }

    @Override
    public Sealed wrap(Bytes plain) {
        return sealed(session.wrap(plain));
    }

    @Override
    public Sealed unwrap(Bytes token) {
        return sealed(session.unwrap(token));
    }

    @Override
    public Sealed mic(Bytes message) {
        return sealed(session.mic(message));
    }

    @Override
    public Mechanism verifyMic(Bytes message, Bytes mic) {
        return new KerberosEstablished(session.verify(message, mic), peer);
    }

    private Sealed sealed(KerberosSession.Result result) {
        return new Sealed(new KerberosEstablished(result.next(), peer), result.bytes());
    }
}
