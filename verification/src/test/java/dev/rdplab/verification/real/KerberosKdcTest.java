package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.kerberos.client.KdcClient;
import dev.rdplab.kerberos.client.KdcSettings;
import dev.rdplab.kerberos.client.LongTermKey;
import dev.rdplab.kerberos.file.CredentialCache;
import dev.rdplab.kerberos.file.Keytab;
import dev.rdplab.kerberos.kdc.KdcBehaviour;
import dev.rdplab.kerberos.protocol.EncTicketPart;
import dev.rdplab.kerberos.protocol.KdcFailure;
import dev.rdplab.kerberos.protocol.KeyUsage;
import dev.rdplab.kerberos.protocol.Principal;
import dev.rdplab.kerberos.protocol.ServiceTicket;
import dev.rdplab.protocol.spnego.KrbErrorCode;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.testkit.needs.Needs;
import dev.rdplab.transport.SystemEnvironment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MIT's kinit and kvno at our KDC, and our exchanges at MIT's. */
@Needs({"krb5kdc", "kdb5_util", "kadmin.local", "kinit", "kvno"})
@Tag("real")
class KerberosKdcTest {

    private static final Principal ALICE = Principal.of("alice@" + KerberosKdc.REALM);
    private static final Principal SERVICE = Principal.of(KerberosKdc.SERVICE + "@" + KerberosKdc.REALM);
    private static final LongTermKey PASSWORD = new LongTermKey.Password(Secret.of(Account.ALICE.password()));
    private static final Pattern PORT = Pattern.compile("kdc = 127\\.0\\.0\\.1:(\\d+)");

    @ParameterizedTest
    @EnumSource(
            value = KdcBehaviour.Transport.class,
            names = {"UDP_AND_TCP", "TCP_ONLY", "TOO_BIG_FOR_UDP"})
    void kinitAndKvnoWork(KdcBehaviour.Transport transport) throws IOException {
        try (var realm = LabRealm.start(KdcBehaviour.DEFAULT.with(transport), 3_000)) {
            assertThat(realm.kinit(Account.ALICE)).returns(0, Finished::exitCode);
            assertThat(realm.kvno(KerberosKdc.SERVICE)).returns(0, Finished::exitCode);

            var cache = CredentialCache.read(realm.ticketCache());
            var ticket = cache.find(SERVICE).orElseThrow();
            var key = realm.realm().keytab(KerberosKdc.SERVICE).keyFor(ticket.ticket());
            assertThat(key.orElseThrow()
                            .decrypt(KeyUsage.TICKET, ticket.ticket().encPart().cipher()))
                    .map(EncTicketPart::decode)
                    .map(part -> part.client().toString())
                    .contains("alice@LAB.EXAMPLE");
        }
    }

    @Test
    void kinitIsToldOfAWrongPasswordAndKvnoOfAnUnknownService() {
        try (var realm = LabRealm.start()) {
            assertThat(realm.kinit(Account.ALICE.withPassword("not-her-password")))
                    .returns(1, Finished::exitCode)
                    .extracting(Finished::output)
                    .asString()
                    .contains("Password incorrect");
            assertThat(realm.kinit(Account.ALICE)).returns(0, Finished::exitCode);
            assertThat(realm.kvno("TERMSRV/127.0.0.1"))
                    .returns(1, Finished::exitCode)
                    .extracting(Finished::output)
                    .asString()
                    .contains("not found in Kerberos database");
        }
    }

    @Test
    void ourExchangesWorkAtMitsKdc() throws IOException {
        try (var mit = KerberosKdc.start()) {
            var client = new KdcClient(settings(mit));
            var keys = Keytab.read(mit.keytab());

            var ticket = (ServiceTicket) client.ticket(ALICE, PASSWORD, SERVICE);
            var part = keys.keyFor(ticket.ticket())
                    .orElseThrow()
                    .decrypt(KeyUsage.TICKET, ticket.ticket().encPart().cipher());
            assertThat(EncTicketPart.decode(part.orElseThrow()).client()).hasToString("alice@LAB.EXAMPLE");

            var wrong = (KdcFailure) client.tgt(ALICE, new LongTermKey.Password(Secret.of("wrong")));
            // this realm demands no pre-authentication, so only the client can notice
            assertThat(wrong.error()).contains(KrbErrorCode.KRB_AP_ERR_BAD_INTEGRITY);
            var unknown =
                    (KdcFailure) client.ticket(ALICE, PASSWORD, Principal.of("TERMSRV/127.0.0.1@" + KerberosKdc.REALM));
            assertThat(unknown.error()).contains(KrbErrorCode.KDC_ERR_S_PRINCIPAL_UNKNOWN);

            var serverTgt = (ServiceTicket) client.tgt(SERVICE, new LongTermKey.Keytab(keys));
            var tgt = (ServiceTicket) client.tgt(ALICE, PASSWORD);
            var userToUser = (ServiceTicket) client.userToUser(tgt, SERVICE, serverTgt.ticket());
            assertThat(serverTgt
                            .sessionKey()
                            .decrypt(
                                    KeyUsage.TICKET,
                                    userToUser.ticket().encPart().cipher()))
                    .isPresent();
        }
    }

    @Test
    void mitsTicketCacheIsRead() throws IOException {
        try (var mit = KerberosKdc.start()) {
            mit.kinit(Account.ALICE);

            var cache = CredentialCache.read(mit.ticketCache());
            var ticket = new KdcClient(settings(mit)).ticket(cache.tgt().orElseThrow(), SERVICE);

            assertThat(cache.owner()).isEqualTo(ALICE);
            assertThat(ticket).isInstanceOf(ServiceTicket.class);
        }
    }

    static KdcSettings settings(KerberosKdc mit) throws IOException {
        var port = PORT.matcher(Files.readString(mit.configuration()));
        assertThat(port.find()).isTrue();
        return new KdcSettings(
                new InetSocketAddress("127.0.0.1", Integer.parseInt(port.group(1))),
                Instant::now,
                SystemEnvironment.now().nonces());
    }
}
