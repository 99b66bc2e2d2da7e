package dev.rdplab.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rdplab.transport.tls.ServerCertificate;
import dev.rdplab.transport.tls.TestCertificates;
import dev.rdplab.transport.tls.TlsClientSettings;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsServerSettings;
import dev.rdplab.transport.tls.TlsVersion;
import dev.rdplab.transport.tls.TrustPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which engine settings lead to. */
class TlsEngineChoiceTest {

    private static TlsServerSettings serving(ServerCertificate... certificates) {
        return TlsServerSettings.of(certificates);
    }

    @Test
    void theOldVersionsAndOddSuitesGoToBouncyCastle() {
        var settings = serving(TestCertificates.RSA.certificate());

        assertThat(TlsContext.of(settings.versions(TlsVersion.TLS_1_0, TlsVersion.TLS_1_2))
                        .engine())
                .isEqualTo(TlsEngine.BOUNCYCASTLE);
        assertThat(TlsContext.of(settings.cipherSuites("TLS_RSA_WITH_CAMELLIA_128_CBC_SHA"))
                        .engine())
                .isEqualTo(TlsEngine.BOUNCYCASTLE);
    }

    @Test
    void openSslServesWhereItLoadsAndBouncyCastleElsewhere() {
        var rsa = TestCertificates.RSA.certificate();
        var fastest = TlsEngine.OPENSSL.available() ? TlsEngine.OPENSSL : TlsEngine.BOUNCYCASTLE;

        assertThat(TlsContext.of(serving(rsa)).engine()).isEqualTo(fastest);
        assertThat(TlsContext.of(serving(rsa, TestCertificates.EC.certificate()))
                        .engine())
                .isEqualTo(fastest);
    }

    /** What a client offers and a server serves is that of every Java, whatever its policy files disable. */
    @Test
    void noEngineOfThisJavaIsTakenUnlessItIsAskedFor() {
        var client = TlsClientSettings.any();
        for (var one : List.of(
                client,
                client.trust(new TrustPolicy.Verify(List.of(), true)),
                client.cipherSuites("TLS_RSA_WITH_AES_128_GCM_SHA256"),
                client.versions(TlsVersion.TLS_1_0))) {
            assertThat(TlsContext.of(one).engine()).isEqualTo(TlsEngine.BOUNCYCASTLE);
        }
        assertThat(TlsContext.of(serving(TestCertificates.RSA.certificate())
                                .cipherSuites("TLS_RSA_WITH_AES_128_GCM_SHA256"))
                        .engine())
                .isEqualTo(TlsEngine.BOUNCYCASTLE);
        assertThat(TlsEngine.forManyHandshakes()).isIn(TlsEngine.JDK, TlsEngine.BOUNCYCASTLE);
    }

    @Test
    void whatNoEngineDoesIsRefusedAtOnce() {
        var settings = serving(TestCertificates.RSA.certificate());

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        TlsContext.of(settings.engine(TlsEngine.JDK).cipherSuites("TLS_RSA_WITH_CAMELLIA_128_CBC_SHA")))
                .withMessageContaining("JDK");
        var client = TlsClientSettings.any().engine(TlsEngine.BOUNCYCASTLE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsContext.of(client.cipherSuites("TLS_RSA_WITH_RC4_128_SHA")))
                .withMessageContaining("BOUNCYCASTLE")
                .withMessageContaining("TLS_RSA_WITH_RC4_128_SHA");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsContext.of(client.cipherSuites("TLS_NONSENSE")))
                .withMessageContaining("TLS_NONSENSE");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsContext.of(client.groups("x25518")))
                .withMessageContaining("x25518");
    }
}
