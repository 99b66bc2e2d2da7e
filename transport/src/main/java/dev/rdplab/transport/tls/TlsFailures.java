package dev.rdplab.transport.tls;

import dev.rdplab.protocol.tls.TlsAlert;
import io.netty.handler.ssl.NotSslRecordException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;

/** What an engine's exception means. Needed where the alert itself went by encrypted. */
public final class TlsFailures {

    /** The JDK says {@code Received fatal alert: unknown_ca}. */
    /** BouncyCastle numbers its engines, so that the same failure would read differently each time. */
    private static final Pattern ENGINE_NUMBER = Pattern.compile("\\[(client|server) #\\d+ @[0-9a-f]+] ?");

    private static final Pattern JDK_RECEIVED = Pattern.compile("Received fatal alert: (\\w+)");

    /** From version 19 on the JDK begins its own with {@code (handshake_failure)}. */
    private static final Pattern JDK_SENT = Pattern.compile("^\\((\\w+)\\)");

    /** BoringSSL says {@code ...:SSLV3_ALERT_HANDSHAKE_FAILURE}, {@code TLSV1_ALERT_UNKNOWN_CA} and the like. */
    private static final Pattern OPENSSL_RECEIVED =
            Pattern.compile("\\b(?:SSLV3|TLSV1|TLSV13)_ALERT_(\\w+)|(?i)(?:sslv3|tlsv1|tlsv13) alert ([\\w ]+)");

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

    /** The AlertDescription that this end sent, as far as the engine tells or is known to do. */
    public static OptionalInt alertSent(Throwable failure, TlsEngine engine) {
        OptionalInt certificate = OptionalInt.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TlsFatalAlert fatal) {
                return OptionalInt.of(fatal.getAlertDescription());
            }
            OptionalInt found = named(JDK_SENT, cause);
            if (found.isPresent()) {
                return found;
            }
            if (cause instanceof CertificateException) {
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
            return "not a TLS record"; // the exception itself quotes all that came
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
