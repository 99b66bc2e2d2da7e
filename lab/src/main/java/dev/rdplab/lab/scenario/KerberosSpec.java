package dev.rdplab.lab.scenario;

import dev.rdplab.kerberos.KerberosAuthentication.Form;
import dev.rdplab.kerberos.kdc.KdcBehaviour;
import dev.rdplab.kerberos.kdc.RealmPrincipal;
import dev.rdplab.kerberos.protocol.EncryptionType;
import dev.rdplab.protocol.handshake.client.Delegation;
import dev.rdplab.protocol.wire.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The realm of a scenario, and what each end makes of it. Every moment is the one time of the run, but for the clocks that
 * are named here.
 *
 * @param kdc the realm's KDC
 * @param timeout how long the client waits for one of its answers
 * @param account what the KDC thinks of the client's account
 * @param pacBytes size of the authorization data in the ticket
 * @param types what the client asks for; empty for all
 * @param ticketAge how long ago the ticket was got; it is good for ten hours
 */
public record KerberosSpec(
        KdcBehaviour kdc,
        Duration timeout,
        RealmPrincipal.State account,
        int pacBytes,
        List<EncryptionType> types,
        Duration ticketAge,
        ServerSide server,
        ClientSide client) {

    public KerberosSpec {
        types = List.copyOf(types);
    }

    /** What the server has in its keytab. */
    public enum Keytab {
        /** Its key. */
        RIGHT,
        /** A key that the KDC does not have any more, or not yet. */
        CHANGED,
        /** The key of another service. */
        OTHER_SERVICE,
        /** No keytab: it does not offer Kerberos. */
        NONE
    }

    /**
     * @param clock how far it is ahead
     * @param ntlm whether NTLM is taken beside Kerberos
     * @param replayed whether it has seen the client's authenticator before
     * @param restrictedAdmin whether it says that it supports that mode
     * @param remoteGuard whether it says that it supports Remote Credential Guard
     */
    public record ServerSide(
            Keytab keytab,
            Duration clock,
            boolean ntlm,
            boolean replayed,
            boolean restrictedAdmin,
            boolean remoteGuard) {}

    /**
     * @param form how its first token travels; empty for as its profile does
     * @param host the name that it connects to; the KDC knows the lab's name alone
     * @param password what it shows to the KDC; empty for the right one
     * @param clock how far it is ahead
     * @param followsKdcTime whether it corrects its clock by the KDC's
     * @param ntlm whether it may fall back to NTLM
     * @param delegation whether it may hand its password to the server; Credential Guard forbids that
     * @param mode what it hands over; another than the password is asked for in X.224
     */
    public record ClientSide(
            Optional<Form> form,
            String host,
            Optional<Secret> password,
            Duration clock,
            boolean followsKdcTime,
            boolean ntlm,
            boolean delegation,
            Delegation mode) {}
}
