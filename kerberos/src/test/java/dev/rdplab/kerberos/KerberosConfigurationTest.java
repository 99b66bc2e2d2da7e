package dev.rdplab.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.kerberos.file.KerberosConfiguration;
import dev.rdplab.kerberos.file.KerberosConfiguration.KdcAddress;
import dev.rdplab.kerberos.file.MalformedConfigurationException;
import dev.rdplab.kerberos.kdc.Krb5Conf;
import dev.rdplab.protocol.wire.Bytes;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KerberosConfigurationTest {

    /** As on many a domain member. */
    private static final String ORDINARY =
            """
            # made by hand
            includedir /etc/krb5.conf.d/
            [libdefaults]
                default_realm = CORP.EXAMPLE
                dns_lookup_kdc = true
                udp_preference_limit = 1
            ; another comment
            [realms]
                CORP.EXAMPLE = {
                    kdc = dc1.corp.example
                    kdc = tcp/dc2.corp.example:1088
                    kdc = [2001:db8::5]:88
                    kdc = https://proxy.corp.example/KdcProxy
                    admin_server = dc1.corp.example
                    auth_to_local_names = {
                        alice = al
                    }
                }
                EMEA.CORP.EXAMPLE = {
                    kdc = "192.0.2.9"
                }
            [domain_realm]
                .emea.corp.example = EMEA.CORP.EXAMPLE
                .corp.example = CORP.EXAMPLE
                odd.emea.corp.example = CORP.EXAMPLE
            """;

    @Test
    void realmsHaveTheirKdcsInOrder() {
        var conf = read(ORDINARY);

        assertThat(conf.defaultRealm()).contains("CORP.EXAMPLE");
        assertThat(conf.udpPreferenceLimit()).isEqualTo(1);
        assertThat(conf.kdcsOf("CORP.EXAMPLE"))
                .containsExactly(
                        new KdcAddress("dc1.corp.example", 88, false),
                        new KdcAddress("dc2.corp.example", 1088, true),
                        new KdcAddress("2001:db8::5", 88, false));
        assertThat(conf.kdcsOf("EMEA.CORP.EXAMPLE")).containsExactly(new KdcAddress("192.0.2.9", 88, false));
        assertThat(conf.kdcsOf("NOWHERE")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ts1.emea.corp.example, EMEA.CORP.EXAMPLE",
        "TS1.A.EMEA.corp.example, EMEA.CORP.EXAMPLE",
        "odd.emea.corp.example, CORP.EXAMPLE",
        "ts1.corp.example, CORP.EXAMPLE",
        "elsewhere.example, CORP.EXAMPLE"
    })
    void theNearestDomainDecides(String host, String realm) {
        assertThat(read(ORDINARY).realmOf(host)).contains(realm);
    }

    @Test
    void whatHasNoEffectIsSaidWithItsLine() {
        assertThat(read(ORDINARY).ignored())
                .containsExactly(
                        "line 2: includedir /etc/krb5.conf.d/",
                        "line 5: libdefaults.dns_lookup_kdc",
                        "line 13: kdc = https://proxy.corp.example/KdcProxy, which is not HOST[:PORT], tcp/HOST[:PORT] or"
                                + " [IPv6]:PORT",
                        "line 14: realms.admin_server",
                        "line 16: realms.alice");
    }

    @Test
    void readsWhatTheLabWrites() {
        var written = Krb5Conf.of("LAB.EXAMPLE", new InetSocketAddress("127.0.0.1", 1234));

        var conf = read(written.text());

        assertThat(conf.realmOf("localhost")).contains("LAB.EXAMPLE");
        assertThat(conf.kdcsOf("LAB.EXAMPLE")).containsExactly(new KdcAddress("127.0.0.1", 1234, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x = y|line 1: x comes before the first [section]",
                "[realms]\\nX = {|line 3: the file ends inside { of X",
                "[realms]\\n}|line 2: } without {",
                "[realms]\\nX = {\\nkdc = h:70000|line 3: port 70000 is not between 1 and 65535",
                "[libdefaults]\\nnonsense|line 2: 'nonsense' is not one of [section], name = value, name = {, }",
                "[libdefaults]\\nudp_preference_limit = -1|line 2: udp_preference_limit -1 is not between 0 and 999999"
            })
    void whatIsWrongIsNamedWithItsLine(String text, String message) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n") + "\n"))
                .isInstanceOf(MalformedConfigurationException.class)
                .hasMessage(message);
    }

    private static KerberosConfiguration read(String text) {
        return KerberosConfiguration.decode(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
