package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.testkit.needs.Needs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code serve} and {@code probe} in a realm, as a user starts them. */
@Needs({"krb5kdc", "kdb5_util", "kadmin.local", "kinit", "rdesktop", "xfreerdp3", "Xvfb"})
@Tag("real")
class KerberosCommandLineTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern EXPORT = Pattern.compile("export KRB5CCNAME=(\\S+) KRB5_CONFIG=(\\S+)\\R.*\\R");

    @Test
    void serveWithAKeytabOfMitsKdcTakesItsTickets() {
        try (var mit = KerberosKdc.start();
                RealProcess served = LabCommand.serve(
                        Account.ALICE,
                        "--security",
                        "nla",
                        "--keytab",
                        mit.keytab().toString(),
                        "--no-ntlm")) {
            int port = LabCommand.port(served);
            assertThat(mit.kinit(Account.ALICE)).returns(0, Finished::exitCode);

            try (RealProcess client = Rdesktop.start(
                    mit.environment(), "-v", "-u", "alice", "-d", KerberosKdc.REALM, "localhost:" + port)) {
                client.awaitOutput(Rdesktop.SESSION, LIMIT);
            }
            assertThat(LabCommand.probe(
                            port,
                            Account.ALICE,
                            "--server-name",
                            "localhost",
                            "--kerberos",
                            "--no-ntlm",
                            "--krb5-conf",
                            mit.configuration().toString()))
                    .as(served::output)
                    .returns(0, Finished::exitCode);
            assertThat(LabCommand.probe(port, Account.ALICE, "--security", "nla"))
                    .as("with NTLM")
                    .returns(1, Finished::exitCode);
        }
    }

    @Test
    void serveBringsTheRealmOfAScenarioAndTakesItAway() {
        Path configuration;
        try (RealProcess served = LabCommand.serve(Account.ALICE, "--scenario", "kerberos/ticket-spnego")) {
            var told = EXPORT.matcher(served.awaitOutput(EXPORT, LIMIT).output());
            assertThat(told.find()).isTrue();
            configuration = Path.of(told.group(2));
            var environment = Map.of("KRB5CCNAME", told.group(1), "KRB5_CONFIG", told.group(2));

            try (RealProcess client = XFreeRdp3.start(
                    environment,
                    "/cert:ignore",
                    "/auth-pkg-list:!ntlm",
                    "/u:alice",
                    "/p:",
                    "/d:" + KerberosKdc.REALM,
                    "-clipboard",
                    "/v:localhost:" + LabCommand.port(served))) {
                client.awaitOutput(XFreeRdp3.SESSION, LIMIT);
            }
            assertThat(served.output()).contains("your password").doesNotContain(Account.ALICE.password());
        }
        assertThat(configuration).doesNotExist();
    }
}
