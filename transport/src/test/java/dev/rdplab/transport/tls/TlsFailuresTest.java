package dev.rdplab.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateParsingException;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsFailuresTest {

    @ParameterizedTest
    @CsvSource({
        "Received fatal alert: unknown_ca, 48",
        "error:10000410:SSL routines:OPENSSL_internal:SSLV3_ALERT_HANDSHAKE_FAILURE, 40",
        "error:1000042e:SSL routines:OPENSSL_internal:TLSV1_ALERT_PROTOCOL_VERSION, 70",
        "error:0A000410:SSL routines::sslv3 alert handshake failure, 40"
    })
    void readsTheAlertReceivedOutOfTheText(String text, int alert) {
        assertThat(TlsFailures.alertReceived(new SSLException("outer", new SSLHandshakeException(text))))
                .hasValue(alert);
    }

    @Test
    void bouncyCastleTellsBothByType() {
        var received = new SSLException("", new TlsFatalAlertReceived((short) 46));
        var sent = new SSLException("", new TlsFatalAlert((short) 20));

        assertThat(TlsFailures.alertReceived(received)).hasValue(46);
        assertThat(TlsFailures.alertReceived(sent)).isEmpty();
    }

    @Test
    void aRejectedCertificateIsAnAlertThatDependsOnTheEngine() {
        var rejected = new SSLHandshakeException("no");
        rejected.initCause(new CertificateException("no"));
        var expired = new SSLHandshakeException("no");
        expired.initCause(new CertificateExpiredException("no"));

        assertThat(TlsFailures.certificateRefused(rejected, TlsEngine.JDK)).hasValue(46);
        assertThat(TlsFailures.certificateRefused(rejected, TlsEngine.OPENSSL)).hasValue(80);
        assertThat(TlsFailures.certificateRefused(expired, TlsEngine.OPENSSL)).hasValue(45);
        assertThat(TlsFailures.certificateRefused(new SSLException("(unknown_ca) no"), TlsEngine.JDK))
                .hasValue(48);
        assertThat(TlsFailures.certificateRefused(
                        new SSLException("", new TlsFatalAlert((short) 46)), TlsEngine.BOUNCYCASTLE))
                .hasValue(46);
    }

    /** The JDK's engine names this alert from some patch level on, BouncyCastle's always, BoringSSL's never. */
    @Test
    void bytesThatAreWrongAreNoRefusalOfACertificate() {
        for (var failure : List.of(
                new SSLException("(bad_record_mac) Tag mismatch"),
                new SSLException("", new TlsFatalAlert((short) 20)),
                new SSLException("", new TlsFatalAlert((short) 50)),
                new SSLException("", new CertificateParsingException("Could not parse certificate")),
                new SSLException("", new AEADBadTagException("Tag mismatch")))) {
            for (var engine : TlsEngine.values()) {
                assertThat(TlsFailures.certificateRefused(failure, engine)).isEmpty();
            }
        }
    }

    @Test
    void neverQuotesWhatCameInsteadOfTls() {
        assertThat(TlsFailures.detail(new NotSslRecordException("not an SSL/TLS record: 70617373776f7264")))
                .isEqualTo("not a TLS record");
        assertThat(TlsFailures.detail(new SSLException("x".repeat(1_000)))).hasSize(200);
    }
}
