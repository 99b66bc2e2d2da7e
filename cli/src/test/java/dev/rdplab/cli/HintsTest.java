package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HintsTest {

    private final Hints hints = Hints.of("server.example:3390", "server.example", "--user 'a b' --password-env PW");

    @Test
    void commandsAreComplete() {
        assertThat(hints.complete("Try it (rdplab probe HOST --count 5), then ping -M do -s 1372 HOST"))
                .isEqualTo("Try it (./rdplab probe server.example:3390 --user 'a b' --password-env PW --count 5),"
                        + " then ping -M do -s 1372 server.example");
        assertThat(hints.complete("rdplab probe --kerberos --kdc HOST"))
                .isEqualTo("./rdplab probe --kerberos --kdc HOST");
        assertThat(Hints.none().complete("rdplab probe HOST")).isEqualTo("./rdplab probe HOST");
        assertThat(Hints.none().complete("./rdplab explain 7; rdplab probes nothing"))
                .isEqualTo("./rdplab explain 7; rdplab probes nothing");
    }

    @Test
    void aWordIsQuotedForAShell() {
        assertThat(Hints.quoted("[::1]:3389")).isEqualTo("[::1]:3389");
        assertThat(Hints.quoted("it's")).isEqualTo("'it'\\''s'");
        assertThat(Hints.quoted("DOM\\alice")).isEqualTo("'DOM\\alice'");
    }
}
