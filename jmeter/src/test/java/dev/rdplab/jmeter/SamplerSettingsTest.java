package dev.rdplab.jmeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.LogonGuard;
import dev.rdplab.clientsim.Security;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.client.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplerSettingsTest {

    @Test
    void withoutArgumentsAHandshakeWithThisMachineEndsWhenTlsIsUp() {
        var options = read(Map.of("user", "", "until", " "));
        assertThat(options.target().getAddress().isLoopbackAddress()).isTrue();
        assertThat(options.target().getPort()).isEqualTo(3389);
        assertThat(options.security()).isEqualTo(Security.AUTO);
        assertThat(options.until()).isEqualTo(Stage.CREDSSP);
        assertThat(options.credentials()).isEqualTo(Credentials.NONE);
        assertThat(options.tls().serverName()).as("an address").isEmpty();
    }

    @Test
    void thePasswordIsTheFirstLineOfAFile(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("password"), "Tiger-77\nmore\n");
        var options = read(
                Map.of("user", "alice", "domain", "LAB", "passwordFile", file.toString(), "serverName", "rdp.example"));
        assertThat(options.credentials().password().reveal()).isEqualTo("Tiger-77");
        assertThat(options.credentials().domain()).isEqualTo("LAB");
        assertThat(options.until()).isEqualTo(Stage.ACTIVE);
        assertThat(options.host()).isEqualTo("rdp.example");
        assertThat(options.tls().serverName()).isEqualTo(Optional.of("rdp.example"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    port         | 0         | port: '0' is out of bounds; allowed: 1 to 65535
                    port         | rdp       | port: 'rdp' is not a whole number; allowed: 1 to 65535
                    timeout      | 3600001ms | timeout: '3600001ms' cannot be; allowed: above 0s, at most 1h
                    timeout      | 0s        | timeout: '0s' cannot be; allowed: above 0s, at most 1h
                    timeout      | 10000     | timeout: '10000' has no unit; allowed: a number with ns, us, ms, s,
                    security     | ssl       | security: 'ssl' cannot be; allowed: auto, rdp, tls, nla, ext
                    profile      | vnc       | profile: 'vnc' cannot be; allowed: mstsc,
                    until        | login     | until: 'login' cannot be; allowed: connect, x224, tls,
                    iOwnThisHost | yes       | iOwnThisHost: 'yes' cannot be; allowed: true, false
                    host         | 192.0.2.1 | say so with iOwnThisHost=true
                    hots         | 127.0.0.1 | hots is not an argument; there are host, port,
                    passwordFile | /x        | a password needs user
                    passwordEnv  | X         | a password needs user
                    """)
    void whatIsWrongNamesTheArgumentAndWhatIsAllowed(String argument, String value, String says) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of(argument, value)))
                .withMessageContaining(says);
    }

    @Test
    void aPasswordThatCannotBeReadIsToldByWhereItWasLookedFor(@TempDir Path folder) throws IOException {
        var none = folder.resolve("none").toString();
        var empty = Files.createFile(folder.resolve("empty")).toString();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("user", "alice", "passwordFile", none)))
                .withMessage("the password cannot be read from " + none);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("user", "alice", "passwordFile", empty)))
                .withMessage("there is no password in " + empty);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("user", "alice", "passwordEnv", "NO_SUCH_VARIABLE_77")))
                .withMessage("there is no password in the environment variable NO_SUCH_VARIABLE_77");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> read(Map.of("user", "alice", "passwordFile", none, "passwordEnv", "NO_SUCH_VARIABLE_77")))
                .withMessageContaining("not from both");
    }

    @Test
    void aHostElsewhereIsAllowedToItsOwner() {
        var options = read(Map.of("host", "192.0.2.1", "iOwnThisHost", "true"));
        assertThat(options.target().getHostString()).isEqualTo("192.0.2.1");
    }

    @Test
    void anAccountWithoutAPasswordIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("user", "alice")))
                .withMessage("no password for alice; give passwordFile or passwordEnv");
    }

    private static ClientOptions read(Map<String, String> given) {
        return SamplerSettings.read(given, LogonGuard.create());
    }
}
