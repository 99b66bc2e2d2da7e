package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {

    @ParameterizedTest
    @CsvSource({
        "server.example, server.example, 3389",
        "server_1-a.example:3390, server_1-a.example, 3390",
        "192.0.2.7:1, 192.0.2.7, 1",
        "2001:db8::7, 2001:db8::7, 3389",
        "::ffff:192.0.2.7, ::ffff:192.0.2.7, 3389",
        "[2001:db8::7], 2001:db8::7, 3389",
        "[fe80::7%eth0]:65535, fe80::7%eth0, 65535",
    })
    void aHostIsANameOrAnAddressWithOrWithoutAPort(String text, String host, int port) {
        var target = Targets.parse(text);

        assertThat(target.isUnresolved()).isTrue();
        assertThat(target.getHostString()).isEqualTo(host);
        assertThat(target.getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":3389",
                "a b",
                "192.0.2.0/24",
                "a,b",
                "h:",
                "h:123456",
                "h:x",
                "h:-1",
                "[::1",
                "[]",
                "[::1]x",
                "[::1]:",
                "1::2:g",
                "ä"
            })
    void whateverElseIsNamedWithWhatIsAllowed(String text) {
        assertThatThrownBy(() -> Targets.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessage("'" + text + "' is not one host; write HOST, HOST:PORT or [IPv6]:PORT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h:0", "h:65536", "[::1]:99999"})
    void aPortThatThereIsNotIsNamed(String text) {
        assertThatThrownBy(() -> Targets.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is not between 1 and 65535");
    }
}
