package dev.rdplab.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.kerberos.client.KdcClient;
import dev.rdplab.kerberos.client.KdcSettings;
import dev.rdplab.kerberos.client.LongTermKey;
import dev.rdplab.kerberos.file.CredentialCache;
import dev.rdplab.kerberos.file.Keytab;
import dev.rdplab.kerberos.kdc.Kdc;
import dev.rdplab.kerberos.kdc.KdcBehaviour;
import dev.rdplab.kerberos.kdc.KdcBehaviour.Transport;
import dev.rdplab.kerberos.kdc.KdcExchange;
import dev.rdplab.kerberos.kdc.LabKdc;
import dev.rdplab.kerberos.kdc.Realm;
import dev.rdplab.kerberos.kdc.RealmPrincipal;
import dev.rdplab.kerberos.protocol.EncryptionType;
import dev.rdplab.kerberos.protocol.KdcFailure;
import dev.rdplab.kerberos.protocol.KdcFailure.Step;
import dev.rdplab.kerberos.protocol.KerberosAcceptor;
import dev.rdplab.kerberos.protocol.KerberosInitiator;
import dev.rdplab.kerberos.protocol.Principal;
import dev.rdplab.kerberos.protocol.PrincipalName;
import dev.rdplab.kerberos.protocol.ServiceTicket;
import dev.rdplab.kerberos.protocol.TicketOutcome;
import dev.rdplab.protocol.credssp.Turn;
import dev.rdplab.protocol.handshake.SeededNonces;
import dev.rdplab.protocol.spnego.KrbErrorCode;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.Secret;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client against our KDC; MIT's programs meet both elsewhere. */
class LabKdcTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Principal ALICE = Principal.of("alice@LAB.EXAMPLE");
    private static final Principal SERVICE = Principal.of("TERMSRV/localhost@LAB.EXAMPLE");
    private static final LongTermKey PASSWORD = new LongTermKey.Password(Secret.of("Wonder-Land1"));

    private final Realm realm = Realm.of("LAB.EXAMPLE", new SeededNonces(1, "realm"))
            .withUser("alice", Secret.of("Wonder-Land1"))
            .withService("TERMSRV/localhost", new SeededNonces(1, "realm"));

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"UDP_AND_TCP", "TCP_ONLY", "TOO_BIG_FOR_UDP"})
    void givesATicketThatTheKeytabOpens(Transport transport) throws IOException {
        try (var kdc = start(realm, KdcBehaviour.DEFAULT.with(transport))) {
            var outcome = client(kdc).ticket(ALICE, PASSWORD, SERVICE);

            assertThat(outcome).isInstanceOf(ServiceTicket.class);
            var ticket = (ServiceTicket) outcome;
            assertThat(ticket.service()).isEqualTo(SERVICE);
            assertThat(accept(ticket).established()).isTrue();
        }
    }

    @Test
    void aLargePacNeedsTcp() throws IOException {
        try (var kdc = start(realm.withPac(12_000), KdcBehaviour.DEFAULT)) {
            var ticket = (ServiceTicket) client(kdc).ticket(ALICE, PASSWORD, SERVICE);

            assertThat(ticket.ticket().toBytes().length()).isGreaterThan(12_000);
            assertThat(accept(ticket).established()).isTrue();
            // AS twice, TGS by UDP and again by TCP; a datagram that is answered late is followed by TCP, too.
            assertThat(kdc.requests()).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void theSameSeedGivesTheSameTicket() throws IOException {
        TicketOutcome first;
        TicketOutcome second;
        try (var kdc = start(realm, KdcBehaviour.DEFAULT)) {
            first = client(kdc).ticket(ALICE, PASSWORD, SERVICE);
        }
        try (var kdc = start(realm, KdcBehaviour.DEFAULT)) {
            second = client(kdc).ticket(ALICE, PASSWORD, SERVICE);
        }

        assertThat(first).isInstanceOf(ServiceTicket.class).isEqualTo(second);
    }

    /** A client asks by TCP when a datagram was not answered in time; the tickets of one seed must not depend on that. */
    @Test
    void aRequestThatComesOnceMoreGetsTheSameAnswer() throws IOException {
        var told = new CopyOnWriteArrayList<KdcExchange>();
        try (var deaf = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var kdc = LabKdc.start(realm, KdcBehaviour.DEFAULT, () -> NOW, new SeededNonces(1, "kdc"), told::add)) {
            var asked = (InetSocketAddress) deaf.getLocalSocketAddress();
            new KdcClient(new KdcSettings(asked, () -> NOW, new SeededNonces(1, "client"))).tgt(ALICE, PASSWORD);
            var request = new DatagramPacket(new byte[2_000], 2_000);
            deaf.setSoTimeout(60_000);
            deaf.receive(request);

            assertThat(byTcp(kdc, request)).isNotEmpty().isEqualTo(byTcp(kdc, request));
            assertThat(kdc.requests()).isEqualTo(2);
            assertThat(told).hasSize(1);
        }
    }

    private static byte[] byTcp(LabKdc kdc, DatagramPacket request) throws IOException {
        try (var socket = new Socket(kdc.address().getAddress(), kdc.address().getPort())) {
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(request.getLength());
            out.write(request.getData(), 0, request.getLength());
            var in = new DataInputStream(socket.getInputStream());
            return in.readNBytes(in.readInt());
        }
    }

    @Test
    void aKeytabServesInPlaceOfAPassword() throws IOException {
        var keys = new LongTermKey.Keytab(realm.keytab("alice"));
        try (var kdc = start(realm, KdcBehaviour.DEFAULT)) {
            assertThat(client(kdc).ticket(ALICE, keys, SERVICE)).isInstanceOf(ServiceTicket.class);
        }
    }

    @Test
    void userToUserTicketsAreSealedWithTheServersSessionKey() throws IOException {
        try (var kdc = start(realm, KdcBehaviour.DEFAULT)) {
            var client = client(kdc);
            var serverTgt =
                    (ServiceTicket) client.tgt(SERVICE, new LongTermKey.Keytab(realm.keytab("TERMSRV/localhost")));
            var tgt = (ServiceTicket) client.tgt(ALICE, PASSWORD);

            var ticket = (ServiceTicket) client.userToUser(tgt, SERVICE, serverTgt.ticket());
            var stolen = client.userToUser(tgt, SERVICE, tgt.ticket());

            assertThat(serverTgt
                            .sessionKey()
                            .decrypt(2, ticket.ticket().encPart().cipher()))
                    .isPresent();
            assertThat(error(stolen)).isEqualTo(KrbErrorCode.KRB_AP_ERR_BADMATCH);
        }
    }

    @ParameterizedTest
    @CsvSource({"LOCKED_OR_DISABLED, 18", "EXPIRED, 1", "PASSWORD_EXPIRED, 23"})
    void saysWhatIsWrongWithAnAccount(RealmPrincipal.State state, int code) throws IOException {
        var changed = realm.with(realm.find(ALICE.name()).orElseThrow().withState(state));
        try (var kdc = start(changed, KdcBehaviour.DEFAULT)) {
            var failure = (KdcFailure) client(kdc).ticket(ALICE, PASSWORD, SERVICE);

            assertThat(failure.step()).isEqualTo(Step.AS);
            assertThat(failure.error()).contains(new KrbErrorCode(code));
        }
    }

    @Test
    void tellsAWrongPasswordFromAnUnknownUserAndAnUnknownService() throws IOException {
        try (var kdc = start(realm, KdcBehaviour.DEFAULT)) {
            var client = client(kdc);
            var wrong = client.ticket(ALICE, new LongTermKey.Password(Secret.of("no")), SERVICE);
            var nobody = client.ticket(Principal.of("bob@LAB.EXAMPLE"), PASSWORD, SERVICE);
            var nowhere = client.ticket(ALICE, PASSWORD, Principal.of("TERMSRV/127.0.0.1@LAB.EXAMPLE"));

            assertThat(error(wrong)).isEqualTo(KrbErrorCode.KDC_ERR_PREAUTH_FAILED);
            assertThat(error(nobody)).isEqualTo(KrbErrorCode.KDC_ERR_C_PRINCIPAL_UNKNOWN);
            assertThat(error(nowhere)).isEqualTo(KrbErrorCode.KDC_ERR_S_PRINCIPAL_UNKNOWN);
            assertThat(((KdcFailure) nowhere).step()).isEqualTo(Step.TGS);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-600, 600})
    void saysWhoseClockIsWrong(long seconds) throws IOException {
        var away = KdcBehaviour.DEFAULT.withClockOffset(Duration.ofSeconds(seconds));
        try (var kdc = start(realm, away)) {
            var failure = (KdcFailure) client(kdc).tgt(ALICE, PASSWORD);

            assertThat(failure.error()).contains(KrbErrorCode.KRB_AP_ERR_SKEW);
            assertThat(failure.kdcAhead()).contains(Duration.ofSeconds(seconds));
        }
        try (var kdc = start(realm, away)) {
            var following = new KdcClient(settings(kdc).withKdcTime());

            assertThat(following.ticket(ALICE, PASSWORD, SERVICE)).isInstanceOf(ServiceTicket.class);
            assertThat(following.correction()).isEqualTo(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void encryptionTypesMustMeet() throws IOException {
        var old = realm.with(realm.find(ALICE.name()).orElseThrow().withTypes(List.of(EncryptionType.RC4_HMAC)));
        try (var kdc = start(old, KdcBehaviour.DEFAULT)) {
            assertThat(error(client(kdc).tgt(ALICE, PASSWORD))).isEqualTo(KrbErrorCode.KDC_ERR_ETYPE_NOSUPP);
        }
        try (var kdc = start(realm, KdcBehaviour.DEFAULT)) {
            var rc4 = new KdcClient(settings(kdc).withTypes(List.of(EncryptionType.RC4_HMAC)));

            assertThat(error(rc4.tgt(ALICE, PASSWORD))).isEqualTo(KrbErrorCode.KDC_ERR_ETYPE_NOSUPP);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"SILENT", "REFUSED"})
    void aKdcThatDoesNotAnswerIsAFailureInTime(Transport transport) throws IOException {
        try (var kdc = start(realm, KdcBehaviour.DEFAULT.with(transport))) {
            boolean silent = transport == Transport.SILENT;
            var settings = silent ? settings(kdc).withTimeout(Duration.ofMillis(400)) : settings(kdc);

            var failure = (KdcFailure) new KdcClient(settings).tgt(ALICE, PASSWORD);

            assertThat(failure.error()).isEmpty();
            assertThat(failure.detail()).contains(silent ? "UDP: no answer; TCP: no answer in time" : "refused");
        }
    }

    @Test
    void aKdcThatRefusesHoldsItsNumberForUdpToo() throws IOException {
        try (var kdc = start(realm, KdcBehaviour.DEFAULT.with(Transport.REFUSED))) {
            assertThatThrownBy(() -> new DatagramSocket(kdc.address()).close()).isInstanceOf(BindException.class);
        }
    }

    @Test
    void aSlowKdcIsWaitedFor() throws IOException {
        try (var kdc = start(realm, KdcBehaviour.DEFAULT.withDelay(Duration.ofMillis(60)))) {
            assertThat(client(kdc).ticket(ALICE, PASSWORD, SERVICE)).isInstanceOf(ServiceTicket.class);
        }
    }

    @Test
    void garbageGivesNothingButAnswersAndViolations() {
        long seed = 8;
        var random = new Random(seed);
        var kdc = new Kdc(realm, new SeededNonces(1, "kdc"));
        for (int i = 0; i < 2_000; i++) {
            byte[] request = new byte[random.nextInt(200)];
            random.nextBytes(request);
            if (request.length > 4) {
                request[0] = (byte) (random.nextBoolean() ? 0x6a : 0x6c);
                request[1] = (byte) (request.length - 2);
                request[2] = 0x30;
                request[3] = (byte) (request.length - 4);
            }
            try {
                kdc.answer(Bytes.wrap(request), NOW);
            } catch (ProtocolViolationException expected) {
                continue;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", request " + Bytes.wrap(request), e);
            }
        }
    }

    @Test
    void filesAreReadAsTheyWereWritten(@TempDir Path folder) throws IOException {
        var keys = realm.keytab("TERMSRV/localhost");
        Keytab.write(folder.resolve("keytab"), keys);
        assertThat(Keytab.read(folder.resolve("keytab"))).isEqualTo(keys);
        try (var kdc = start(realm, KdcBehaviour.DEFAULT)) {
            var tgt = (ServiceTicket) client(kdc).tgt(ALICE, PASSWORD);
            var ticket = (ServiceTicket) client(kdc).ticket(tgt, SERVICE);
            var cache = new CredentialCache(ALICE, List.of(tgt, ticket));
            cache.write(folder.resolve("ccache"));

            var read = CredentialCache.read(folder.resolve("ccache"));

            assertThat(read).isEqualTo(cache);
            assertThat(read.tgt()).contains(tgt);
            assertThat(read.find(new Principal(PrincipalName.of("TERMSRV/localhost"), "LAB.EXAMPLE")))
                    .contains(ticket);
        }
    }

    private Turn accept(ServiceTicket ticket) {
        var nonces = new SeededNonces(3, "turn");
        Bytes token = new KerberosInitiator(ticket, NOW, nonces)
                .begin()
                .accept(Bytes.EMPTY)
                .token()
                .orElseThrow();
        return new KerberosAcceptor(realm.keytab("TERMSRV/localhost"), NOW, nonces)
                .begin()
                .accept(token);
    }

    private static KrbErrorCode error(TicketOutcome outcome) {
        return ((KdcFailure) outcome).error().orElseThrow();
    }

    private static LabKdc start(Realm realm, KdcBehaviour behaviour) throws IOException {
        return LabKdc.start(realm, behaviour, () -> NOW, new SeededNonces(1, "kdc"));
    }

    private static KdcSettings settings(LabKdc kdc) {
        return new KdcSettings(kdc.address(), () -> NOW, new SeededNonces(1, "client"))
                .withTimeout(Duration.ofMinutes(1));
    }

    private static KdcClient client(LabKdc kdc) {
        return new KdcClient(settings(kdc));
    }
}
