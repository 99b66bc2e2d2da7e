package dev.rdplab.transport.tls;

import dev.rdplab.protocol.tls.TlsAlert;
import io.netty.handler.ssl.NotSslRecordException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;

/** What an engine's exception means. Needed where the alert itself went by encrypted. */
public final class TlsFailures {

    /** BouncyCastle numbers its engines, so that the same failure would read differently each time. */
    private static final Pattern ENGINE_NUMBER = Pattern.compile("\\[(client|server) #\\d+ @[0-9a-f]+] ?");

    /** The JDK says {@code Received fatal alert: unknown_ca}. */
    private static final Pattern JDK_RECEIVED = Pattern.compile("Received fatal alert: (\\w+)");

    /** From version 19 on the JDK begins its own with {@code (handshake_failure)}. */
    private static final Pattern JDK_SENT = Pattern.compile("^\\((\\w+)\\)");

    /** BoringSSL says {@code ...:SSLV3_ALERT_HANDSHAKE_FAILURE}, {@code TLSV1_ALERT_UNKNOWN_CA} and the like. */
    private static final Pattern OPENSSL_RECEIVED =
            Pattern.compile("\\b(?:SSLV3|TLSV1|TLSV13)_ALERT_(\\w+)|(?i)(?:sslv3|tlsv1|tlsv13) alert ([\\w ]+)");

    /** By which a client says that it does not trust a certificate it could read, RFC 8446 section 6.2. */
    private static final Set<Short> CERTIFICATE_ALERTS = Set.of(
            AlertDescription.unsupported_certificate,
            AlertDescription.certificate_revoked,
            AlertDescription.certificate_expired,
            AlertDescription.certificate_unknown,
            AlertDescription.unknown_ca);

    private static final int LONGEST = 200;

    private TlsFailures() {}

    /** The AlertDescription that the peer sent; empty when it sent none that the engine tells of. */
    public static OptionalInt alertReceived(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TlsFatalAlertReceived received) {
                return OptionalInt.of(received.getAlertDescription());
            }
            OptionalInt found = named(JDK_RECEIVED, cause);
            found = found.isPresent() ? found : named(OPENSSL_RECEIVED, cause);
            if (found.isPresent()) {
                return found;
            }
        }
        return OptionalInt.empty();
    }

    /**
     * The AlertDescription that this end sent for a certificate it does not trust. Of no other refusal: the alerts for bytes that
     * are wrong differ from engine to engine and from Java to Java, and what the wire shows of them in clear is known anyway.
     */
    public static OptionalInt certificateRefused(Throwable failure, TlsEngine engine) {
        OptionalInt certificate = OptionalInt.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TlsFatalAlert fatal && CERTIFICATE_ALERTS.contains(fatal.getAlertDescription())) {
                return OptionalInt.of(fatal.getAlertDescription());
            }
            OptionalInt found = named(JDK_SENT, cause);
            if (found.isPresent() && CERTIFICATE_ALERTS.contains((short) found.getAsInt())) {
                return found;
            }
            if (cause instanceof CertificateException && !(cause instanceof CertificateParsingException)) {
                certificate = OptionalInt.of(forCertificate(cause, engine));
            }
        }
        return certificate;
    }

    private static int forCertificate(Throwable cause, TlsEngine engine) {
        if (engine != TlsEngine.OPENSSL) {
            return TlsAlert.CERTIFICATE_UNKNOWN;
        }
        boolean expired =
                cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException;
        return expired ? TlsAlert.CERTIFICATE_EXPIRED : TlsAlert.INTERNAL_ERROR;
    }

    /** Whether the engine only saw that nothing more comes. */
    public static boolean isClose(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClosedChannelException) {
                return true;
            }
            String text = String.valueOf(cause.getMessage());
            if (text.contains("closed while SSL/TLS handshake")
                    || text.contains("closing inbound before receiving")
                    || text.contains("Received close_notify during handshake")) {
                return true;
            }
        }
        return false;
    }

    /** One line for people. */
    public static String detail(Throwable failure) {
        if (failure instanceof NotSslRecordException || failure.getCause() instanceof NotSslRecordException) {
            return NotTls.detail(failure instanceof NotSslRecordException ? failure : failure.getCause());
        }
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String text = ENGINE_NUMBER
                .matcher(String.valueOf(innermost.getMessage()))
                .replaceAll("")
                .replaceAll("\\s+", " ");
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    private static OptionalInt named(Pattern pattern, Throwable cause) {
        Matcher matcher = pattern.matcher(String.valueOf(cause.getMessage()));
        if (!matcher.find()) {
            return OptionalInt.empty();
        }
        String word = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return TlsAlert.numberOf(word.trim().toLowerCase(Locale.ROOT).replace(' ', '_'));
    }
}
