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
 */
public record NtlmAuthentication(boolean spnego, String targetName) implements Authentication {

    /** Without SPNEGO of its own, for use inside one. */
    NtlmAuthentication raw() {
        return new NtlmAuthentication(false, targetName);
    }

    @Override
    public Mechanism initiator(ClientPolicy policy, Environment environment, TlsSession tls) {
        var who = policy.credentials();
        var ntlm = new NtlmInitiator(
                        NtlmIdentity.of(who.domain(), who.user(), who.password()),
                        policy.clientName(),
                        targetName,
                        environment.nonces(),
                        environment.filetime())
                .withChannelBindings(ChannelBindings.tlsServerEndPoint(tls.certificate()))
                .begin();
        return spnego ? new SpnegoInitiator(List.of(new Offer(Oid.NTLM, ntlm))).begin() : ntlm;
    }
}
