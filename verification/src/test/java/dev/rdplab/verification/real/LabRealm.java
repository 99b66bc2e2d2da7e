package dev.rdplab.verification.real;

import dev.rdplab.kerberos.kdc.KdcBehaviour;
import dev.rdplab.kerberos.kdc.LabKdc;
import dev.rdplab.kerberos.kdc.Realm;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.testkit.needs.Programs;
import dev.rdplab.transport.SystemEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Our own KDC for the realm LAB.EXAMPLE, with {@link Account#ALICE} and TERMSRV/localhost, for MIT's programs to use. */
final class LabRealm implements AutoCloseable {

    private static final Duration STEP = Duration.ofSeconds(20);

    private final LabKdc kdc;
    private final Scratch scratch = Scratch.create("lab-kdc");

    private LabRealm(LabKdc kdc) {
        this.kdc = kdc;
        scratch.write("krb5.conf", kdc.configuration());
    }

    static LabRealm start() {
        return start(KdcBehaviour.DEFAULT, 0);
    }

    static LabRealm start(KdcBehaviour behaviour, int pacBytes) {
        return start(behaviour, realm -> realm.withPac(pacBytes));
    }

    /** With more than the account and the service. */
    static LabRealm start(UnaryOperator<Realm> more) {
        return start(KdcBehaviour.DEFAULT, more);
    }

    private static LabRealm start(KdcBehaviour behaviour, UnaryOperator<Realm> more) {
        var nonces = SystemEnvironment.now().nonces();
        var realm = more.apply(Realm.of(KerberosKdc.REALM, nonces)
                .withUser(Account.ALICE.user(), Secret.of(Account.ALICE.password()))
                .withService(KerberosKdc.SERVICE, nonces));
        try {
            return new LabRealm(LabKdc.start(realm, behaviour, Instant::now, nonces));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Realm realm() {
        return kdc.realm();
    }

    LabKdc kdc() {
        return kdc;
    }

    /** As {@link KerberosKdc#kinit}. */
    Finished kinit(Account account) {
        return RealProcess.start(
                        scratch,
                        Programs.require("kinit"),
                        List.of(account.user()),
                        environment(),
                        account.password() + "\n")
                .await(STEP);
    }

    /** Asks for the ticket of a service, with the one that {@link #kinit} left. */
    Finished kvno(String service) {
        return RealProcess.start(scratch, Programs.require("kvno"), List.of(service), environment(), "")
                .await(STEP);
    }

    Path ticketCache() {
        return scratch.file("tickets");
    }

    Map<String, String> environment() {
        return Map.of(
                "KRB5_CONFIG",
                scratch.file("krb5.conf").toString(),
                "KRB5CCNAME",
                ticketCache().toString());
    }

    @Override
    public void close() {
        kdc.close();
        scratch.close();
    }
}
