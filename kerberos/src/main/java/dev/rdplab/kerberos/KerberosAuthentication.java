package dev.rdplab.kerberos;

import dev.rdplab.kerberos.protocol.KdcFailure;
import dev.rdplab.kerberos.protocol.KerberosInitiator;
import dev.rdplab.kerberos.protocol.Principal;
import dev.rdplab.kerberos.protocol.TicketOutcome;
import dev.rdplab.kerberos.protocol.UserToUserInitiator;
import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.handshake.client.Authentication;
import dev.rdplab.protocol.handshake.client.ClientPolicy;
import dev.rdplab.protocol.handshake.client.NtlmAuthentication;
import dev.rdplab.protocol.ntlm.ChannelBindings;
import dev.rdplab.protocol.spnego.Offer;
import dev.rdplab.protocol.spnego.Oid;
import dev.rdplab.protocol.spnego.SpnegoInitiator;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;

/**
 * A ticket obtained before the connection, and the behaviour without one.
 *
 * @param tickets the ticket of {@code TERMSRV/host}, or why there is none
 * @param form how the token travels
 * @param userToUser offered before everything else, where it is there; only inside SPNEGO
 * @param fallBack NTLM: offered beside the ticket in SPNEGO, and used alone without a ticket; empty forbids it
 * @param clockOffset how far the client's clock is ahead of the environment's
 */
public record KerberosAuthentication(
        TicketOutcome tickets,
        Form form,
        Optional<UserToUser> userToUser,
        Optional<NtlmAuthentication> fallBack,
        Duration clockOffset)
        implements Authentication {

    /** How the first token travels. */
    public enum Form {
        /** As it is, with TSRequest 2: rdesktop. */
        BARE,
        /** In SPNEGO under the right number and before it under Windows' own: mstsc. */
        SPNEGO_WINDOWS,
        /** In SPNEGO under the right number alone: FreeRDP 3. */
        SPNEGO
    }

    /** @param service whom to ask, @param source where the ticket comes from; it may block for as long as a KDC may take */
    public record UserToUser(Principal service, UserToUserInitiator.Source source) {}

    public KerberosAuthentication(TicketOutcome tickets, Form form) {
        this(tickets, form, Optional.empty(), Optional.empty(), Duration.ZERO);
    }

    public KerberosAuthentication withUserToUser(UserToUser offered) {
        return new KerberosAuthentication(tickets, form, Optional.of(offered), fallBack, clockOffset);
    }

    public KerberosAuthentication withFallBack(NtlmAuthentication ntlm) {
        return new KerberosAuthentication(tickets, form, userToUser, Optional.of(ntlm), clockOffset);
    }

    public KerberosAuthentication withClockOffset(Duration ahead) {
        return new KerberosAuthentication(tickets, form, userToUser, fallBack, ahead);
    }

    @Override
    public Mechanism initiator(ClientPolicy policy, Environment environment, TlsSession tls) {
        if (tickets instanceof KdcFailure && userToUser.isEmpty() && fallBack.isPresent()) {
            return fallBack.get().initiator(policy, environment, tls);
        }
        var kerberos = new KerberosInitiator(tickets, environment.time().plus(clockOffset), environment.nonces());
        if (form == Form.BARE) {
            return kerberos.begin(); // GSSAPI callers such as rdesktop bind to no channel
        }
        var bound = kerberos.withChannelBindings(bindings(tls));
        var offers = new ArrayList<Offer>();
        userToUser.ifPresent(u -> offers.add(
                new Offer(Oid.KRB5_USER_TO_USER, new UserToUserInitiator(u.service(), u.source(), bound).begin())));
        if (form == Form.SPNEGO_WINDOWS) {
            offers.add(new Offer(Oid.MS_KRB5, bound.begin()));
        }
        offers.add(new Offer(Oid.KRB5, bound.begin()));
        fallBack.ifPresent(
                ntlm -> offers.add(new Offer(Oid.NTLM, ntlm.withoutSpnego().initiator(policy, environment, tls))));
        return new SpnegoInitiator(offers).begin();
    }

    @Override
    public String refusal() {
        return tickets instanceof KdcFailure failure ? failure.toString() : "";
    }

    /** User-to-user asks the KDC in the middle of CredSSP. */
    @Override
    public boolean mayBlock() {
        return userToUser.isPresent();
    }

    private static Bytes bindings(TlsSession tls) {
        return ChannelBindings.tlsServerEndPoint(tls.certificate());
    }
}
