package dev.rdplab.kerberos;

import dev.rdplab.kerberos.protocol.KerberosAcceptor;
import dev.rdplab.kerberos.protocol.ReplayCache;
import dev.rdplab.kerberos.protocol.ServiceKeys;
import dev.rdplab.kerberos.protocol.ServiceTicket;
import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.handshake.server.NtlmOffer;
import dev.rdplab.protocol.handshake.server.Offers;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.protocol.ntlm.ChannelBindings;
import dev.rdplab.protocol.spnego.Offer;
import dev.rdplab.protocol.spnego.Oid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Kerberos with a keytab, and also NTLM where that is allowed.
 *
 * @param keys empty: the server has no keytab and does not offer Kerberos at all
 * @param tgt the server's own ticket granting ticket, for clients that ask user-to-user
 * @param ntlm whether NTLM is taken too
 * @param clockOffset how far the server's clock is ahead of the environment's
 */
public record KerberosOffer(
        ServiceKeys keys, Optional<ServiceTicket> tgt, boolean ntlm, Duration clockOffset, ReplayCache replays)
        implements Offers {

    public KerberosOffer(ServiceKeys keys, boolean ntlm) {
        this(keys, Optional.empty(), ntlm, Duration.ZERO, ReplayCache.NONE);
    }

    public KerberosOffer withClockOffset(Duration ahead) {
        return new KerberosOffer(keys, tgt, ntlm, ahead, replays);
    }

    public KerberosOffer withTgt(ServiceTicket own) {
        return new KerberosOffer(keys, Optional.of(own), ntlm, clockOffset, replays);
    }

    public KerberosOffer withReplays(ReplayCache cache) {
        return new KerberosOffer(keys, tgt, ntlm, clockOffset, cache);
    }

    @Override
    public List<Offer> offers(ServerPolicy policy, Environment environment, TlsSession tls) {
        var offers = new ArrayList<Offer>();
        if (!keys.entries().isEmpty()) {
            var acceptor = new KerberosAcceptor(keys, environment.time().plus(clockOffset), environment.nonces())
                    .withReplays(replays)
                    .withChannelBindings(ChannelBindings.tlsServerEndPoint(tls.certificate()));
            offers.add(new Offer(Oid.KRB5, acceptor.begin()));
            offers.add(new Offer(Oid.MS_KRB5, acceptor.begin()));
            tgt.ifPresent(own -> offers.add(
                    new Offer(Oid.KRB5_USER_TO_USER, acceptor.withTgt(own).begin())));
        }
        if (ntlm) {
            offers.addAll(new NtlmOffer().offers(policy, environment, tls));
        }
        return offers;
    }
}
