package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.kerberos.KerberosOffer;
import dev.rdplab.kerberos.file.Keytab;
import dev.rdplab.kerberos.kdc.KdcBehaviour;
import dev.rdplab.kerberos.kdc.LabKdc;
import dev.rdplab.kerberos.kdc.Realm;
import dev.rdplab.lab.run.Certificates;
import dev.rdplab.lab.scenario.CertificateVariant;
import dev.rdplab.protocol.handshake.server.CredSspPolicy;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.serversim.Behaviour;
import dev.rdplab.serversim.RdpServer;
import dev.rdplab.serversim.ServerOptions;
import dev.rdplab.transport.SystemEnvironment;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeKerberosTest {

    @TempDir
    private Path folder;

    private final Realm realm = Realm.of("LAB.EXAMPLE", SystemEnvironment.now().nonces())
            .withUser("alice", Secret.of("Wonder-Land1"))
            .withService("TERMSRV/localhost", SystemEnvironment.now().nonces());

    @Test
    void logsOnWithAPasswordOrAKeytab() throws IOException {
        try (var kdc = kdc(KdcBehaviour.DEFAULT);
                var server = server()) {
            Files.writeString(folder.resolve("password"), "Wonder-Land1\n");
            Keytab.write(folder.resolve("keytab"), realm.keytab("alice"));

            var password = probe(
                    kdc, server, "--password-file", folder.resolve("password").toString());
            var keytab = probe(kdc, server, "--keytab", folder.resolve("keytab").toString());

            assertThat(password.exit()).as(password.toString()).isZero();
            assertThat(keytab.exit()).as(keytab.toString()).isZero();
        }
    }

    @Test
    void saysWhichStepFailedAndWhoseClockIsWrong() throws IOException {
        try (var kdc = kdc(KdcBehaviour.DEFAULT.withClockOffset(Duration.ofMinutes(10)));
                var server = server()) {
            Keytab.write(folder.resolve("keytab"), realm.keytab("alice"));

            var run = probe(kdc, server, "--keytab", folder.resolve("keytab").toString());

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err())
                    .contains("no ticket: AS: KRB_AP_ERR_SKEW")
                    .containsPattern("the KDC's clock is (5[5-9]|60)\\d s ahead of this one");
        }
    }

    @Test
    void asksTheKdcsOfAKrb5ConfInTurn() throws IOException {
        try (var gone = kdc(KdcBehaviour.DEFAULT.with(KdcBehaviour.Transport.REFUSED));
                var kdc = kdc(KdcBehaviour.DEFAULT);
                var server = server()) {
            Keytab.write(folder.resolve("keytab"), realm.keytab("alice"));
            var there = "    kdc = 127.0.0.1:" + kdc.address().getPort() + "\n";
            var conf = Files.writeString(
                    folder.resolve("krb5.conf"),
                    kdc.configuration()
                            .replace(
                                    there,
                                    "    kdc = 127.0.0.1:" + gone.address().getPort() + "\n" + there));

            var run = Cli.run(
                    "probe",
                    "localhost:" + server.port(),
                    "--kerberos",
                    "--krb5-conf",
                    conf.toString(),
                    "--user",
                    "alice",
                    "--keytab",
                    folder.resolve("keytab").toString(),
                    "--no-ntlm");

            assertThat(run.exit()).as(run.toString()).isZero();
        }
    }

    @Test
    void asksNoKdcThatWasNotNamed() {
        var run = Cli.run(
                "probe", "localhost:1", "--kerberos", "--user", "alice", "--domain", "LAB.EXAMPLE", "--empty-password");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--kdc");
    }

    private static Cli probe(LabKdc kdc, RdpServer server, String... more) {
        var arguments = new ArrayList<>(List.of(
                "probe",
                "localhost:" + server.port(),
                "--kerberos",
                "--kdc",
                "127.0.0.1:" + kdc.address().getPort(),
                "--user",
                "alice",
                "--domain",
                "LAB.EXAMPLE",
                "--no-ntlm"));
        arguments.addAll(List.of(more));
        return Cli.run(arguments.toArray(String[]::new));
    }

    private LabKdc kdc(KdcBehaviour behaviour) throws IOException {
        return LabKdc.start(
                realm, behaviour, Instant::now, SystemEnvironment.now().nonces());
    }

    private RdpServer server() throws IOException {
        var policy = ServerPolicy.of(SecurityLayer.NLA)
                .withCredSsp(
                        CredSspPolicy.DEFAULT.withOffers(new KerberosOffer(realm.keytab("TERMSRV/localhost"), false)));
        var tls = TlsContext.of(TlsServerSettings.of(Certificates.of(CertificateVariant.GOOD)));
        return RdpServer.start(ServerOptions.of(Behaviour.of(policy, tls)));
    }
}
