package dev.rdplab.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelfSignedTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private final SecureRandom random = new SecureRandom();

    @Test
    void isLikeTheOneOfAWindowsListener() throws Exception {
        X509Certificate certificate =
                SelfSigned.rsa("host.test", NOW).issue(random).root();

        assertThat(((RSAPublicKey) certificate.getPublicKey()).getModulus().bitLength())
                .isEqualTo(2048);
        assertThat(certificate.getSigAlgName()).isEqualToIgnoringCase("SHA256withRSA");
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=host.test");
        assertThat(certificate.getExtendedKeyUsage()).containsExactly(SelfSigned.SERVER_AUTHENTICATION);
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(NOW.minus(Duration.ofDays(1)));
        assertThat(certificate.getSubjectAlternativeNames()).containsExactly(List.of(2, "host.test"));
        certificate.verify(certificate.getPublicKey());
    }

    @Test
    void everyPartCanBeMadeOtherwise() throws Exception {
        X509Certificate certificate = SelfSigned.rsa("host.test", NOW)
                .key(SelfSigned.KeyKind.RSA, 1024)
                .signature("SHA1withRSA")
                .alternativeNames(List.of("other.test", "192.0.2.7", "2001:db8::7"))
                .validity(NOW.minusSeconds(7200), NOW.minusSeconds(3600))
                .keyUsage(Set.of(SelfSigned.Usage.KEY_ENCIPHERMENT))
                .purposes(List.of(SelfSigned.CLIENT_AUTHENTICATION))
                .issue(random)
                .root();

        assertThat(((RSAPublicKey) certificate.getPublicKey()).getModulus().bitLength())
                .isEqualTo(1024);
        assertThat(certificate.getSigAlgName()).isEqualToIgnoringCase("SHA1withRSA");
        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(n -> (String) n.get(1))
                .containsExactly("other.test", "192.0.2.7", "2001:db8:0:0:0:0:0:7");
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(NOW.minusSeconds(3600));
        assertThat(certificate.getKeyUsage()).startsWith(false, false, true, false);
        assertThat(certificate.getExtendedKeyUsage()).containsExactly(SelfSigned.CLIENT_AUTHENTICATION);
    }

    @Test
    void extensionsCanBeLeftOut() throws Exception {
        X509Certificate certificate = SelfSigned.ec("host.test", NOW)
                .keyUsage(Set.of())
                .purposes(List.of())
                .alternativeNames(List.of())
                .issue(random)
                .root();

        assertThat(certificate.getPublicKey()).isInstanceOf(ECPublicKey.class);
        assertThat(certificate.getKeyUsage()).isNull();
        assertThat(certificate.getExtendedKeyUsage()).isNull();
        assertThat(certificate.getSubjectAlternativeNames()).isNull();
    }

    @Test
    void signsWithRsaPss() throws Exception {
        X509Certificate certificate = SelfSigned.rsa("host.test", NOW)
                .signature("SHA256withRSAandMGF1")
                .issue(random)
                .root();

        assertThat(certificate.getSigAlgName()).isEqualTo("RSASSA-PSS");
        assertThatCode(() -> certificate.verify(certificate.getPublicKey())).doesNotThrowAnyException();
    }

    @Test
    void aChainLeadsToItsRootWithoutServingIt() throws Exception {
        SelfSigned.Issued issued = SelfSigned.ec("host.test", NOW).issued(2).issue(random);
        List<X509Certificate> chain = issued.certificate().chain();

        assertThat(chain).hasSize(3).doesNotContain(issued.root());
        chain.get(0).verify(chain.get(1).getPublicKey());
        chain.get(1).verify(chain.get(2).getPublicKey());
        chain.get(2).verify(issued.root().getPublicKey());
        assertThat(chain.get(1).getBasicConstraints()).isGreaterThanOrEqualTo(0);
        assertThat(chain.get(0).getBasicConstraints()).isEqualTo(-1);
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        SelfSigned wrong = SelfSigned.ec("host.test", NOW).signature("SHA256withRSA");

        assertThatIllegalArgumentException().isThrownBy(() -> wrong.issue(random));
        assertThatIllegalArgumentException().isThrownBy(() -> wrong.issued(11));
    }

    @Test
    void theKeyIsNeverShown() {
        assertThat(TestCertificates.EC.certificate()).hasToString("EC CN=rdp.test");
    }
}
