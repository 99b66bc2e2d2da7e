package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.ntlm.ChannelBindings;
import dev.rdplab.protocol.ntlm.NtlmIdentity;
import dev.rdplab.protocol.ntlm.NtlmInitiator;
import dev.rdplab.protocol.spnego.Offer;
import dev.rdplab.protocol.spnego.Oid;
import dev.rdplab.protocol.spnego.SpnegoInitiator;
import java.util.List;

/**
 * NTLM with the credentials of the policy.
 *
 * @param spnego whether it is wrapped in SPNEGO, as mstsc does, or sent as it is, as FreeRDP does
 * @param targetName the service principal name told to the server, such as {@code TERMSRV/host}
 * @param version1 whether the response is one of NTLM version 1
 */
public record NtlmAuthentication(boolean spnego, String targetName, boolean version1) implements Authentication {

    public NtlmAuthentication(boolean spnego, String targetName) {
        this(spnego, targetName, false);
    }

    public NtlmAuthentication withVersion1() {
        return new NtlmAuthentication(spnego, targetName, true);
    }

    /** Without SPNEGO of its own: bare, or for use inside one. */
    public NtlmAuthentication withoutSpnego() {
        return new NtlmAuthentication(false, targetName, version1);
    }

    @Override
    public Mechanism initiator(ClientPolicy policy, Environment environment, TlsSession tls) {
        var who = policy.credentials();
        var ntlm = new NtlmInitiator(
                        NtlmIdentity.of(who.domain(), who.user(), who.password()),
                        policy.clientName(),
                        targetName,
                        environment.nonces(),
                        environment::filetime)
                .withVersion1(version1)
                .withChannelBindings(ChannelBindings.tlsServerEndPoint(tls.certificate()))
                .begin();
        return spnego ? new SpnegoInitiator(List.of(new Offer(Oid.NTLM, ntlm))).begin() : ntlm;
    }
}
