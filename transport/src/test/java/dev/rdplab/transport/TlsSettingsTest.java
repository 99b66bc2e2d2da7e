package dev.rdplab.transport;

import static dev.rdplab.transport.Loopback.awaitClosed;
import static dev.rdplab.transport.Loopback.ending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.transport.tls.SelfSigned;
import dev.rdplab.transport.tls.ServerCertificate;
import dev.rdplab.transport.tls.TestCertificates;
import dev.rdplab.transport.tls.TlsClientSettings;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsServerSettings;
import dev.rdplab.transport.tls.TlsVersion;
import dev.rdplab.transport.tls.TrustPolicy;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TlsSettingsTest {

    static Stream<TlsEngine> engines() {
        return Stream.of(TlsEngine.values()).filter(TlsEngine::available);
    }

    private static Connection run(TlsServerSettings server, TlsClientSettings client) throws Exception {
        return run(TlsContext.of(server), TlsContext.of(client));
    }

    private static Connection run(TlsContext server, TlsContext client) throws Exception {
        var plan = new Loopback.Plan();
        plan.serverTls = server;
        plan.clientTls = client;
        try (var net = plan.start()) {
            Connection connection = net.connect();
            awaitClosed(connection);
            awaitClosed(net.accepted());
            return connection;
        }
    }

    private static boolean completes(TlsServerSettings server, TlsClientSettings client) throws Exception {
        return ending(run(server, client)).kind() == EndingKind.COMPLETED;
    }

    private static TlsServerSettings serving(ServerCertificate... certificates) {
        return TlsServerSettings.of(certificates);
    }

    @Test
    void bouncyCastleLeavesTheJdksOwnLimitsAlone() throws Exception {
        var policy = Security.getProperty("jdk.tls.disabledAlgorithms");
        var old = serving(TestCertificates.RSA.certificate()).versions(TlsVersion.TLS_1_0);
        var asked = TlsClientSettings.any().versions(TlsVersion.TLS_1_0);

        assertThat(completes(old, asked)).isTrue();
        assertThat(completes(old, asked.engine(TlsEngine.JDK))).isFalse();
        assertThat(Security.getProperty("jdk.tls.disabledAlgorithms")).isEqualTo(policy);
    }

    static List<String> disabledSuites() {
        return List.of(
                "TLS_RSA_WITH_AES_128_GCM_SHA256", // since 17.0.17, 21.0.9 and 24
                "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
                "TLS_RSA_WITH_NULL_SHA256");
    }

    /** The server is BouncyCastle's engine with suites that every current Java disables, the client its plain protocol. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("disabledSuites")
    void whatThePolicyOfAJavaDisablesIsUsedAllTheSame(String suite) throws Exception {
        var client = run(
                serving(TestCertificates.RSA.certificate())
                        .versions(TlsVersion.TLS_1_2)
                        .cipherSuites(suite),
                TlsClientSettings.any().versions(TlsVersion.TLS_1_2).cipherSuites(suite));

        assertThat(Loopback.story(client)).contains("TLS TLSv1.2 " + suite);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("engines")
    void theSuiteAskedForIsTheSuiteUsed(TlsEngine engine) throws Exception {
        var suite = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384";
        Connection client = run(
                serving(TestCertificates.RSA.certificate())
                        .versions(TlsVersion.TLS_1_2)
                        .cipherSuites(suite)
                        .engine(engine),
                TlsClientSettings.any());

        assertThat(Loopback.story(client)).contains("TLS TLSv1.2 " + suite);
    }

    static List<String> usualSuites() {
        return TlsClientSettings.SUITES;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("usualSuites")
    void bouncyCastleOffersTheUsualSuitesByTheirNames(String suite) throws Exception {
        var certificate = suite.contains("ECDSA") ? TestCertificates.EC : TestCertificates.RSA;
        var server = serving(certificate.certificate())
                .cipherSuites(suite)
                .versions(suite.startsWith("TLS_AES") ? TlsVersion.TLS_1_3 : TlsVersion.TLS_1_2)
                .engine(TlsEngine.BOUNCYCASTLE);

        assertThat(Loopback.story(run(server, TlsClientSettings.any().engine(TlsEngine.BOUNCYCASTLE))))
                .anyMatch(line -> line.matches("TLS TLSv1\\.[23] " + suite));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("engines")
    void ofTwoCertificatesTheOneThatFitsServes(TlsEngine engine) throws Exception {
        var both = serving(TestCertificates.RSA.certificate(), TestCertificates.EC.certificate())
                .versions(TlsVersion.TLS_1_2)
                .engine(engine);
        var anyone = TlsClientSettings.any().versions(TlsVersion.TLS_1_2);

        assertThat(Loopback.story(run(both, anyone.cipherSuites("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"))))
                .contains("TLS TLSv1.2 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
        assertThat(Loopback.story(run(both, anyone.cipherSuites("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"))))
                .contains("TLS TLSv1.2 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    }

    @Test
    void besideAnRsaCertificateAnEcOneGoesToWhoTakesIt() throws Exception {
        assumeThat(TlsEngine.OPENSSL.available()).isTrue();
        var both = serving(TestCertificates.RSA.certificate(), TestCertificates.EC.certificate())
                .engine(TlsEngine.OPENSSL);
        var ec = TestCertificates.EC.certificate().certificate();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(ec.getEncoded());
        var pinned = TlsClientSettings.any().trust(new TrustPolicy.Pin(Bytes.wrap(digest)));

        assertThat(completes(both.versions(TlsVersion.TLS_1_3), pinned)).isTrue();
        assertThat(completes(both.versions(TlsVersion.TLS_1_2), pinned)).isTrue();
        assertThat(completes(
                        both,
                        pinned.versions(TlsVersion.TLS_1_2).cipherSuites("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")))
                .isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("engines")
    void aClientHelloIsNoLongerThanAnRdpClients(TlsEngine engine) throws Exception {
        Connection client = run(
                serving(TestCertificates.RSA.certificate()),
                TlsClientSettings.any().engine(engine).serverName("rdp.test"));

        String hello = Loopback.story(client).stream()
                .filter(s -> s.contains("> ClientHello"))
                .findFirst()
                .orElseThrow();
        assertThat(Integer.parseInt(hello.substring(hello.lastIndexOf(' ') + 1)))
                .isBetween(100, 520);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("engines")
    void aClientTrustsAsItIsTold(TlsEngine engine) throws Exception {
        var issued = SelfSigned.ec("rdp.test", Instant.now()).issued(1).issue(new SecureRandom());
        var server = serving(issued.certificate());
        var client = TlsClientSettings.any().engine(engine).serverName("rdp.test");
        var anchored = new TrustPolicy.Verify(List.of(issued.root()), true);
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(issued.certificate().certificate().getEncoded());

        assertThat(completes(server, client.trust(anchored))).isTrue();
        assertThat(completes(server, client.trust(anchored).serverName("other.test")))
                .isFalse();
        assertThat(completes(server, client.trust(new TrustPolicy.Verify(List.of(), false))))
                .isFalse();
        assertThat(completes(server, client.trust(new TrustPolicy.Pin(Bytes.wrap(digest)))))
                .isTrue();
        assertThat(completes(server, client.trust(new TrustPolicy.Pin(Bytes.zeros(32)))))
                .isFalse();
    }

    /** As Windows makes them. */
    @Test
    void aCertificateForEnciphermentAloneIsTakenByAllButBoringSsl() throws Exception {
        var windows = SelfSigned.rsa("rdp.test", Instant.now())
                .keyUsage(Set.of(SelfSigned.Usage.KEY_ENCIPHERMENT, SelfSigned.Usage.DATA_ENCIPHERMENT))
                .issue(new SecureRandom());
        for (TlsVersion version : List.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3)) {
            var server = serving(windows.certificate()).versions(version).engine(TlsEngine.JDK);
            for (TlsEngine engine : engines().toList()) {
                assertThat(completes(server, TlsClientSettings.any().engine(engine)))
                        .as("%s with %s", engine, version)
                        .isEqualTo(engine != TlsEngine.OPENSSL);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("engines")
    void aClientIsAskedForTheGroupThatTheServerWants(TlsEngine engine) throws Exception {
        var server = serving(TestCertificates.RSA.certificate())
                .versions(TlsVersion.TLS_1_3)
                .groups("secp384r1")
                .engine(TlsEngine.BOUNCYCASTLE);

        assertThat(completes(server, TlsClientSettings.any().engine(engine))).isTrue();
    }

    @Test
    void anExpiredCertificateIsServedAllTheSame() throws Exception {
        Instant then = Instant.now().minusSeconds(1_000_000);
        var expired = SelfSigned.rsa("rdp.test", then)
                .validity(then.minusSeconds(60), then)
                .issued(0)
                .issue(new SecureRandom());

        assertThat(completes(serving(expired.certificate()), TlsClientSettings.any()))
                .isTrue();
        assertThat(completes(
                        serving(expired.certificate()),
                        TlsClientSettings.any().trust(new TrustPolicy.Verify(List.of(expired.root()), false))))
                .isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("engines")
    void aClientMayBeAskedForACertificateItDoesNotHave(TlsEngine engine) throws Exception {
        assertThat(completes(
                        serving(TestCertificates.RSA.certificate())
                                .askingClientCertificate()
                                .engine(engine),
                        TlsClientSettings.any()))
                .isTrue();
        assertThat(completes(
                        serving(TestCertificates.RSA.certificate()).askingClientCertificate(),
                        TlsClientSettings.any().engine(engine)))
                .isTrue();
    }

    /** A ticket of BoringSSL's is a record of some 400 bytes behind the server's Finished. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("engines")
    void noEngineGivesOutTickets(TlsEngine engine) throws Exception {
        var server = serving(TestCertificates.RSA.certificate()).versions(TlsVersion.TLS_1_3);

        long bare = run(server.engine(TlsEngine.BOUNCYCASTLE), TlsClientSettings.any())
                .traffic()
                .received();

        assertThat(run(server.engine(engine), TlsClientSettings.any()).traffic().received())
                .isCloseTo(bare, Offset.offset(150L));
    }

    @Test
    void theJdkKeepsItsSecretsAndBoringSslDoesNot() throws Exception {
        assumeThat(TlsEngine.OPENSSL.available()).isTrue();
        var lines = new CopyOnWriteArrayList<String>();
        TlsContext server =
                TlsContext.of(serving(TestCertificates.RSA.certificate()).engine(TlsEngine.OPENSSL));
        assertThat(server.logKeysTo(lines::add)).isTrue();
        var jdk = TlsContext.of(TlsClientSettings.any().engine(TlsEngine.JDK));
        assertThat(jdk.logKeysTo(lines::add)).isFalse();

        run(server, jdk);

        assertThat(lines)
                .allMatch(l -> l.matches("[A-Z_0-9]+ [0-9a-f]{64} [0-9a-f]+"))
                .extracting(l -> l.substring(0, l.indexOf(' ')))
                .containsAll(Arrays.asList(
                        "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
                        "SERVER_HANDSHAKE_TRAFFIC_SECRET",
                        "CLIENT_TRAFFIC_SECRET_0",
                        "SERVER_TRAFFIC_SECRET_0"));
    }

    /** OpenSSL as a client refuses a TLS 1.2 handshake in which a ticket is announced and not sent. */
    @Test
    void theTicketThatTheJdkAnnouncesInTls12IsSentAndOfNoUse() throws Exception {
        var server = TlsContext.of(serving(TestCertificates.RSA.certificate()).engine(TlsEngine.JDK));
        var client = TlsContext.of(
                TlsClientSettings.any().versions(TlsVersion.TLS_1_2).engine(TlsEngine.JDK));

        for (int handshake = 1; handshake <= 2; handshake++) {
            assertThat(Loopback.story(run(server, client)))
                    .as("handshake %s is a full one", handshake)
                    .anyMatch(line -> line.contains("> ClientKeyExchange"))
                    .anyMatch(line -> line.contains("< NewSessionTicket"));
        }
    }

    /** Two implementations that tell the same secrets of one connection tell the truth. */
    @ParameterizedTest
    @EnumSource(names = {"TLS_1_2", "TLS_1_3"})
    void bouncyCastleTellsTheSecretsThatBoringSslTells(TlsVersion version) throws Exception {
        assumeThat(TlsEngine.OPENSSL.available()).isTrue();
        for (boolean serving : new boolean[] {true, false}) {
            var atServer = new CopyOnWriteArrayList<String>();
            var atClient = new CopyOnWriteArrayList<String>();
            var server = TlsContext.of(serving(TestCertificates.RSA.certificate())
                    .versions(version)
                    .engine(serving ? TlsEngine.BOUNCYCASTLE : TlsEngine.OPENSSL));
            var client = TlsContext.of(TlsClientSettings.any()
                    .versions(version)
                    .engine(serving ? TlsEngine.OPENSSL : TlsEngine.BOUNCYCASTLE));
            assertThat(server.logKeysTo(atServer::add)).isTrue();
            assertThat(client.logKeysTo(atClient::add)).isTrue();

            run(server, client);

            var bouncy = serving ? atServer : atClient;
            assertThat(bouncy).hasSize(version == TlsVersion.TLS_1_2 ? 1 : 4);
            assertThat(serving ? atClient : atServer).containsAll(bouncy);
        }
    }
}
