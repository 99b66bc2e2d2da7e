package dev.rdplab.protocol.ntlm;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.credssp.Turn;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.Optional;

/** Either side once the AUTHENTICATE_MESSAGE is made or accepted. */
record NtlmEstablished(NtlmSession session, Optional<Identity> peer) implements Mechanism {

    @Override
    public Turn accept(Bytes peerToken) {
        throw new ProtocolViolationException(
                Stage.CREDSSP, "NTLM", "", 0, Problem.UNEXPECTED_PDU, "a token after the last one");
    }

    @Override
    public Sealed wrap(Bytes plain) {
        return sealed(session.seal(plain));
    }

    @Override
    public Sealed unwrap(Bytes token) {
        return sealed(session.unseal(token));
    }

    /** "The RC4 handle is reset" after a mechListMIC, [MS-SPNG] 3.3.5.1; the sequence numbers go on. */
    @Override
    public Sealed mic(Bytes message) {
        var signed = session.sign(message);
        return new Sealed(with(signed.next().restartSending()), signed.bytes());
    }

    @Override
    public Mechanism verifyMic(Bytes message, Bytes mic) {
        return with(session.verify(message, mic).restartReceiving());
    }

    private Sealed sealed(NtlmSession.Result result) {
        return new Sealed(with(result.next()), result.bytes());
    }

    private NtlmEstablished with(NtlmSession next) {
        return new NtlmEstablished(next, peer);
    }
}
