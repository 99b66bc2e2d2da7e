package dev.rdplab.benchmarks;

import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.handshake.NonceSource;
import dev.rdplab.protocol.ntlm.NtlmAcceptor;
import dev.rdplab.protocol.ntlm.NtlmAccount;
import dev.rdplab.protocol.ntlm.NtlmIdentity;
import dev.rdplab.protocol.ntlm.NtlmInitiator;
import dev.rdplab.protocol.ntlm.NtlmPolicy;
import dev.rdplab.protocol.ntlm.NtlmTarget;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Secret;
import java.util.Optional;

/** NTLM version 2 between two mechanisms in memory. */
public final class NtlmExchange {

    private static final long NOW = 134_085_000_000_000_000L;
    private static final Secret PASSWORD = Secret.of("Wonder-Land1");
    private static final NonceSource NONCES = (purpose, length) -> Bytes.wrap(new byte[length]);
    private static final NtlmAcceptor SERVER = new NtlmAcceptor(
            NtlmTarget.standalone("SERVER"),
            (domain, user) -> Optional.of(NtlmAccount.of(PASSWORD)),
            NtlmPolicy.DEFAULT,
            NONCES,
            () -> NOW);

    private final Bytes negotiate;
    private final Bytes challenge;
    private final Bytes authenticate;
    private final Mechanism clientBefore;
    private final Mechanism serverBefore;
    private final Mechanism established;
    private final Mechanism peer;
    private final Bytes sealed;

    /** Runs one exchange and keeps every step of it. */
    public NtlmExchange() {
        var first = client().accept(Bytes.EMPTY);
        negotiate = first.token().orElseThrow();
        clientBefore = first.next();
        var second = SERVER.begin().accept(negotiate);
        challenge = second.token().orElseThrow();
        serverBefore = second.next();
        var third = clientBefore.accept(challenge);
        authenticate = third.token().orElseThrow();
        established = third.next();
        peer = serverBefore.accept(authenticate).next();
        sealed = established.wrap(Bytes.zeros(32)).bytes();
    }

    /** From the password to the first token, as a new connection does it. */
    private static Mechanism client() {
        return new NtlmInitiator(
                        NtlmIdentity.of("", "alice", PASSWORD), "CLIENT01", "TERMSRV/server", NONCES, () -> NOW)
                .begin();
    }

    /** All three messages, both sides. @return the server's side, established */
    public Mechanism whole() {
        var first = client().accept(Bytes.EMPTY);
        var second = SERVER.begin().accept(first.token().orElseThrow());
        var third = first.next().accept(second.token().orElseThrow());
        return second.next().accept(third.token().orElseThrow()).next();
    }

    /** The client's answer to a CHALLENGE. */
    public Mechanism answer() {
        return clientBefore.accept(challenge).next();
    }

    /** The server's judgement on an AUTHENTICATE. */
    public Mechanism judge() {
        return serverBefore.accept(authenticate).next();
    }

    /** Seals 32 bytes, as many as a pubKeyAuth has. */
    public Bytes seal() {
        return established.wrap(Bytes.zeros(32)).bytes();
    }

    /** Opens them. */
    public Bytes unseal() {
        return peer.unwrap(sealed).bytes();
    }
}
